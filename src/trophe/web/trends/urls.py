"""Addresses of trends."""

from django.urls import path

from trophe.web.trends import views

urlpatterns = [
    path("p/<uuid:code>/trends/", views.trends, name="trends"),
    path("p/<uuid:code>/review/", views.week_review, name="review"),
    path("p/<uuid:code>/trends/need/", views.need_answer, name="need-answer"),
    path("p/<uuid:code>/trends/<slug:key>.<slug:kind>", views.trend_file, name="trend-file"),
]
