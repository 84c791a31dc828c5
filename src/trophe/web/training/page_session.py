"""What a session's page shows; templates compute nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from trophe.training.exercise import Exercise, exercise
from trophe.training.programme import Dose
from trophe.training.vocabulary import Load
from trophe.web.training.models import Felt, Session, SetDone
from trophe.web.training.page import THEMES, dose_extra, load_shown, load_unit, picture, stops
from trophe.web.training.services import SKIPS, possible_swaps


def session_context(session: Session) -> dict[str, Any]:
    """The session's page: every movement with its sets as buttons."""
    rows = list(session.sets.filter(taken_back=False))
    felt = {one.exercise_id: one for one in session.felt.all()}
    unit = load_unit(session.person)
    steps = {} if session.finished_at else possible_swaps(session)
    return {
        "person": session.person,
        "place": "more",
        "session": session,
        "session_theme": THEMES[session.theme],
        "items": [
            _session_item(entry, rows, felt, unit)
            | {"swaps": _swaps(entry, steps.get(entry["exercise"], ()))}
            for entry in session.items
        ],
        "stop": stops(),
        "skips": list(SKIPS.items()),
        "ratings": list(range(11)),
        "unit": unit,
        "done": _done_words(session, rows),
    }


def _done_words(session: Session, rows: Sequence[SetDone]) -> str:
    """What was done, for the end of a session."""
    planned = sum(Dose(**entry["dose"]).sets for entry in session.items)
    return f"{min(len(rows), planned)} of {planned} sets"


def _swaps(entry: dict[str, Any], steps: Sequence[Exercise]) -> list[dict[str, str]]:
    """What may stand in, with a word on how it differs."""
    old = exercise(entry["exercise"])
    words = {
        step.id: word for step, word in ((old.easier, "Easier"), (old.harder, "Harder")) if step
    }
    return [{"id": new.id, "name": new.name, "word": words.get(new.id, "Instead")} for new in steps]


def _session_item(
    entry: dict[str, Any], sets: Sequence[SetDone], felt: dict[str, Any], unit: str
) -> dict[str, Any]:
    """One movement with its sets and last time's values."""
    rows = [row for row in sets if row.exercise_id == entry["exercise"]]
    movement, given = exercise(entry["exercise"]), Dose(**entry["dose"])
    by_number = {row.number: row for row in rows}
    weighed = movement.load in (Load.WEIGHT, Load.MACHINE)
    last = [
        f"{reps} × {load_shown(load, unit)} {unit}" if load is not None else f"{reps}"
        for reps, load in entry["last"]
    ]
    return {
        "id": movement.id,
        "name": movement.name,
        "side": entry["side"],
        "how": movement.how,
        "cue": movement.cue,
        "picture": picture(movement),
        "dose": given.words,
        "extra": dose_extra(given),
        "why": entry["why"],
        "last": ", ".join(last),
        "advice": entry["advice"],
        "reps": given.reps,
        "weighed": weighed,
        "load": load_shown(entry["load_kg"], unit),
        "rest_s": round(given.rest_s),
        "hold_s": given.hold_s,
        "sets": [
            {"number": n, "done": _set_done(by_number.get(n), unit), "code": uuid4()}
            for n in range(1, max(given.sets, len(by_number)) + 1)
        ],
        "all_done": len(by_number) >= given.sets,
        "felt": felt.get(movement.id),
        "felt_words": _felt_words(felt.get(movement.id)),
        "instead_of": [exercise(one["exercise"]).name for one in entry.get("instead_of", ())],
        "easier_words": movement.easier_words,
    }


def _set_done(row: SetDone | None, unit: str) -> dict[str, Any] | None:
    """A set that was done, as its button says it."""
    if row is None:
        return None
    load = "" if row.load_kg is None else f" × {load_shown(row.load_kg, unit)} {unit}"
    return {"code": row.code, "words": "" if row.reps is None else f": {row.reps}{load}"}


def _felt_words(felt: Felt | None) -> str:
    """`Pain 2, tired 3`, or nothing before anything was told."""
    if felt is None:
        return ""
    if felt.skipped:
        return f"Left out: {SKIPS[felt.skipped].lower()}"
    told = (("Pain", felt.pain), ("tired", felt.fatigue))
    return ", ".join(f"{name} {value}" for name, value in told if value is not None)
