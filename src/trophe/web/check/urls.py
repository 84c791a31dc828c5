"""Addresses of the check and of the alarm page."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from trophe.web.check import views
from trophe.web.check.alarm import alarm

urlpatterns = [
    path("alarm/", login_not_required(alarm), name="alarm"),
    path("check/", views.start, name="check"),
    path("check/result/", views.result, name="check-result"),
    path("check/<slug:step>/", views.step, name="check-step"),
    path("p/<uuid:code>/check/", views.person_start, name="person-check"),
    path(
        "p/<uuid:code>/check/result/<uuid:result>/",
        views.person_result,
        name="person-check-result",
    ),
    path(
        "p/<uuid:code>/check/result/<uuid:result>/seen/",
        views.person_seen,
        name="person-check-seen",
    ),
    path("p/<uuid:code>/check/<slug:step>/", views.person_step, name="person-check-step"),
]
