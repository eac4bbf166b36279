from django.urls import path

from emulation.clusters.views import one, overview, pledges, ranking, sheets

app_name = "clusters"
urlpatterns = [
    path("", overview.index, name="index"),
    path("lap/", overview.new, name="new"),
    path("chep/", overview.copy, name="copy"),
    path("<int:pk>/", one.page, name="page"),
    path("<int:pk>/sua/", one.edit, name="edit"),
    path("<int:pk>/thanh-vien/", one.members, name="members"),
    path("<int:pk>/bang-diem/", one.criteria, name="criteria"),
    path("<int:pk>/mo-cham/", one.open_scoring, name="open"),
    path("<int:pk>/dung-cham/", one.take_back, name="take_back"),
    path("<int:pk>/bo/", one.remove, name="remove"),
    path("<int:pk>/giao-uoc/", pledges.page, name="pledge"),
    path("<int:pk>/giao-uoc/ky/", pledges.sign, name="sign"),
    path("<int:pk>/giao-uoc/mo-lai/", pledges.unsign, name="unsign"),
    path("<int:pk>/giao-uoc.pdf", pledges.printed, name="pledge_pdf"),
    path("<int:pk>/phan-hang/", ranking.break_tie, name="break_tie"),
    path("<int:pk>/cong-bo/", ranking.publish, name="publish"),
    path("<int:pk>/dinh-chinh/", ranking.correct, name="correct"),
    path("<int:pk>/xep-hang.svg", ranking.chart, name="chart"),
    path("<int:pk>/xep-hang.xlsx", ranking.export, name="export"),
    path("<int:pk>/thong-bao.pdf", ranking.printed, name="notice"),
    path("phieu/<int:pk>/", sheets.page, name="sheet"),
    path("phieu/<int:pk>/nhap/", sheets.autosave, name="autosave"),
    path("phieu/<int:pk>/tra-lai/", sheets.give_back, name="give_back"),
    path("phieu/<int:pk>/mo-lai/", sheets.reopen, name="reopen"),
]
