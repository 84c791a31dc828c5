"""The app's name and label."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """`trophe.web.api`."""

    name = "trophe.web.api"
    label = "api"
