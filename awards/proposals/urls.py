from django.urls import path

from awards.proposals import views

app_name = "proposals"
urlpatterns = [
    path("", views.index, name="index"),
    path("soan/<int:session_pk>/", views.new, name="new"),
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/ban-in/", views.printed, name="printed"),
    path("<int:pk>/bo/", views.discard, name="discard"),
    path("<int:pk>/ky/", views.send, name="send"),
    path("<int:pk>/tra-loi/", views.answer, name="answer"),
]
