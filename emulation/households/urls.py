from django.urls import path

from emulation.households.views import help, importing, lists, one

app_name = "households"
urlpatterns = [
    path("", lists.index, name="index"),
    path("xuat/", lists.export, name="export"),
    path("bien-dong/", lists.changes, name="changes"),
    path("tong-hop/", lists.summary, name="summary"),
    path("nguoi-giup/", help.index, name="helpers"),
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
