"""Addresses of the inbox and of the badges."""

from django.urls import path

from trophe.web.inbox import views, views_reminders

urlpatterns = [
    path("p/<uuid:code>/inbox/", views.inbox, name="inbox"),
    path("p/<uuid:code>/inbox/read/", views.notices_read, name="notices-read"),
    path("p/<uuid:code>/inbox/<uuid:notice>/read/", views.notice_read, name="notice-read"),
    path("p/<uuid:code>/inbox/<uuid:notice>/snooze/", views.notice_snooze, name="notice-snooze"),
    path("p/<uuid:code>/inbox/<uuid:notice>/back/", views.notice_back, name="notice-back"),
    path("p/<uuid:code>/milestones/", views.milestones, name="milestones"),
    path("p/<uuid:code>/reminders/", views_reminders.reminders, name="reminders"),
    path("p/<uuid:code>/reminders/kinds/", views_reminders.reminders_kinds, name="reminders-kinds"),
    path("p/<uuid:code>/reminders/ways/", views_reminders.reminders_ways, name="reminders-ways"),
    path("p/<uuid:code>/reminders/try/", views_reminders.reminders_try, name="reminders-try"),
    path("p/<uuid:code>/reminders/devices/", views_reminders.device_add, name="device-add"),
    path(
        "p/<uuid:code>/reminders/devices/<uuid:device>/remove/",
        views_reminders.device_remove,
        name="device-remove",
    ),
    path("reminders/worker.js", views_reminders.push_worker, name="push-worker"),
]
