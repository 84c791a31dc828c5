"""The app's name and label."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """`trophe.web.training`."""

    name = "trophe.web.training"
    label = "training"
