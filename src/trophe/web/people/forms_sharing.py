"""What is asked to invite somebody, and to join."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone

from trophe.web.accounts.models import User
from trophe.web.accounts.services import make_account
from trophe.web.people.models import Role


class InviteForm(forms.Form):
    """What the other may do, and until when."""

    role = forms.ChoiceField(choices=Role.choices, initial=Role.READ, label="They may")
    note = forms.CharField(max_length=80, required=False, label="For whom", help_text="Seen by you")
    access_ends_at = forms.DateField(
        required=False,
        label="Last day of access",
        help_text="Leave empty for no end",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_access_ends_at(self) -> datetime | None:
        """The end of that day."""
        day = self.cleaned_data["access_ends_at"]
        if day is None:
            return None
        if day < timezone.now().date():
            raise forms.ValidationError("That day is over already.")
        return datetime.combine(day, time.max, tzinfo=timezone.get_default_timezone())


class JoinForm(forms.Form):
    """A name and a password for who is new; nothing for who is signed in."""

    username = forms.CharField(
        min_length=2,
        max_length=60,
        label="Your name here",
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="A password",
        help_text="12 characters or more; several words are good.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user if user.is_authenticated else None
        if self.user is not None:
            self.fields.clear()

    def clean_username(self) -> str:
        """A name that nobody has yet."""
        name: str = self.cleaned_data["username"].strip().lower()
        User.username_validator(name)
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("Somebody here has that name.")
        return name

    def clean(self) -> dict[str, Any]:
        """The password must be hard to guess, also from the name."""
        data: dict[str, Any] = super().clean() or {}
        if self.user is None and data.get("password"):
            try:
                validate_password(data["password"], User(username=data.get("username", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data

    def account(self) -> User:
        """The user who joins; a new one when nobody is signed in."""
        return self.user or make_account(**self.cleaned_data)
