"""The app's name and label."""

from django.apps import AppConfig


class MuscleConfig(AppConfig):
    """`trophe.web.muscle`."""

    name = "trophe.web.muscle"
    label = "muscle"
