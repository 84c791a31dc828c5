"""The inks of a chart: names in the spec, CSS variables on a page, colours in a file.

A spec is drawn with one stand-in colour per ink. `translate` then puts the page's CSS variable
(so that the chart follows light and dark) or a theme's own colour in its place. Series differ by
dash and marker too, never by ink alone.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

INKS: Final = ("main", "fat", "lean", "quiet", "text", "soft", "grid", "ground", "done")

# Stand-ins that no other part of a spec uses.
STAND_IN: Final[Mapping[str, str]] = MappingProxyType(
    {name: f"#fe00{i:02x}" for i, name in enumerate(INKS, start=16)}
)

# The same colours as static/trophe/tokens.css; a test compares them.
THEMES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "light": MappingProxyType(
            {
                "main": "#17506b",
                "fat": "#b06a00",
                "lean": "#188fa9",
                "quiet": "#736b61",
                "text": "#25221e",
                "soft": "#5d564d",
                "grid": "#e6dfd3",
                "ground": "#fffefb",
                "done": "#2c6e34",
            }
        ),
        "dark": MappingProxyType(
            {
                "main": "#8fc9e0",
                "fat": "#e5a94e",
                "lean": "#2b8a9c",
                "quiet": "#a49b8f",
                "text": "#f2ede5",
                "soft": "#bdb4a8",
                "grid": "#3a3630",
                "ground": "#221f1b",
                "done": "#8fce96",
            }
        ),
    }
)

_NAME_OF: Final = {colour: name for name, colour in STAND_IN.items()}
_ANY_STAND_IN: Final = re.compile("|".join(STAND_IN.values()))


def stand_in(name: str) -> str:
    """The colour that stands for an ink in a spec."""
    return STAND_IN[name]


def translate(text: str, theme: str | None) -> str:
    """The text with every stand-in replaced: by `var(--ink-NAME)`, or by a theme's colour."""
    if theme is None:
        return _ANY_STAND_IN.sub(lambda m: f"var(--ink-{_NAME_OF[m[0]]})", text)
    colours = THEMES[theme]
    return _ANY_STAND_IN.sub(lambda m: colours[_NAME_OF[m[0]]], text)
