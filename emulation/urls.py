from django.urls import include, path

from emulation.exemplars.urls import public_urls as public_exemplars
from emulation.poverty.urls import of_units

urlpatterns = [
    path("don-vi/", include("emulation.territory.urls")),
    path("don-vi/", include((of_units, "series"))),
    path("ra-soat/", include("emulation.poverty.urls")),
    path("ho-dan/", include("emulation.households.urls")),
    path("dang-ky/", include("emulation.registrations.urls")),
    path("chi-tieu/", include("emulation.targets.urls")),
    path("dong-gop/", include("emulation.contributions.urls")),
    path("cum-khoi/", include("emulation.clusters.urls")),
    path("guong-mo-hinh/", include("emulation.exemplars.urls")),
    path("kiem-tra/", include("emulation.inspections.urls")),
    path("cong-khai/", include((public_exemplars, "public_exemplars"))),
    path("phap-luat/", include("emulation.regimes.urls")),
    path("van-ban/", include("emulation.duties.urls")),
    path("co-quan/", include("emulation.people.urls.offices")),
    path("nhan-su/", include("emulation.people.urls.people")),
]
