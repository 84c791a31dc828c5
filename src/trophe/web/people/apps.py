"""The app's name and label."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """`trophe.web.people`."""

    name = "trophe.web.people"
    label = "people"
