from django.urls import path

from emulation.regimes import views

app_name = "regimes"
urlpatterns = [
    path("", views.index, name="index"),
    path("excel/", views.export, name="export"),
]
