"""Addresses of the guide."""

from django.urls import path

from trophe.web.guide import views, views_report

urlpatterns = [
    path("guide/", views.guide, name="guide"),
    path("guide/<slug:topic>/", views.guide_page, name="guide-page"),
    path("p/<uuid:code>/report/", views_report.report_choose, name="report-choose"),
    path("p/<uuid:code>/report/doctor.pdf", views_report.report_doctor, name="report-doctor"),
]
