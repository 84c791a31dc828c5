"""The app's name and label."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """`trophe.web.plans`."""

    name = "trophe.web.plans"
    label = "plans"
