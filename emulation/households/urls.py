from django.urls import path

from emulation.households.views import help, helpers, importing, lists, one

app_name = "households"
urlpatterns = [
    path("", lists.index, name="index"),
    path("xuat/", lists.export, name="export"),
    path("bien-dong/", lists.changes, name="changes"),
    path("tong-hop/", lists.summary, name="summary"),
    path("nguoi-giup/", helpers.index, name="helpers"),
    path("nguoi-giup/xuat/", helpers.export, name="helpers_export"),
    path("nguoi-giup/dia-ban/", helpers.places, name="places"),
    path("nguoi-giup/dia-ban/<int:pk>/", help.assign_to_place, name="place_help"),
    path("nguoi-giup/<int:pk>/", helpers.one, name="helper"),
    path("giup/<int:pk>/", help.page, name="support"),
    path("giup/<int:pk>/rut/", help.withdraw, name="support_withdraw"),
    path("giup/viec/<int:pk>/sua/", help.correct_note, name="note_correct"),
    path("giup/viec/<int:pk>/rut/", help.withdraw_note, name="note_withdraw"),
    path("moi/", one.add, name="add"),
    path("nhap/", importing.bring, name="import"),
    path("nhap/bieu-mau/", importing.blank, name="import_blank"),
    path("nhap/cot/", importing.columns, name="columns"),
    path("nhap/loi/", importing.faults, name="import_faults"),
    path("nhap/ghi/", importing.take, name="import_take"),
    path("nhap/bo/", importing.discard, name="import_discard"),
    path("nhap/<int:number>/", importing.mend, name="import_mend"),
    path("nhap/<int:number>/tra-loi/", importing.answer, name="import_answer"),
    path("<int:pk>/", one.page, name="page"),
    path("<int:pk>/sua/", one.correct, name="correct"),
    path("<int:pk>/nam/<int:year>/", one.year, name="year"),
    path("<int:pk>/giup/", help.assign, name="help"),
    path("<int:pk>/gop/", one.merge, name="merge"),
]
