from django.urls import path

from emulation.registrations.views import entering, moving, one, overview, summaries

app_name = "registrations"
urlpatterns = [
    path("", overview.index, name="index"),
    path("bat-dau/", overview.start, name="start"),
    path("nhan-hop-le/", overview.accept_all, name="accept_all"),
    path("tong-hop.pdf", overview.summary_pdf, name="summary_pdf"),
    path("tong-hop.xlsx", overview.summary_xlsx, name="summary_xlsx"),
    path("tong-hop/gui/", summaries.send, name="send"),
    path("tong-hop/<int:pk>/", summaries.page, name="summary"),
    path("tong-hop/<int:pk>/nhan/", summaries.receive, name="receive_summary"),
    path("nhac/", summaries.remind, name="remind"),
    path("ca-nhan-ho/", entering.index, name="entered"),
    path("ca-nhan-ho/xuat/", entering.export, name="entered_xlsx"),
    path("ca-nhan-ho/ghi/", entering.grid, name="enter"),
    path("ca-nhan-ho/ghi/luu-tam/", entering.autosave, name="enter_autosave"),
    path("ca-nhan-ho/ghi/tep/", entering.upload, name="enter_upload"),
    path("ca-nhan-ho/ghi/bieu-mau/", entering.blank, name="enter_blank"),
    path("ca-nhan-ho/ghi/bo/", entering.discard, name="enter_discard"),
    path("ca-nhan-ho/ghi/so-ho/", entering.choose, name="enter_choose"),
    path("<int:pk>/", one.page, name="page"),
    path("<int:pk>/nhap/", one.autosave, name="autosave"),
    path("<int:pk>/nop/", moving.submit, name="submit"),
    path("<int:pk>/chuyen-lai/", moving.send_back, name="send_back"),
    path("<int:pk>/nhan/", moving.accept, name="accept"),
    path("<int:pk>/tra-lai/", moving.give_back, name="give_back"),
    path("<int:pk>/sua-doi/", moving.amend, name="amend"),
    path("<int:pk>/rut/", moving.withdraw, name="withdraw"),
    path("<int:pk>/dang-ky-lai/", moving.register_again, name="register_again"),
    path("<int:pk>/dang-ky.pdf", one.form_pdf, name="form_pdf"),
]
