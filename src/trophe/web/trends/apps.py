"""The app's name and label."""

from django.apps import AppConfig


class TrendsConfig(AppConfig):
    """`trophe.web.trends`."""

    name = "trophe.web.trends"
    label = "trends"
