"""The app's name and label."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """`trophe.web.accounts`."""

    name = "trophe.web.accounts"
    label = "accounts"
