"""Addresses of persons, and of who shares them."""

from django.urls import path

from trophe.web.people import views, views_sharing

urlpatterns = [
    path("", views.home, name="home"),
    path("start/", views.start, name="start"),
    path("p/<uuid:code>/more/", views.more, name="more"),
    path("p/<uuid:code>/people/", views_sharing.sharing, name="sharing"),
    path("p/<uuid:code>/people/invite/", views_sharing.invite_somebody, name="invite"),
    path("p/<uuid:code>/people/<uuid:grant>/end/", views_sharing.access_end, name="access-end"),
    path("p/<uuid:code>/sample/remove/", views_sharing.sample_remove, name="sample-remove"),
    path("invitation/<str:token>/", views_sharing.invitation, name="invitation"),
]
