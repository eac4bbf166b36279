from django.urls import path

from campaign_portal.shell.reorganization import views

app_name = "reorganization"
urlpatterns = [
    path("", views.index, name="index"),
    path("lap/", views.new, name="new"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/nhap/", views.merge, name="merge"),
    path("<int:pk>/chia/", views.split, name="split"),
    path("<int:pk>/chuyen/", views.move, name="move"),
    path("<int:pk>/bai-bo/", views.abolish, name="abolish"),
    path("<int:pk>/bo-dong/", views.remove, name="remove"),
    path("<int:pk>/nguoi/", views.people, name="people"),
    path("<int:pk>/xem-truoc/", views.ask_preview, name="preview"),
    path("<int:pk>/ap-dung/", views.apply, name="apply"),
    path("<int:pk>/hoan-tac/", views.undo, name="undo"),
    path("<int:pk>/bo/", views.discard, name="discard"),
    path("<int:pk>/tep/", views.file, name="file"),
]
