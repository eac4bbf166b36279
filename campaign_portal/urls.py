"""Every address of the product. Paths are unaccented Vietnamese."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("campaign_portal.shell.urls")),
    path("", include("emulation.urls")),
    path("", include("awards.urls")),
    path("", include("reporting.urls")),
    path("", include("campaign_portal.foundation.urls")),
    path("danh-muc/", admin.site.urls),
]

handler400 = "campaign_portal.foundation.web.views.unreadable"
handler403 = "campaign_portal.foundation.web.views.refused"
handler404 = "campaign_portal.foundation.web.views.not_found"
handler500 = "campaign_portal.foundation.web.views.broken"
