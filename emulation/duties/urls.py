from django.urls import path

from emulation.duties import views

app_name = "duties"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.paper, name="paper"),
]
