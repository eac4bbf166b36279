from django.urls import path

from emulation.contributions import views

app_name = "contributions"
urlpatterns = [
    path("", views.index, name="index"),
    path("ghi/", views.record, name="record"),
    path("dong-gop.xlsx", views.export, name="export"),
    path("<int:pk>/", views.page, name="page"),
]
