from django.urls import path

from emulation.territory.views import picking

app_name = "territory"
urlpatterns = [
    path("chon/", picking.pick, name="pick"),
]
