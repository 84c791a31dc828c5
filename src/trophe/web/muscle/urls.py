"""Addresses of the Muscle pages, the timeline, measurements and screening."""

from django.urls import path

from trophe.web.muscle import views, views_events, views_measures, views_screening, views_what_if

_BASE = "p/<uuid:code>"
urlpatterns = [
    path(f"{_BASE}/muscle/", views.muscle, name="muscle"),
    path(f"{_BASE}/muscle/what-if/", views_what_if.what_if_page, name="muscle-what-if"),
    path(f"{_BASE}/muscle/adopt/", views_what_if.muscle_adopt, name="muscle-adopt"),
    path(f"{_BASE}/muscle/sources/", views_what_if.muscle_sources, name="muscle-sources"),
    path(f"{_BASE}/muscle/record/", views.muscle_record, name="muscle-record"),
    path(f"{_BASE}/muscle/<slug:muscle>/", views.muscle_one, name="muscle-one"),
    path(f"{_BASE}/events/", views_events.events, name="events"),
    path(f"{_BASE}/events/new/", views_events.event_new, name="event-new"),
    path(f"{_BASE}/events/<uuid:event>/", views_events.event_edit, name="event-edit"),
    path(f"{_BASE}/events/<uuid:event>/end/", views_events.event_end, name="event-end"),
    path(f"{_BASE}/events/<uuid:event>/delete/", views_events.event_delete, name="event-delete"),
    path(f"{_BASE}/events/<uuid:event>/restore/", views_events.event_restore, name="event-restore"),
    path(f"{_BASE}/screening/", views_screening.screening_page, name="screening"),
    path(
        f"{_BASE}/screening/<uuid:entry>/delete/",
        views_screening.screening_delete,
        name="screening-delete",
    ),
    path(
        f"{_BASE}/screening/<uuid:entry>/restore/",
        views_screening.screening_restore,
        name="screening-restore",
    ),
    path(f"{_BASE}/measures/", views_measures.measures, name="measures"),
    path(f"{_BASE}/measures/<slug:name>/", views_measures.measure_one, name="measure-one"),
    path(f"{_BASE}/measures/<uuid:entry>/edit/", views_measures.measure_edit, name="measure-edit"),
    path(
        f"{_BASE}/measures/<uuid:entry>/delete/",
        views_measures.measure_delete,
        name="measure-delete",
    ),
    path(
        f"{_BASE}/measures/<uuid:entry>/restore/",
        views_measures.measure_restore,
        name="measure-restore",
    ),
]
