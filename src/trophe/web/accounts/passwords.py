"""Long is not enough: a short common word written twice is as easy to guess as once."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

_FEWEST_SIGNS = 5


class CommonInDisguiseValidator(CommonPasswordValidator):
    """Refuses a common password that was only repeated or given a tail of digits and signs."""

    def validate(self, password: str, user: object = None) -> None:
        text = password.lower().strip()
        core = re.sub(r"[\W\d_]+$", "", text)
        letters = re.sub(r"[\W\d_]+", "", text)
        parts = {text, core, _unit(text), _unit(letters)} - {""}
        name = str(getattr(user, "username", "") or "").lower()
        common = any(part in self.passwords or part == name for part in parts)
        if common or len(set(text)) < _FEWEST_SIGNS:
            raise ValidationError(
                "This password is among the first that are tried. Several words are better.",
                code="password_too_common",
            )


def _unit(text: str) -> str:
    """The shortest text that gives `text` when repeated."""
    return re.sub(r"^(.+?)\1+$", r"\1", text)
