from django.urls import path

from emulation.duties import views

app_name = "duties"
urlpatterns = [
    path("", views.index, name="index"),
    path("xuat/", views.export, name="export"),
    path("<int:pk>/", views.paper, name="paper"),
    path("<int:pk>/dong/", views.line, name="line"),
    path("<int:pk>/dong/<int:line>/bo/", views.drop_line, name="drop_line"),
    path("<int:pk>/xong/", views.told_done, name="told_done"),
]
