"""The app's name and label."""

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    """`trophe.web.diary`."""

    name = "trophe.web.diary"
    label = "diary"
