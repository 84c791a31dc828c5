"""Addresses of plans."""

from django.urls import path

from trophe.web.plans import views

urlpatterns = [
    path("p/<uuid:code>/plan/", views.plan, name="plan"),
    path("p/<uuid:code>/plan/make/", views.plan_make, name="plan-make"),
]
