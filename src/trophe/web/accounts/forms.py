"""What is asked to make a token or an account."""

from django import forms

from trophe.web.accounts.models import ApiToken
from trophe.web.accounts.services import TOKEN_LIFE_DAYS


class TokenForm(forms.Form):
    """A name to know it by, what it may do, and for how long."""

    name = forms.CharField(max_length=80, help_text="Which program will use it?")
    scope = forms.ChoiceField(choices=ApiToken.Scope.choices, label="May")
    life_days = forms.IntegerField(
        min_value=1, max_value=730, initial=TOKEN_LIFE_DAYS, label="Good for (days)"
    )
