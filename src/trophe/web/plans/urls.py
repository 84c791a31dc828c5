"""Addresses of plans."""

from django.urls import path

from trophe.web.plans import views

urlpatterns = [
    path("p/<uuid:code>/plan/", views.plan, name="plan"),
    path("p/<uuid:code>/plan/goal/", views.plan_goal, name="plan-goal"),
    path("p/<uuid:code>/plan/preview/", views.plan_preview, name="plan-preview"),
    path("p/<uuid:code>/plan/make/", views.plan_make, name="plan-make"),
    path("p/<uuid:code>/plan/basis/<slug:figure>/", views.plan_basis, name="plan-basis"),
]
