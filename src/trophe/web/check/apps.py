from django.apps import AppConfig


class CheckConfig(AppConfig):
    name = "trophe.web.check"
    label = "check"
    default_auto_field = "django.db.models.BigAutoField"
