"""Addresses of the programme and of sessions."""

from django.urls import path

from trophe.web.training import views

urlpatterns = [
    path("p/<uuid:code>/programme/", views.programme, name="programme"),
    path("p/<uuid:code>/programme/setup/", views.programme_setup, name="programme-setup"),
    path("p/<uuid:code>/programme/week.pdf", views.programme_pdf, name="programme-pdf"),
    path(
        "p/<uuid:code>/programme/feed/renew/",
        views.programme_feed_renew,
        name="programme-feed-renew",
    ),
    path("p/<uuid:code>/programme/pause/", views.programme_pause, name="programme-pause"),
    path("p/<uuid:code>/programme/resume/", views.programme_resume, name="programme-resume"),
    path("p/<uuid:code>/programme/movement/<slug:name>/", views.movement, name="movement"),
    path(
        "p/<uuid:code>/programme/movement/<slug:name>/avoid/",
        views.movement_avoid,
        name="movement-avoid",
    ),
    path("p/<uuid:code>/session/start/", views.session_start, name="session-start"),
    path("p/<uuid:code>/session/<uuid:session>/", views.session, name="session"),
    path("p/<uuid:code>/session/<uuid:session>/set/", views.session_set, name="session-set"),
    path(
        "p/<uuid:code>/session/<uuid:session>/feeling/",
        views.session_feeling,
        name="session-feeling",
    ),
    path("p/<uuid:code>/session/<uuid:session>/swap/", views.session_swap, name="session-swap"),
    path(
        "p/<uuid:code>/session/<uuid:session>/finish/", views.session_finish, name="session-finish"
    ),
    path(
        "p/<uuid:code>/session/<uuid:session>/next-day/",
        views.session_next_day,
        name="session-next-day",
    ),
    path("calendar/<str:token>.ics", views.programme_feed, name="programme-feed"),
]
