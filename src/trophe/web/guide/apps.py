"""The app's name and label."""

from django.apps import AppConfig


class GuideConfig(AppConfig):
    """`trophe.web.guide`."""

    name = "trophe.web.guide"
    label = "guide"
