from django.urls import include, path

urlpatterns = [
    path("don-vi/", include("emulation.territory.urls")),
    path("ra-soat/", include("emulation.poverty.urls")),
    path("dang-ky/", include("emulation.registrations.urls")),
    path("chi-tieu/", include("emulation.targets.urls")),
    path("dong-gop/", include("emulation.contributions.urls")),
    path("phap-luat/", include("emulation.regimes.urls")),
    path("van-ban/", include("emulation.duties.urls")),
]
