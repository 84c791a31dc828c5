"""How the diary prints amounts, and a fresh id for every form."""

from uuid import UUID, uuid4

from django import template

from trophe.nutrition.measures import amount_in_words
from trophe.nutrition.totals import Sum
from trophe.web.diary.records import Entry

register = template.Library()


@register.simple_tag
def fresh_key() -> UUID:
    """A fresh id for a form: the same one sent twice is written once."""
    return uuid4()


@register.filter
def amount_of(entry: Entry) -> str:
    """`2 slices`, `150 g`, `half of 1 glass`; nothing for a quick add."""
    if entry.amount is None:
        return ""
    said = amount_in_words(entry.amount, entry.unit)
    if entry.eaten_share == 1:
        return said
    share = {0.5: "half", 0.25: "a quarter", 0.75: "three quarters"}.get(entry.eaten_share)
    return f"{share or f'{entry.eaten_share:.0%}'} of {said}"


@register.filter
def grams(value: float | None) -> str:
    """`28 g`, and `0.4 g` where a whole number would say nothing."""
    if value is None:
        return "not known"
    return f"{value:.1f} g" if 0 < value < 1 else f"{round(value)} g"


@register.filter
def grams_sum(total: Sum) -> str:
    """`28 g`, `at least 28 g`, or that nobody said."""
    if total.value is None:
        return "not known"
    return f"at least {grams(total.value)}" if total.at_least else grams(total.value)


@register.filter
def plainly(number: float | None) -> str:
    """A number for an input: `62.5`, `100`; empty for none."""
    return "" if number is None else f"{number:g}"


@register.filter
def decimals(value: float | None) -> str:
    """An amount with as many digits as say something: `0.04`, `1.3`, `28`, `1,240`."""
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.0f}"
    return f"{value:.2g}" if value >= 0.095 or value == 0 else f"{value:.2f}"


@register.filter
def listed(names: str) -> str:
    """`milk, egg and soy` of `milk egg soy`."""
    *first, last = names.split()
    return f"{', '.join(first)} and {last}" if first else last
