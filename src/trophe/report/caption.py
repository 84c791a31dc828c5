"""A chart as a picture that stands alone: with its title, its sentence and its events in words."""

import textwrap
from typing import Any, Final

from trophe.report.bands import Chart, Spec
from trophe.report.ink import stand_in

_LETTERS: Final = 92
_LINE_PX: Final = 18
_TITLE_PX: Final = 34


def captioned(chart: Chart) -> Spec:
    """The desk's drawing under its title, its sentence and the numbers of its events."""
    events = [f"{key.mark}: {key.text}" for key in chart.legend if key.mark.isdigit()]
    lines = [line for text in (chart.summary, *events) for line in textwrap.wrap(text, _LETTERS)]
    padding: dict[str, Any] = dict(chart.wide["padding"])
    padding["top"] += _TITLE_PX + _LINE_PX * len(lines)
    title: dict[str, Any] = {
        "text": chart.title,
        "subtitle": lines,
        "anchor": "start",
        "frame": "group",
    }
    title |= {"offset": 16, "dx": 16 - padding["left"], "fontSize": 18}
    title |= {"fontWeight": 600, "color": stand_in("text"), "subtitleFontSize": 13}
    title |= {"subtitleColor": stand_in("soft"), "subtitleLineHeight": _LINE_PX}
    title |= {"subtitlePadding": 6}
    return {**chart.wide, "padding": padding, "title": title}
