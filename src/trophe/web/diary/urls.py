"""Addresses of the diary."""

from django.urls import path

from trophe.web.diary import views

urlpatterns = [
    path("p/<uuid:code>/", views.today, name="today"),
    path("p/<uuid:code>/weigh-in/", views.weigh_in_today, name="weigh-in"),
    path("p/<uuid:code>/weights/", views.weights, name="weights"),
    path("p/<uuid:code>/weights/<uuid:entry>/", views.weight, name="weight"),
    path("p/<uuid:code>/weights/<uuid:entry>/edit/", views.weight_edit, name="weight-edit"),
    path("p/<uuid:code>/weights/<uuid:entry>/delete/", views.weight_delete, name="weight-delete"),
    path(
        "p/<uuid:code>/weights/<uuid:entry>/restore/", views.weight_restore, name="weight-restore"
    ),
]
