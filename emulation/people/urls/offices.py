from django.urls import path

from emulation.people.views import offices

app_name = "offices"
urlpatterns = [
    path("", offices.index, name="index"),
    path("tai/", offices.export, name="export"),
    path("moi/", offices.new, name="new"),
    path("<int:pk>/", offices.page, name="page"),
    path("<int:pk>/sua/", offices.edit, name="edit"),
    path("<int:pk>/thoi/", offices.end, name="end"),
]
