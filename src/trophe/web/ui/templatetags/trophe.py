"""Tags and filters of every page. They print; they compute nothing of substance."""

import re
from typing import Any, Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from trophe.report import Chart, render_svg
from trophe.units import format_energy, format_height, format_weight
from trophe.web.ui.icons import ICONS

register = template.Library()

# The space between a number and its unit, and between stones and pounds.
_AMOUNT: Final = re.compile(r"(\d|\d st) (?=(?:(?:st|lb|kg|g|kcal|kJ|cm|L)\b|%|\d+ lb\b))")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon; with a label it is said aloud, without one it is decoration."""
    if label:
        return format_html(
            '<svg class="icon icon--{}" viewBox="0 0 24 24" role="img" aria-label="{}">'
            '<path d="{}"/></svg>',
            name,
            label,
            ICONS[name],
        )
    return format_html(
        '<svg class="icon icon--{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        name,
        ICONS[name],
    )


@register.inclusion_tag("ui/chart.html")
def chart(
    drawn: Chart | None, heading: int = 3, small: bool = False, key: bool = True
) -> dict[str, Any]:
    """A chart with summary, key and table twin; nothing for None.

    heading: the level of its title; 0 where the page already says it. small: the phone's drawing
    everywhere (in side columns).
    key: False where the chart above it has the same marks.
    """
    if drawn is None:
        return {"chart": None}
    frames = [("narrow", drawn.narrow, drawn.narrow_frame)]
    if not small:
        frames.append(("wide", drawn.wide, drawn.wide_frame))
    pictures = [
        # Made by our own renderer from numbers and words of ours, every word of it escaped there.
        {"size": size, "svg": mark_safe(render_svg(spec)), "frame": frame}
        for size, spec, frame in frames
    ]
    return {"chart": drawn, "pictures": pictures, "heading": heading, "small": small, "key": key}


@register.filter
def weight(kg: float | None, person: Any) -> str:
    """A weight in the person's own unit; a dash where there is none."""
    return "–" if kg is None else format_weight(kg, person.weight_unit)


@register.filter
def height(metres: float, person: Any) -> str:
    """A height in the person's own unit."""
    return format_height(metres, person.height_unit)


@register.filter
def energy(kcal: float | None, person: Any) -> str:
    """An energy in the person's own unit; a dash where there is none."""
    return "–" if kcal is None else format_energy(kcal, person.energy_unit)


@register.filter
def amounts(text: str) -> str:
    """A sentence whose amounts stay in one piece where a line ends: `10 st 7 lb`, `1,487 kcal`."""
    return _AMOUNT.sub("\\1\N{NO-BREAK SPACE}", str(text))


@register.filter
def whole(number: float | None) -> str:
    """A number without decimals, thousands apart; a dash where there is none."""
    return "–" if number is None else f"{round(number):,}"


@register.filter
def number_of(text: str) -> str:
    """`1,640` of `1,640 kcal`, for setting the number larger than its unit."""
    return text.rpartition(" ")[0]


@register.filter
def unit_of(text: str) -> str:
    """`kcal` of `1,640 kcal`."""
    return text.rpartition(" ")[2]


@register.simple_tag(takes_context=True)
def appearance(context: dict[str, Any]) -> str:
    """light or dark where the person chose one, else empty: as the device says."""
    chosen = context["request"].COOKIES.get("appearance", "") if "request" in context else ""
    return chosen if chosen in ("light", "dark") else ""
