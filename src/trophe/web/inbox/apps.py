"""The app's name and label."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """`trophe.web.inbox`."""

    name = "trophe.web.inbox"
    label = "inbox"
