from django.urls import path

from campaign_portal.foundation.web import views

urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="login"),
    path("dang-xuat/", views.SignOut.as_view(), name="logout"),
    path("tep/<uuid:pk>/", views.download, name="file"),
    path("viec-nen/<int:pk>/", views.job_progress, name="job_progress"),
]
