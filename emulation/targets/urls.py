from django.urls import path

from emulation.targets import views

app_name = "targets"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/giam-ngheo.svg", views.chart, name="chart"),
    path("<int:pk>/chi-tieu.xlsx", views.export, name="export"),
]
