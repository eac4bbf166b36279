from django.urls import path

from emulation.people.views import importing, people, posts

app_name = "people"
urlpatterns = [
    path("", people.index, name="index"),
    path("tai/", people.export, name="export"),
    path("moi/", people.invite, name="invite"),
    path("nhap/", importing.preview, name="import"),
    path("nhap/bieu-mau/", importing.blank, name="import_blank"),
    path("nhap/nhan/", importing.take, name="import_take"),
    path("nhap/bo/", importing.discard, name="import_discard"),
    path("nhap/dong/<int:number>/", importing.mend, name="import_mend"),
    path("<int:pk>/", people.page, name="page"),
    path("<int:pk>/giao/", posts.give, name="give"),
    path("<int:pk>/ma/", people.new_code, name="new_code"),
    path("<int:pk>/khoa/", people.close, name="close"),
    path("<int:pk>/mo/", people.reopen, name="reopen"),
    path("<int:pk>/hai-buoc/", people.forget_second_factor, name="forget_second_factor"),
    path("chuc-vu/<int:pk>/thoi/", posts.end, name="end_post"),
    path("chuc-vu/<int:pk>/uy-quyen/", posts.delegate, name="delegate"),
]
