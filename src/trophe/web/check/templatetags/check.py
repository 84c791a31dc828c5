"""What other pages show of a person's checks."""

from typing import Any

from django import template
from django.template.context import Context

from trophe.web.check.access import open_result

register = template.Library()


@register.inclusion_tag("check/_open_or_nothing.html", takes_context=True)
def open_check(context: Context) -> dict[str, Any]:
    """The open emergency or urgent result of this page's person, above everything (I12)."""
    person = context.get("person")
    result = open_result(person) if person else None
    return {"person": person, "result": result, "may_write": context.get("may_write")}
