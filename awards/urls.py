from django.urls import include, path

urlpatterns = [
    path("ho-so/", include("awards.dossiers.urls")),
    path("phien-hop/", include("awards.councils.urls")),
    path("trinh-cap-tren/", include("awards.proposals.urls")),
    path("quyet-dinh/", include("awards.decisions.urls")),
]
