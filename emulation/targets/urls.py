from django.urls import path

from emulation.targets.views import assigning, board, chain, target

app_name = "targets"
urlpatterns = [
    path("", board.index, name="index"),
    path("giao/", assigning.index, name="assignments"),
    path("giao/<int:pk>/", assigning.page, name="assignment"),
    path("giao/<int:pk>/nhap/", assigning.autosave, name="assignment_autosave"),
    path("giao/<int:pk>/ban-hanh/", assigning.issue, name="assignment_issue"),
    path("giao/<int:pk>/giao-lai/", assigning.again, name="assignment_again"),
    path("giao/<int:pk>/bo/", assigning.drop, name="assignment_drop"),
    path("giao/<int:pk>/quyet-dinh.pdf", assigning.decision_pdf, name="assignment_pdf"),
    path("giao/<int:pk>/bang-giao.xlsx", assigning.export, name="assignment_export"),
    path("<int:pk>/", board.unit, name="unit"),
    path("<int:pk>/giam-ngheo.svg", board.chart, name="chart"),
    path("<int:pk>/chi-tieu.xlsx", board.export, name="export"),
    path("<int:pk>/<slug:key>/", target.target, name="target"),
    path("<int:pk>/<slug:key>/bieu-do.svg", target.chart, name="target_chart"),
    path("<int:pk>/<slug:key>/tung-noi.xlsx", target.export, name="target_export"),
    path("<int:pk>/<slug:key>/chuoi/", chain.page, name="chain"),
    path("<int:pk>/<slug:key>/so-lieu/", target.state, name="state"),
    path("<int:pk>/<slug:key>/ket-luan/", target.rule, name="rule"),
]
