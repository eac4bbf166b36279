from django.urls import path, register_converter

from emulation.exemplars.views import lists, one, public, writing


class VerbConverter:
    """A step that wants a reason."""

    regex = "|".join(one.REASONED)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(VerbConverter, "exemplar_verb")

app_name = "exemplars"
urlpatterns = [
    path("", lists.index, name="index"),
    path("excel/", lists.export, name="export"),
    path("viet/", writing.begin, name="new"),
    path("<int:pk>/", one.page, name="page"),
    path("<int:pk>/sua/", writing.edit, name="edit"),
    path("<int:pk>/anh/", writing.photo, name="photo"),
    path("<int:pk>/anh/<int:photo_pk>/bo/", writing.drop_photo, name="drop_photo"),
    path("<int:pk>/dong-y/", writing.consent, name="consent"),
    path("<int:pk>/dong-y/<int:consent_pk>/rut/", writing.withdraw_consent, name="withdraw_consent"),
    path("<int:pk>/gui/", one.submit, name="submit"),
    path("<int:pk>/mo-lai/", one.reopen, name="reopen"),
    path("<int:pk>/cong-bo/", one.publish, name="publish"),
    path("<int:pk>/<exemplar_verb:verb>/", one.decide, name="decide"),
    path("<int:pk>/nhan-rong/", one.adopt, name="adopt"),
]

public_urls = [
    path("guong-mo-hinh/", public.index, name="index"),
    path("guong-mo-hinh/<int:pk>/", public.page, name="page"),
    path("guong-mo-hinh/anh/<int:pk>/", public.photo, name="photo"),
]
