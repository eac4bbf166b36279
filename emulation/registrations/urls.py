from django.urls import path

from emulation.registrations.views import one, overview

app_name = "registrations"
urlpatterns = [
    path("", overview.index, name="index"),
    path("bat-dau/", overview.start, name="start"),
    path("nhan-hop-le/", overview.accept_all, name="accept_all"),
    path("tong-hop.pdf", overview.summary_pdf, name="summary_pdf"),
    path("tong-hop.xlsx", overview.summary_xlsx, name="summary_xlsx"),
    path("<int:pk>/", one.page, name="page"),
    path("<int:pk>/nhap/", one.autosave, name="autosave"),
    path("<int:pk>/nop/", one.submit, name="submit"),
    path("<int:pk>/chuyen-lai/", one.send_back, name="send_back"),
    path("<int:pk>/nhan/", one.accept, name="accept"),
    path("<int:pk>/tra-lai/", one.give_back, name="give_back"),
    path("<int:pk>/dang-ky.pdf", one.form_pdf, name="form_pdf"),
]
