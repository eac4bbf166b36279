from django.urls import include, path

urlpatterns = [
    path("bao-cao/", include("reporting.reports.urls")),
    path("tong-hop/", include("reporting.consolidation.urls")),
]
