"""What is asked about reminders."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from trophe.errors import InputError
from trophe.web.inbox.kinds import WORDS
from trophe.web.inbox.models import Telling
from trophe.web.inbox.webpush import Target

_TIME: Final = forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M")


class SnoozeForm(forms.Form):
    """For how many days."""

    days = forms.IntegerField(min_value=1, max_value=30)


class KindsForm(forms.Form):
    """Which kinds of notices come into the inbox."""

    kinds = forms.MultipleChoiceField(
        required=False,
        label="What comes into the inbox",
        choices=[(str(kind), words) for kind, words in WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )


class WaysForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for mypy alone
    """How and when somebody is told outside the app."""

    class Meta:
        model = Telling
        fields = ("by_push", "by_mail", "mail_to", "tells_what", "quiet_from", "quiet_until")
        labels = {  # noqa: RUF012  # as Django reads it
            "by_push": "By messages to my devices",
            "by_mail": "By e-mail",
            "mail_to": "E-mail address",
            "tells_what": "Say what it is about",
            "quiet_from": "Quiet from",
            "quiet_until": "Quiet until",
        }
        widgets = {  # noqa: RUF012
            "mail_to": forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
            "quiet_from": _TIME,
            "quiet_until": _TIME,
        }

    def clean(self) -> dict[str, Any]:
        """A letter needs an address."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("by_mail") and not told.get("mail_to") and "mail_to" not in self.errors:
            self.add_error("mail_to", "Where should letters go?")
        return told


class DeviceForm(forms.Form):
    """What a browser gives when it agrees to be reminded."""

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.CharField(max_length=120)
    auth = forms.CharField(max_length=60)
    name = forms.CharField(max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        """The three as a target that can be sent to."""
        told: dict[str, Any] = super().clean() or {}
        if not self.errors:
            keys = {name: told[name] for name in ("endpoint", "p256dh", "auth")}
            try:
                told["target"] = Target(**keys)
            except InputError as error:
                raise ValidationError(str(error)) from error
        return told
