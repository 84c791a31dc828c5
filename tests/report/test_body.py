"""The body: every muscle has its shape, its step, its words; every eye tells the steps apart."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.report.colour import VISIONS, contrast, delta_e, lab

import trophe.web
from trophe.errors import UnknownNameError
from trophe.muscle import groups
from trophe.report.body import (
    MUSCLES,
    STEPS,
    THEMES,
    UNKNOWN,
    VIEWS,
    Tint,
    body_svg,
    step_of,
    swatch_svg,
)

SVG = "{http://www.w3.org/2000/svg}"


def tint(muscle, side="left", size=0.9, href=""):
    said = f"{muscle}, {side}: {size:.0%} & more"
    return Tint(muscle=muscle, side=side, step=step_of(size), said=said, href=href)


def drawn(view, *tints, **kwargs):
    return ElementTree.fromstring(body_svg(view, tints, title="A body", **kwargs))


def points(group):
    """Where a muscle's shapes lie, mirrored where they are mirrored."""
    found = []
    for part in group:
        mirrored = part.get("transform") is not None
        for path in part.iter(SVG + "path"):
            for x in re.findall(r"(-?[\d.]+) -?[\d.]+", path.get("d")):
                found.append(200 - float(x) if mirrored else float(x))
    return found


def test_every_muscle_group_of_the_model_is_on_the_body():
    assert set(MUSCLES) == set(groups()) - {"whole_body"}
    assert len(MUSCLES) >= 12


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("side", ["left", "right"])
def test_left_is_the_bodys_own_left(view, side):
    for muscle in VIEWS[view]:
        (group,) = drawn(view, tint(muscle, side)).findall(SVG + "g[@class='body__muscle']")
        on_the_right = (side == "left") == (view == "front")
        # A curve's handle may reach over the midline, where two halves nearly touch.
        own = points(group) if on_the_right else [200 - x for x in points(group)]
        assert min(own) > 98


@pytest.mark.parametrize("view", VIEWS)
def test_each_muscle_lies_within_the_body(view):
    svg = drawn(view, *(tint(muscle, "both") for muscle in MUSCLES))
    for group in svg.findall(SVG + "g[@class='body__muscle']"):
        assert 3 <= min(points(group)) <= max(points(group)) <= 197


def test_a_muscle_says_its_figures_and_leads_to_them():
    svg = drawn("front", tint("quadriceps", href="/q/?side=left&x=1"), htmx="#sheet")
    (link,) = svg.findall(SVG + "a")
    assert link.get("aria-label") == "quadriceps, left: 90% & more"
    assert link.get("href") == link.get("hx-get") == "/q/?side=left&x=1"
    assert svg.get("role") == "group"
    assert drawn("front", tint("quadriceps")).get("role") == "img"


def test_both_sides_share_one_link():
    svg = drawn("back", tint("gluteals", "both", href="/g/"))
    (link,) = svg.findall(SVG + "a")
    xs = points(link[0])
    assert min(xs) < 100 < max(xs)


def test_a_muscle_out_of_sight_is_not_drawn():
    assert drawn("back", tint("psoas", href="/x/")).findall(SVG + "a") == []


@pytest.mark.parametrize(
    ("size", "name"),
    [(1.3, "grown"), (1.02, "grown"), (1.0, "same"), (0.98, "same"), (0.979, "little"),
     (0.94, "some"), (0.8, "much"), (0.5, "most"), (None, "unknown")],
)  # fmt: skip
def test_a_size_has_its_step(size, name):
    assert step_of(size).name == name


def test_the_steps_leave_no_gap():
    assert all(one.low == other.high for one, other in pairwise(STEPS))


@pytest.mark.parametrize("theme", THEMES)
def test_neighbouring_steps_stand_apart_in_every_colour_vision(theme):
    for vision in VISIONS:
        for one, two in pairwise(STEPS):
            a, b = (lab(THEMES[theme][step.name], vision) for step in (one, two))
            assert delta_e(a, b) >= 10, f"{one.name} and {two.name}, {vision}"


@pytest.mark.parametrize("theme", THEMES)
def test_growth_is_never_taken_for_loss(theme):
    for vision in VISIONS:
        for loss in STEPS[2:]:
            a, b = (lab(THEMES[theme][name], vision) for name in ("grown", loss.name))
            assert delta_e(a, b) >= 15, f"{loss.name}, {vision}"


@pytest.mark.parametrize("theme", THEMES)
def test_the_outline_stands_out_from_the_ground(theme):
    ground = THEMES[theme]["hatch"]
    assert contrast(THEMES[theme]["line"], ground) >= 2.4
    assert contrast(THEMES[theme]["most"], ground) >= 4.5


def test_steps_differ_by_hatching_where_colours_are_not_seen():
    hatched = [step.hatch for step in STEPS if step.hatch]
    assert len(hatched) == len(set(hatched)) == 4


def test_the_page_and_the_file_have_the_same_colours():
    css = Path(trophe.web.__path__[0], "static/trophe/muscle.css").read_text(encoding="utf-8")
    blocks = [
        (selector, dict(re.findall(r"--body-(\w+): (#\w+);", body)))
        for selector, body in re.findall(r"([^{}]+)\{([^{}]+)\}", css)
        if "--body-skin: " in body
    ]
    assert len(blocks) == 3
    for selector, colours in blocks:
        theme = "light" if selector.strip().endswith(":root") else "dark"
        assert colours == dict(THEMES[theme])


def test_a_page_has_no_inline_style_and_a_file_no_variable():
    tints = [tint(muscle, "both") for muscle in MUSCLES]
    page = body_svg("front", tints, title="t")
    assert not re.search("style=|<style", page)
    assert "var(--body-skin)" in page
    assert "var(" not in body_svg("front", tints, title="t", theme="dark")


def test_a_swatch_shows_each_step():
    for step in (*STEPS, UNKNOWN):
        ElementTree.fromstring(swatch_svg(step))


def test_an_unknown_name_is_refused():
    with pytest.raises(UnknownNameError, match="view"):
        body_svg("side", [], title="t")
    with pytest.raises(UnknownNameError, match="muscle"):
        body_svg("front", [tint("biceps")], title="t")
    with pytest.raises(UnknownNameError, match="theme"):
        body_svg("front", [], title="t", theme="sepia")
