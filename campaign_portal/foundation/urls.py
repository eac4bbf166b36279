from django.urls import path

from campaign_portal.foundation.web import trail, views

urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="login"),
    path("dang-xuat/", views.SignOut.as_view(), name="logout"),
    path("tep/<uuid:pk>/", views.download, name="file"),
    path("viec-nen/<int:pk>/", views.job_progress, name="job_progress"),
    path("nhat-ky/", trail.index, name="trail"),
    path("nhat-ky/xuat/", trail.export, name="trail_export"),
    path("nhat-ky/kiem-tra/", trail.verify, name="trail_verify"),
    path("nhat-ky/<int:pk>/", trail.entry, name="trail_entry"),
]
