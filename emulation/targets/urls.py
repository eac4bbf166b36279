from django.urls import path

from emulation.targets.views import board, target

app_name = "targets"
urlpatterns = [
    path("", board.index, name="index"),
    path("<int:pk>/", board.unit, name="unit"),
    path("<int:pk>/giam-ngheo.svg", board.chart, name="chart"),
    path("<int:pk>/chi-tieu.xlsx", board.export, name="export"),
    path("<int:pk>/<slug:key>/", target.target, name="target"),
    path("<int:pk>/<slug:key>/bieu-do.svg", target.chart, name="target_chart"),
    path("<int:pk>/<slug:key>/tung-noi.xlsx", target.export, name="target_export"),
    path("<int:pk>/<slug:key>/so-lieu/", target.state, name="state"),
    path("<int:pk>/<slug:key>/ket-luan/", target.rule, name="rule"),
]
