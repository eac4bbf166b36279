from django.urls import path

from reporting.reports.views import lists, reading, requests, writing

app_name = "reports"

urlpatterns = [
    path("", lists.index, name="index"),
    path("xuat/", lists.export, name="export"),
    path("nhac/", lists.remind, name="remind"),
    path("dot-xuat/", requests.index, name="requests"),
    path("dot-xuat/moi/", requests.ask, name="ask"),
    path("dot-xuat/<int:pk>/", requests.one, name="request"),
    path("dot-xuat/<int:pk>/thoi/", requests.call_off, name="call_off"),
    path("soan/<str:period>/<int:party>/", writing.compose, name="compose"),
    path("soan/<str:period>/<int:party>/ban-nhap/", writing.autosave, name="autosave"),
    path("<int:pk>/", reading.report, name="report"),
    path("<int:pk>/nop/", reading.submit, name="submit"),
    path("<int:pk>/rut-lai/", reading.take_back, name="take_back"),
    path("<int:pk>/chuyen-lai/", reading.hand_back, name="hand_back"),
    path("<int:pk>/nhan/", reading.accept, name="accept"),
    path("<int:pk>/tra-lai/", reading.send_back, name="send_back"),
    path("<int:pk>/pdf/", reading.pdf, name="pdf"),
    path("<int:pk>/word/", reading.word, name="word"),
]
