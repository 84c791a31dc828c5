"""A week of a programme as a PDF with its drawings, typeset by typst."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from trophe.evidence import cite
from trophe.files import write_whole
from trophe.report.figures import figure_svg
from trophe.safety import rule
from trophe.safety.exercise import stop_words
from trophe.training.claims import study_words
from trophe.training.programme import Item, Session, Week
from trophe.training.words import listed

FOOTER: Final = (
    "Made by Trophe. It informs and plans, it does not diagnose; no clinician has reviewed its"
    " rules yet."
)
_STILL: Final = datetime(2026, 1, 1, tzinfo=UTC)
_BOXES_MOST: Final = 4


def programme_pdf(week: Week, *, title: str = "") -> bytes:
    """The week as a PDF file's bytes; the same week gives the same bytes."""
    import typst

    title = title or f"Week {week.number} of your programme"
    with TemporaryDirectory() as folder:
        root = Path(folder)
        template = (files("trophe.report") / "programme.typ").read_text(encoding="utf-8")
        (root / "programme.typ").write_text(template, encoding="utf-8")
        for session in week.sessions:
            for item in session.items:
                picture = figure_svg(item.exercise, "light")
                (root / f"{item.exercise_id}.svg").write_text(picture, encoding="utf-8")
        (root / "data.json").write_text(json.dumps(_data(week, title)), encoding="utf-8")
        made: bytes = typst.compile(
            str(root / "programme.typ"),
            root=str(root),
            format="pdf",
            ignore_system_fonts=True,
            timestamp=int(_STILL.timestamp()),
        )
    return made


def write_programme_pdf(week: Week, path: Path | str, *, title: str = "") -> None:
    """The week as a PDF file, written whole or not at all.

    InputError names the path where it cannot be written.
    """
    write_whole(Path(path), programme_pdf(week, title=title))


def _data(week: Week, title: str) -> dict[str, Any]:
    """What the template shows."""
    return {
        "title": title,
        "phase": week.phase_words,
        "footer": FOOTER,
        "notes": [{"rule": note.rule, "text": note.text} for note in week.notes],
        "stop": [word[0].lower() + word[1:] for word in stop_words()],
        "act": rule("X02").say["act"],
        "urine": rule("X02").say["act_urine"],
        "why": list(week.why),
        "aids": list(week.aids),
        "sources": [*(study_words(name) for name in week.studies), *map(cite, week.sources)],
        "sessions": [_sessions(alike) for alike in _alike(week.sessions)],
    }


def _alike(sessions: Sequence[Session]) -> list[list[Session]]:
    """Sessions of the same movements together, in the order of their first day."""
    found: dict[tuple[object, ...], list[Session]] = {}
    for session in sessions:
        movements = tuple((item.exercise_id, item.side) for item in session.items)
        found.setdefault((session.theme, movements), []).append(session)
    return list(found.values())


def _sessions(alike: list[Session]) -> dict[str, Any]:
    """Days of the same movements: each is shown once, with boxes for every day."""
    first = alike[0]
    days = listed([session.day for session in alike])
    minutes = round(max(session.minutes for session in alike))
    return {
        "head": f"{days}: {first.theme}",
        "minutes": f"about {minutes} minutes",
        "items": [
            _item([session.items[k] for session in alike], [s.day[:2] for s in alike])
            for k in range(len(first.items))
        ],
    }


def _item(items: list[Item], days: list[str]) -> dict[str, Any]:
    """One movement with its dose and boxes on each of its days."""
    item = items[0]
    given = item.dose
    extra = []
    if given.reps_high and given.reps and given.reps_high > given.reps:
        extra.append(f"up to {given.reps_high} as it gets easy")
    if given.reserve:
        extra.append(f"stop with {given.reserve} left")
    if given.load_high is not None and given.load_low is not None:
        extra.append(f"{given.load_low:.0%} to {given.load_high:.0%} of your best")
    doses = {one.dose.words for one in items}
    return {
        "name": item.exercise.name,
        "side": item.side,
        "how": item.exercise.how,
        "cue": item.exercise.cue,
        "why": list(item.why),
        "dose": given.words if len(doses) == 1 else "",
        "extra": "; ".join(extra),
        "days": [
            {
                "day": day,
                "dose": one.dose.words if len(doses) > 1 else "",
                "sets": min(one.dose.sets, _BOXES_MOST),
            }
            for one, day in zip(items, days, strict=True)
        ],
        "picture": f"{item.exercise_id}.svg",
    }
