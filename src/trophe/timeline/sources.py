"""From a number on a page back to what it rests on: study rows, constants, treatments, versions."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from trophe.errors import UnknownNameError
from trophe.evidence import (
    Effect,
    Treatment,
    constants,
    countermeasure_parts,
    effects,
    source,
    treatments,
)
from trophe.muscle import countermeasures, courses, groups
from trophe.person.measures import instrument, instruments
from trophe.timeline.case import Case
from trophe.timeline.kinds import SIDES
from trophe.timeline.outlook import frame_of_case, versions

RECORD: Final = "docs/validation.md"
_KINDS: Final = {
    "reported": "as printed in the source",
    "derived": "worked out from the source",
    "assumed": "our own assumption",
}
# Words in a treatment's name by which it speaks of a countermeasure.
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "protein": ("protein",),
    "resistance": ("resistance", "strength training"),
    "nmes": ("nmes", "electrical"),
    "creatine": ("creatine",),
    "aerobic": ("aerobic", "cycling"),
    "blood_flow_restriction": ("blood-flow", "blood flow"),
    "rehabilitation": ("rehabilitation", "physiotherapy"),
    "standing_walking": ("walking",),
}


def sources_of_number(key: str) -> dict[str, Any]:
    """What a number rests on. Keys: cause:NAME, done:NAME, instrument:NAME, constants:NAME.

    Gives title, text, rows (study, authors, year, doi, n, kind, text), constants (name, value,
    unit, kind, where, source), versions and the address of the record of how the model did on
    studies that it had not seen. Raises UnknownNameError for any other key.
    """
    what, _, name = key.partition(":")
    made = {
        "cause": _of_cause,
        "done": _of_done,
        "instrument": _of_instrument,
        "constants": _of_constants,
    }.get(what)
    if made is None:
        raise UnknownNameError("key", key, ("cause:", "done:", "instrument:", "constants:"))
    return made(name) | {"key": key, "versions": versions(), "record": RECORD}


def _of_cause(name: str) -> dict[str, Any]:
    if name not in courses():
        raise UnknownNameError("cause", name, courses())
    rows = [e for e in effects() if e.arm.cause == name and e.verified and e.change_pct is not None]
    return {
        "title": courses()[name].label,
        "text": f"{len(rows)} figures of {len({e.study.study_id for e in rows})} studies stand"
        " behind this cause; kin of it and the spread between people come from the whole table.",
        "rows": [row_of(e) for e in rows],
        "constants": _rows_of_constants("muscle_dynamics"),
    }


def _of_done(name: str) -> dict[str, Any]:
    if name not in countermeasures():
        raise UnknownNameError("countermeasure", name, countermeasures())
    return {
        "title": countermeasures()[name].label,
        "text": countermeasures()[name].label + ": trials with it in the study table, and reviews"
        " of its effect.",
        "rows": [dict(row) for row in sources_of_countermeasure(name, most=200)],
        "constants": _rows_of_constants("muscle_dynamics"),
    }


def _of_instrument(name: str) -> dict[str, Any]:
    if name not in instruments():
        raise UnknownNameError("instrument", name, instruments())
    of = instrument(name)
    set_id, parameter = of.error.split(".")
    return {
        "title": of.label,
        "text": of.what,
        "rows": [],
        "constants": [r for r in _rows_of_constants(set_id) if r["id"] == parameter]
        + [
            r
            for r in _rows_of_constants("muscle_instruments")
            if of.reads and r["id"].startswith(of.reads) and r["id"] != parameter
        ],
    }


def _of_constants(name: str) -> dict[str, Any]:
    held = constants(name)
    return {
        "title": held.title,
        "text": held.population,
        "rows": [],
        "constants": _rows_of_constants(name),
    }


@cache
def sources_of_countermeasure(name: str, most: int = 6) -> tuple[Mapping[str, Any], ...]:
    """Trials and reviews of something done, reviews first; none for "" or what has none."""
    if not name:
        return ()
    words = _WORDS.get(name, (name.replace("_", " "),))
    reviews = [t for t in treatments() if any(w in t.intervention.lower() for w in words)]
    trials = [e for e in effects() if _is_trial_of(e, name)]
    rows = [_of_treatment(t) for t in reviews if t.verified] + [row_of(e) for e in trials]
    return tuple(rows[:most])


def _is_trial_of(effect: Effect, name: str) -> bool:
    """Whether a verified figure is of an arm with that countermeasure."""
    if not effect.verified or effect.change_pct is None or not effect.arm.countermeasure:
        return False
    return name in countermeasure_parts(effect.arm.countermeasure)


def row_of(effect: Effect) -> dict[str, Any]:
    """A figure of the study table in the words of a panel."""
    study = effect.arm.study
    day = "" if effect.day is None else f" after {effect.day:g} days"
    done = effect.arm.countermeasure_text or ""
    return {
        "id": effect.effect_id,
        "authors": study.first_author,
        "year": study.year,
        "doi": study.doi,
        "n": effect.n,
        "kind": str(effect.kind),
        "text": f"{effect.muscle.replace('_', ' ')}, {effect.measure.replace('_', ' ')}:"
        f" {_signed(effect.change_pct)} %{day}"
        + (f", {done}" if done and effect.arm.countermeasure != "none" else ""),
        "people": effect.arm.population,
        "seen_where": effect.seen_where,
    }


def _signed(value: float | None) -> str:
    """`+3`, `−25.5`, `0`: with a true minus sign."""
    return "0" if not value else f"{value:+g}".replace("-", "\N{MINUS SIGN}")


def _of_treatment(told: Treatment) -> dict[str, Any]:
    """An effect of a review or trial of a treatment."""
    size = told.effect_text if told.effect is None else f"{_signed(told.effect)} {told.unit}"
    band = "" if told.ci_low is None else f" (95 % {told.ci_low:g} to {told.ci_high:g})"
    return {
        "id": told.treatment_id,
        "authors": told.citation,
        "year": told.year or None,
        "doi": told.doi,
        "n": None if told.n_people is None else int(told.n_people),
        "kind": "review" if (told.n_studies or 0) > 1 else "trial",
        "text": f"{told.intervention}; {told.outcome}: {size}{band}. Certainty: {told.certainty}.",
        "people": told.population,
        "seen_where": told.seen_where,
    }


def _rows_of_constants(set_id: str) -> list[dict[str, Any]]:
    """Constants with their addresses."""
    return [
        {
            "id": p.name,
            "name": p.name.replace("_", " "),
            "value": p.value,
            "unit": p.unit,
            "kind": _KINDS[p.kind],
            "where": p.locator or p.rationale,
            "checked": p.checked,
            "source": source(p.source).text,
        }
        for p in constants(set_id).parameters.values()
    ]


def works_of(keys: Iterable[str]) -> list[str]:
    """Works by their keys, each once, as one line each."""
    return [source(key).text for key in dict.fromkeys(keys) if key]


def sources_of_forecast(case: Case, key: str) -> dict[str, Any]:
    """What the forecast of one muscle rests on: `forecast:MUSCLE:SIDE:KIND` of a case.

    Every cause and countermeasure that reaches the muscle brings its rows.
    """
    parts = key.split(":")
    if len(parts) != 4 or parts[1] not in (*groups(), "whole_body"):
        raise UnknownNameError("key", key, ("forecast:quadriceps:left:size",))
    _, muscle, side, kind = parts
    frame = frame_of_case(case)
    wanted = groups() if muscle == "whole_body" else (muscle,)
    found = [
        e
        for e in frame.exposures
        if any(e.covers(g, s) > 0 for g in wanted for s in ((side,) if side != "both" else SIDES))
    ]
    names = dict.fromkeys((e.name, e.is_cause) for e in found)
    told = [_of_cause(name) if is_cause else _of_done(name) for name, is_cause in names]
    rows = [row for one in told for row in one["rows"]]
    causes = ", ".join(one["title"].lower() for one in told) or "growing older alone"
    return {
        "key": key,
        "title": f"{muscle.replace('_', ' ').capitalize()}, {kind}",
        "text": f"A model fitted to the study table, for: {causes}. {len(rows)} figures stand"
        " behind these; your own readings narrow the band.",
        "rows": sorted(rows, key=lambda row: not row["authors"]),
        "constants": [*_rows_of_constants("muscle_dynamics"), *_rows_of_constants("event_doses")],
        "versions": versions(),
        "record": RECORD,
    }
