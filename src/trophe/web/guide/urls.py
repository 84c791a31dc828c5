"""Addresses of the guide."""

from django.urls import path

from trophe.web.guide import views

urlpatterns = [
    path("guide/", views.guide, name="guide"),
    path("guide/<slug:topic>/", views.guide_page, name="guide-page"),
]
