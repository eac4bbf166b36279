from django.urls import path

from campaign_portal.shell.definition.views import draft, listing, parts, versions

DRAFT = "phong-trao/du-thao/<int:pk>/"
PART = f"{DRAFT}phan/<slug:section>/"

app_name = "campaigns"
urlpatterns = [
    path("phong-trao/", listing.index, name="index"),
    path("phong-trao/lap/", listing.new, name="new"),
    path(DRAFT, draft.one, name="draft"),
    path(f"{DRAFT}toan-van/", draft.text, name="text"),
    path(f"{DRAFT}tep/", draft.file, name="file"),
    path(f"{DRAFT}van-ban/", draft.document, name="document"),
    path(f"{DRAFT}hieu-luc/", draft.enact, name="enact"),
    path(f"{DRAFT}bo/", draft.discard, name="discard"),
    path(PART, parts.section, name="section"),
    path(f"{PART}<int:place>/", parts.item, name="item"),
    path(f"{PART}<int:place>/chuyen/", parts.move, name="move"),
    path(f"{PART}<int:place>/bo/", parts.drop, name="drop"),
    path("phong-trao/phien-ban/<int:pk>/so-voi/<int:other>/", versions.compare, name="compare"),
    path("ke-hoach/<slug:key>/phien-ban/", versions.index, name="versions"),
    path("ke-hoach/<slug:key>/phien-ban/<int:number>/", versions.one, name="version"),
    path("ke-hoach/<slug:key>/sua-doi/", versions.amend, name="amend"),
    path("ke-hoach/<slug:key>/ket-thuc/", versions.close, name="close"),
]
