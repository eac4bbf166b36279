from django.urls import path

from campaign_portal.shell.participant import views

app_name = "participants"
urlpatterns = [path("<int:pk>/", views.page, name="page")]
