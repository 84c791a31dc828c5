"""The app's name and label."""

from django.apps import AppConfig


class FoodsConfig(AppConfig):
    """`trophe.web.foods`."""

    name = "trophe.web.foods"
    label = "foods"
