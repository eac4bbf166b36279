from django.urls import path

from emulation.contributions.views import donors, lists, one, recording

app_name = "contributions"
urlpatterns = [
    path("", lists.index, name="index"),
    path("ghi/", recording.record, name="record"),
    path("dong-gop.xlsx", lists.export, name="export"),
    path("nguoi/<int:pk>/", donors.page, name="donor"),
    path("<int:pk>/", one.page, name="page"),
    path("<int:pk>/sua/", one.correct, name="correct"),
    path("<int:pk>/rut/", one.withdraw, name="withdraw"),
    path("<int:pk>/ho/", one.households, name="households"),
]
