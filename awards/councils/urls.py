from django.urls import path

from awards.councils import views

app_name = "councils"
urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", views.plan, name="plan"),
    path("<int:pk>/", views.session, name="session"),
    path("<int:pk>/sua/", views.replan, name="replan"),
    path("<int:pk>/khong-hop/", views.call_off, name="call_off"),
    path("<int:pk>/ghi/", views.write, name="write"),
    path("<int:pk>/co-mat/", views.all_present, name="all_present"),
    path("<int:pk>/khong-bieu-quyet/<int:item_pk>/", views.leave, name="leave"),
    path("<int:pk>/bieu-quyet-lai/<int:recusal_pk>/", views.return_to_vote, name="return_to_vote"),
    path("<int:pk>/ket-thuc/", views.close, name="close"),
]
