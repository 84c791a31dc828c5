"""Addresses of trends."""

from django.urls import path

from trophe.web.trends import views, views_more, views_offer

_BASE = "p/<uuid:code>/trends"

urlpatterns = [
    path(f"{_BASE}/", views.trends, name="trends"),
    path("p/<uuid:code>/review/", views.week_review, name="review"),
    path(f"{_BASE}/need/", views_offer.need_answer, name="need-answer"),
    path(f"{_BASE}/offer/", views_offer.need_offer, name="need-offer"),
    path(f"{_BASE}/compare/", views_more.trend_compare, name="trend-compare"),
    path(f"{_BASE}/pick/", views.trend_pick, name="trend-pick"),
    path(f"{_BASE}/steps/note/", views_more.steps_note, name="steps-note"),
    path(f"{_BASE}/<slug:key>/", views.trend, name="trend"),
    path(f"{_BASE}/<slug:key>.<slug:kind>", views.trend_file, name="trend-file"),
]
