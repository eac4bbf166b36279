from django.urls import path

from emulation.inspections.views import following_up, lists, one

app_name = "inspections"
urlpatterns = [
    path("", lists.index, name="index"),
    path("excel/", lists.export, name="export"),
    path("lap/", lists.new, name="new"),
    path("<int:pk>/", one.page, name="page"),
    path("<int:pk>/bien-ban/", one.edit, name="edit"),
    path("<int:pk>/phat-hien/", one.finding, name="finding"),
    path("<int:pk>/phat-hien/<int:finding_pk>/bo/", one.drop_finding, name="drop_finding"),
    path("<int:pk>/lap-bien-ban/", one.record, name="record"),
    path("<int:pk>/thoi/", one.call_off, name="call_off"),
    path("<int:pk>/bien-ban.pdf", one.printed, name="printed"),
    path("<int:pk>/phat-hien/<int:finding_pk>/khac-phuc/", following_up.answer, name="answer"),
    path("<int:pk>/phat-hien/<int:finding_pk>/khep/", following_up.settle, name="settle"),
    path("<int:pk>/phat-hien/<int:finding_pk>/tra-lai/", following_up.send_back, name="send_back"),
]
