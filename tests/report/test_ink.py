"""Colours of charts: the page's and the file's are the same, and every eye tells them apart."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from tests.report.colour import VISIONS, contrast, delta_e, lab

from trophe.report.ink import INKS, THEMES, stand_in, translate

SERIES = ("main", "fat", "lean", "quiet", "text")


def tokens():
    """The CSS file's blocks as (selector, variables)."""
    import trophe.web

    css = Path(trophe.web.__path__[0], "static/trophe/tokens.css").read_text(encoding="utf-8")
    for selector, body in re.findall(r"([^{}]+)\{([^{}]+)\}", css):
        yield selector.strip(), dict(re.findall(r"--([\w-]+): ([^;]+);", body))


def test_delta_e_gives_the_published_pairs():
    # Sharma 2005, table 1, pairs 1, 17 and 25
    assert delta_e((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=5e-5)
    assert delta_e((50, -1, 2), (50, 0, 0)) == pytest.approx(2.3669, abs=5e-5)
    assert delta_e((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(
        1.2644, abs=5e-5
    )


@pytest.mark.parametrize("theme", THEMES)
def test_series_stand_apart_in_every_colour_vision(theme):
    for vision in VISIONS:
        for one, two in combinations(SERIES, 2):
            apart = delta_e(lab(THEMES[theme][one], vision), lab(THEMES[theme][two], vision))
            assert apart >= 15, f"{one} and {two} in {theme}, {vision}: {apart:.1f}"


@pytest.mark.parametrize("theme", THEMES)
def test_series_stand_out_from_the_ground(theme):
    for name in SERIES:
        assert contrast(THEMES[theme][name], THEMES[theme]["ground"]) >= 3
    for name in ("text", "soft"):
        assert contrast(THEMES[theme][name], THEMES[theme]["ground"]) >= 4.5


def test_the_pages_colours_are_the_files_colours():
    blocks = [(s, v) for s, v in tokens() if "ink-main" in v]
    assert len(blocks) == 3  # light, dark by choice, dark by the device
    for selector, values in blocks:
        theme = "light" if selector.endswith(":root") else "dark"
        for name in INKS:
            token = "ink-soft" if name == "soft" else f"ink-{name}"
            assert values[token] == THEMES[theme][name], (selector, name)


def test_both_ways_into_the_dark_agree():
    dark = [v for s, v in tokens() if "ink-main" in v and not s.endswith(":root")]
    assert dark[0] == dark[1]


def test_translate_gives_variables_to_pages_and_colours_to_files():
    assert translate(f'fill="{stand_in("fat")}"', None) == 'fill="var(--ink-fat)"'
    assert translate(stand_in("fat"), "light") == THEMES["light"]["fat"]
