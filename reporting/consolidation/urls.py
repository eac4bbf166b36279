from django.urls import path

from reporting.consolidation import views

app_name = "consolidation"

urlpatterns = [
    path("", views.index, name="index"),
    path("ban/<int:pk>/", views.snapshot, name="snapshot"),
    path("ban/<int:pk>/bieu-do.svg", views.chart, name="chart"),
    path("ban/<int:pk>/so/<slug:code>/", views.figure, name="figure"),
    path("ban/<int:pk>/so-voi/<int:other>/", views.comparison, name="comparison"),
    path("ban/<int:pk>/word/", views.word, name="word"),
    path("ban/<int:pk>/lap-lai-tep/", views.finish, name="finish"),
    path("<str:period>/", views.period, name="period"),
    path("<str:period>/tong-hop/", views.ask, name="ask"),
]
