"""Addresses of persons, and of who shares them."""

from django.urls import path

from trophe.web.people import views, views_sharing, views_start

urlpatterns = [
    path("", views.home, name="home"),
    path("start/", views_start.start, name="start"),
    path("start/<slug:step>/", views_start.start, name="start-step"),
    path("p/<uuid:code>/more/", views.more, name="more"),
    path("p/<uuid:code>/more/about/", views.about, name="about"),
    path("p/<uuid:code>/more/units/", views.person_units, name="person-units"),
    path("p/<uuid:code>/more/hiding/", views.person_hiding, name="person-hiding"),
    path("p/<uuid:code>/more/appearance/", views.appearance, name="appearance"),
    path("p/<uuid:code>/settings/", views.person_settings, name="person-settings"),
    path("p/<uuid:code>/settings/change/", views.person_change, name="person-change"),
    path("p/<uuid:code>/eating/", views.eating_questions, name="eating-questions"),
    path("p/<uuid:code>/people/", views_sharing.sharing, name="sharing"),
    path("p/<uuid:code>/people/invite/", views_sharing.invite_somebody, name="invite"),
    path("p/<uuid:code>/people/<uuid:grant>/end/", views_sharing.access_end, name="access-end"),
    path("p/<uuid:code>/sample/remove/", views_sharing.sample_remove, name="sample-remove"),
    path("invitation/<str:token>/", views_sharing.invitation, name="invitation"),
]
