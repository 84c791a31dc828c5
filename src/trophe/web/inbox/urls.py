"""Addresses of the inbox and of the badges."""

from django.urls import path

from trophe.web.inbox import views

urlpatterns = [
    path("p/<uuid:code>/inbox/", views.inbox, name="inbox"),
    path("p/<uuid:code>/inbox/read/", views.notices_read, name="notices-read"),
    path("p/<uuid:code>/inbox/<uuid:notice>/read/", views.notice_read, name="notice-read"),
    path("p/<uuid:code>/inbox/<uuid:notice>/snooze/", views.notice_snooze, name="notice-snooze"),
    path("p/<uuid:code>/inbox/<uuid:notice>/back/", views.notice_back, name="notice-back"),
    path("p/<uuid:code>/milestones/", views.milestones, name="milestones"),
]
