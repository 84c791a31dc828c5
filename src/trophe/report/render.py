"""A spec becomes an SVG for a page or a file, or a PNG.

The converter (vl-convert) starts an engine of its own at its first use, 0.6 s on two cores;
later charts take 25 to 40 ms. `warm()` pays that price off the request's path.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from trophe.files import write_whole
from trophe.report.ink import translate

_KEPT: Final = 64
_STAND_ALONE_FONT: Final = "Liberation Sans, Arial, Helvetica, sans-serif"
_NOISE: Final = re.compile(
    r" (?:role|aria-roledescription|aria-hidden|pointer-events|stroke-miterlimit|version"
    r'|xmlns:xlink|font-family|opacity="1"|class)(?:="[^"]*")?(?=[ />])'
)
_EMPTY_PATH: Final = re.compile(r'<path[^>]* d="(?:M0,0h0v0h0Z)?"[^>]*/>')
_LONG_NUMBER: Final = re.compile(r"(?<=[\d])\.(\d)\d+")
_OUTER_SIZE: Final = re.compile(r'(<svg[^>]*?) width="[\d.]+" height="[\d.]+"')


def render_svg(spec: Mapping[str, Any], theme: str | None = None) -> str:
    """The chart as SVG text.

    theme None: for a page. Colours are CSS variables (`--ink-main`, …), the font is the page's, the
    size is the viewBox only, and nothing in it needs an inline style. "light" or "dark": stands
    alone in a file.
    """
    return _drawn(json.dumps(spec), theme)


@lru_cache(maxsize=_KEPT)
def _drawn(spec: str, theme: str | None) -> str:
    """The SVG of a spec. Kept under the spec's whole text, so nobody meets another's picture."""
    import vl_convert

    svg: str = translate(vl_convert.vegalite_to_svg(spec), theme)
    svg = _EMPTY_PATH.sub("", svg)
    if theme is not None:
        return svg
    svg = _LONG_NUMBER.sub(r".\1", _NOISE.sub("", svg))
    return _OUTER_SIZE.sub(r'\1 aria-hidden="true" focusable="false"', svg, count=1)


def render_png(spec: Mapping[str, Any], path: Path | str, theme: str = "light") -> None:
    """The chart as a PNG file at twice its size, written whole or not at all.

    InputError names the path where it cannot be written.
    """
    import vl_convert

    text = translate(json.dumps({**spec, "background": "#fe0017"}), theme)
    text = text.replace("system-ui", _STAND_ALONE_FONT)
    picture: bytes = vl_convert.vegalite_to_png(json.loads(text), scale=2)
    write_whole(Path(path), picture)


def warm() -> None:
    """Start the converter, so that the first page need not wait for it."""
    render_svg({"data": {"values": []}, "mark": "point"})
