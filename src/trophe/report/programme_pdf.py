"""A week of a programme as a PDF with its drawings, typeset by typst."""

import json
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
from trophe.training.programme import Item, Session, Week

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
        "why": list(week.why),
        "aids": list(week.aids),
        "sources": [cite(key) for key in week.sources],
        "sessions": [_session(session) for session in week.sessions],
    }


def _session(session: Session) -> dict[str, Any]:
    theme = {"strength": "strength", "light": "light", "pool": "pool"}[session.theme]
    return {
        "head": f"{session.day}: {theme}",
        "minutes": f"about {round(session.minutes)} minutes",
        "items": [_item(item) for item in session.items],
    }


def _item(item: Item) -> dict[str, Any]:
    given = item.dose
    extra = []
    if given.reps_high and given.reps and given.reps_high > given.reps:
        extra.append(f"up to {given.reps_high} as it gets easy")
    if given.reserve:
        extra.append(f"stop with {given.reserve} left")
    if given.load_high is not None and given.load_low is not None:
        extra.append(f"{given.load_low:.0%} to {given.load_high:.0%} of your best")
    return {
        "name": item.exercise.name,
        "side": item.side,
        "how": item.exercise.how,
        "cue": item.exercise.cue,
        "why": list(item.why),
        "dose": given.words,
        "extra": "; ".join(extra),
        "sets": min(given.sets, _BOXES_MOST),
        "picture": f"{item.exercise_id}.svg",
    }
