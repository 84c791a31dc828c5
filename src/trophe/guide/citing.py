"""What a citation on a page leads to, and which figures stand behind it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import cache
from typing import Final

from trophe.errors import EvidenceError
from trophe.evidence import (
    ConstantSet,
    Effect,
    Treatment,
    constant_names,
    constants,
    effects_of,
    source,
    study,
    treatment,
)
from trophe.guide.markup import cited
from trophe.guide.page import Page

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
DAYS_IN: Final = (1.0, 7.0, 30.4, 365.25)
"""A study's day may be told in days, weeks, months or years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One line of a page's list of sources. `link` may be empty; `note` says what is unsure."""

    key: str
    text: str
    link: str = ""
    note: str = ""


@cache
def reference(key: str) -> Reference:
    """What a citation's key stands for. UnknownNameError for one that leads nowhere."""
    kind, _, name = key.rpartition(":")
    if kind == "row":
        return _row(name)
    if kind == "treatment":
        return _treatment(treatment(name))
    if kind == "constants":
        entry = constants(name)
        text = f"{entry.title}: figures of {source(entry.source).text}"
        return Reference(key=key, text=text, link=source(entry.source).link)
    if kind:
        raise EvidenceError(f"{key}: citations are of row, treatment, constants or a source")
    work = source(name)
    return Reference(key=key, text=work.text, link=work.link)


def _row(study_id: str) -> Reference:
    """A study: its DOI, or else the page on which its figures were seen."""
    work = study(study_id)
    seen = next((e.seen_where for e in effects_of(study_id) if e.seen_where), "")
    who = work.first_author or "Authors not shown where we read it"
    year = str(work.year) if work.year else "year not known"
    doi = f" doi:{work.doi}" if work.doi else ""
    recalled = [word.replace("first_author", "author") for word in work.recalled]
    return Reference(
        key=f"row:{study_id}",
        text=f"{who} ({year}). Study {study_id} of the evidence table.{doi}",
        link=f"https://doi.org/{work.doi}" if work.doi else _address(seen),
        note=f"Recalled, still to be checked: {', '.join(recalled)}." if recalled else "",
    )


def _treatment(effect: Treatment) -> Reference:
    doi = f" doi:{effect.doi}" if effect.doi else ""
    return Reference(
        key=f"treatment:{effect.treatment_id}",
        text=f"{effect.citation}.{doi}",
        link=f"https://doi.org/{effect.doi}" if effect.doi else _address(effect.seen_where),
    )


def _address(seen: str) -> str:
    """The first web address of a note on where something was seen."""
    found = re.search(r"https?://[^\s;,]+", seen)
    return found[0] if found else ""


def references(page: Page) -> tuple[Reference, ...]:
    """The sources of a page in the order in which it cites them, each once."""
    return tuple(reference(key) for key in dict.fromkeys(_keys(page)))


def _keys(page: Page) -> Iterator[str]:
    for flag in page.red_flags:
        yield from flag.cite
    for line in page.lines:
        yield from cited(line)
    yield from (f"treatment:{name}" for name in page.treatments)


def figures(key: str) -> frozenset[float]:
    """Every number that stands behind a citation, without sign; days also as weeks to years."""
    return frozenset(_figures(key))


def _figures(key: str) -> Iterator[float]:
    kind, _, name = key.rpartition(":")
    if kind == "row":
        for effect in effects_of(name):
            yield from _of_effect(effect)
    elif kind == "treatment":
        yield from _numbers(astuple(treatment(name)))
    elif kind == "constants":
        yield from _of_constants(constants(name), None)
    else:
        yield from _numbers(astuple(source(name)))
        for set_id in constant_names():
            yield from _of_constants(constants(set_id), name)


def _of_effect(effect: Effect) -> Iterator[float]:
    for day in (effect.day, effect.days_exposed):
        if day is not None:
            yield from (day / length for length in DAYS_IN)
    values = (effect.change_pct, effect.change_at_end_pct, effect.sd_pct, effect.n)
    yield from _numbers(values)
    yield from _numbers((effect.notes, effect.arm.setting, effect.arm.population, effect.arm.age_y))
    yield from _numbers((effect.arm.countermeasure_text, effect.arm.protein_g_kg_d))


def _of_constants(entry: ConstantSet, of_source: str | None) -> Iterator[float]:
    for each in entry.parameters.values():
        if of_source in (None, each.source):
            yield from _numbers(each.value if isinstance(each.value, tuple) else (each.value,))


def _numbers(values: Iterable[object]) -> Iterator[float]:
    """The numbers among values and inside texts, without sign."""
    for value in values:
        if isinstance(value, str):
            yield from (float(found) for found in _NUMBER.findall(value))
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield abs(float(value))
