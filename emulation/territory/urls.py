from django.urls import path

from emulation.territory.views import facts, hamlets, lists, page, picking, register

app_name = "territory"
urlpatterns = [
    path("", lists.index, name="index"),
    path("don-vi.xlsx", lists.export, name="export"),
    path("chon/", picking.pick, name="pick"),
    path("<int:pk>/", page.page, name="page"),
    path("<int:pk>/doi-ten/", register.rename, name="rename"),
    path("<int:pk>/sua/", register.correct, name="correct"),
    path("<int:pk>/ket-thuc/", register.end, name="end"),
    path("<int:pk>/thon/", hamlets.add, name="add_hamlet"),
    path("<int:pk>/thon/tu-excel/", hamlets.bring, name="bring_hamlets"),
    path("<int:pk>/thon/bieu-mau.xlsx", hamlets.template, name="hamlet_template"),
    path("<int:pk>/dien/", facts.add_mark, name="add_mark"),
    path("dien/<int:mark_pk>/", facts.edit_mark, name="edit_mark"),
    path("dien/<int:mark_pk>/xoa/", facts.remove_mark, name="remove_mark"),
    path("<int:pk>/ke-thua/", facts.add_succession, name="add_succession"),
    path("ke-thua/<int:succession_pk>/", facts.settle, name="settle"),
    path("ke-thua/<int:succession_pk>/xoa/", facts.remove_succession, name="remove_succession"),
]
