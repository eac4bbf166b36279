from django.urls import include, path

from campaign_portal.shell import views

urlpatterns = [
    path("", include("campaign_portal.shell.definition.urls")),
    path("doi-tuong/", include("campaign_portal.shell.participant.urls")),
    path("sap-xep/", include("campaign_portal.shell.reorganization.urls")),
    path("", views.home, name="home"),
    path("phong-trao/chuyen/", views.switch_campaign, name="switch_campaign"),
    path("ke-hoach/", views.plan, name="plan"),
    path("ke-hoach/hinh-thuc-khen/", views.award_forms, name="award_forms"),
    path("ke-hoach/dong-thoi-gian/", views.timeline, name="timeline"),
    path("ke-hoach/in/", views.plan_pdf, name="plan_pdf"),
    path("ngay-lam-viec/", views.move_clock, name="clock"),
]
