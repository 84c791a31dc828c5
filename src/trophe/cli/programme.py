"""`trophe programme`: a week of exercise for this body at its stage, with its reasons."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import click

from trophe.checks import require_name, require_one
from trophe.cli.person_options import PERSON_OPTIONS, person_from_options
from trophe.errors import InputError
from trophe.files import write_whole
from trophe.plan.programme import make_course
from trophe.training.exercise import exercise
from trophe.training.kinds import kind_of_cause
from trophe.training.programme import Session, Week
from trophe.training.progress import Return, after_break
from trophe.training.trainee import Restriction, Trainee
from trophe.training.vocabulary import GYM, Effort, Equipment, Fact, Goal, Kind, Stage

HELD: Final = 3
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_STAGES: Final = tuple(stage.name.lower() for stage in Stage)


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(PERSON_OPTIONS):
        function = option(function)
    return function


@click.command()
@_options
@click.option("--kind", default="", help=f"{', '.join(Kind)}.")
@click.option("--cause", default="", help="A cause of the muscle forecast, instead of --kind.")
@click.option("--stage", default="standing", show_default=True, help=f"{', '.join(_STAGES)}.")
@click.option(
    "--rest",
    multiple=True,
    help="What must rest, as knee:left or knee:left:team,tighten,weight=full. Repeatable.",
)
@click.option("--fact", multiple=True, help=f"Repeatable. {', '.join(Fact)}.")
@click.option("--have", multiple=True, help=f"Equipment, or gym. {', '.join(Equipment)}.")
@click.option("--for", "goals", multiple=True, help=f"Repeatable. {', '.join(Goal)}.")
@click.option("--minutes", default="30", show_default=True, help="Minutes a session, 5 to 120.")
@click.option("--days", default="mon,wed,fri", show_default=True, help="Free days of the week.")
@click.option("--pain", multiple=True, help="As knee=4. Repeatable.")
@click.option("--fatigue", default="0", show_default=True, help="0 to 10.")
@click.option("--lost", multiple=True, help="Share of a muscle lost, as quadriceps=0.12.")
@click.option("--effort", default="vigorous", show_default=True, help=f"{', '.join(Effort)}.")
@click.option("--avoid", multiple=True, help="A movement to leave out, by identifier. Repeatable.")
@click.option("--days-away", default="0", show_default=True, help="Days since the last session.")
@click.option(
    "--after-illness",
    default="",
    help="Sessions since an illness, from 0: the dose comes back by steps.",
)
@click.option("--week", default="1", show_default=True, help="Week of the programme, from 1.")
@click.option("--weeks", default="1", show_default=True, help="Weeks to make, 1 to 26.")
@click.option("--start", default="", help="Monday of the first week, for --ics, as 2026-11-23.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--pdf", type=click.Path(dir_okay=False), help="Write the first week as a PDF.")
@click.option("--ics", type=click.Path(dir_okay=False), help="Write a calendar file.")
@click.pass_context
def programme(ctx: click.Context, /, **given: Any) -> None:
    """A safe week of exercise with doses, reasons and drawings.

    \b
    trophe programme --sex female --age 34 --height 168cm --weight 64kg --kind disuse \\
        --rest knee:left:team,tighten --lost quadriceps=0.12 --have band --minutes 30
    trophe programme --sex male --age 78 --height 172cm --weight 70kg --kind frail \\
        --stage chair --fact falls_risk --days mon,tue,thu,sat --minutes 20 --pdf week.pdf

    Exit code 0; 2 for input that makes no sense; 3 when the rules hold everything back.
    """
    if given["activity"] is None and given["pal"] is None:
        given["pal"] = "1.5"
    first = int(require_one("week", given["week"], 1, 520))
    count = int(require_one("weeks", given["weeks"], 1, 26))
    trainee, back = _trainee(given), _back(given)
    if back.text:
        click.echo(back.text, err=True)
    with _solver_aside():
        weeks = make_course(trainee, count, first, dose_share=back.dose_share)
    if given["as_json"]:
        click.echo(json.dumps([w.as_dict() for w in weeks], indent=2, ensure_ascii=False))
    else:
        for week in weeks:
            _print(week)
    if given["pdf"]:
        from trophe.report.programme_pdf import write_programme_pdf

        write_programme_pdf(weeks[0], given["pdf"])
        click.echo(f"Wrote {given['pdf']}.", err=True)
    if given["ics"]:
        _write_ics(weeks, given["ics"], _monday(given["start"]))
    if weeks[0].held:
        ctx.exit(HELD)


@contextmanager
def _solver_aside() -> Iterator[None]:
    """What the solver prints by itself goes to stderr, so that JSON stays JSON.

    HiGHS writes a line past every setting when it mends a solution; it does so below Python.
    """
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _trainee(given: dict[str, Any]) -> Trainee:
    """The trainee that the options describe. InputError names the option at fault."""
    return Trainee(
        person=person_from_options(given),
        kind=_kind(given["kind"], given["cause"]),
        stage=_stage(given["stage"]),
        restrictions=tuple(_restriction(text) for text in given["rest"]),
        facts=frozenset(require_name("fact", text, Fact) for text in given["fact"]),
        equipment=_equipment(given["have"]),
        goals=frozenset(require_name("for", text, Goal) for text in given["goals"]),
        minutes=require_one("minutes", given["minutes"], 5, 120),
        weekdays=tuple(_day(text.strip()) for text in given["days"].split(",")),
        pain=_pairs("pain", given["pain"]),
        fatigue=require_one("fatigue", given["fatigue"], 0, 10),
        lost=_pairs("lost", given["lost"]),
        effort_most=require_name("effort", given["effort"], Effort),
        avoid=frozenset(exercise(name).id for name in given["avoid"]),
    )


def _back(given: dict[str, Any]) -> Return:
    """What a break or an illness leaves of the first week's dose."""
    away = require_one("days-away", given["days_away"], 0, 36500)
    if given["after_illness"] == "":
        return after_break(away)
    sessions = int(require_one("after-illness", given["after_illness"], 0, 1000))
    return after_break(away, ill=True, sessions_since=sessions)


def _kind(kind: str, cause: str) -> Kind:
    if kind and cause:
        raise InputError("cause", "cause and kind say the same thing; give one of them.")
    if cause:
        return kind_of_cause(cause)
    return require_name("kind", kind or "disuse", Kind)


def _stage(text: str) -> Stage:
    """A stage by its name or number."""
    if text.lower() in _STAGES:
        return Stage(_STAGES.index(text.lower()) + 1)
    number = require_one("stage", text, 1, 5, hint=f"Or one of {', '.join(_STAGES)}.")  # type: ignore[arg-type]
    return Stage(int(number))


def _restriction(text: str) -> Restriction:
    """`knee:left:team,tighten,weight=full`."""
    part, _, rest = text.partition(":")
    side, _, more = rest.partition(":")
    words = [word for word in more.split(",") if word]
    weight = next((w.partition("=")[2] for w in words if w.startswith("weight=")), "none")
    for word in words:
        if word not in ("team", "tighten") and not word.startswith("weight="):
            raise InputError("rest", f"rest: {word!r} is not team, tighten or weight=…")
    return Restriction(
        part=part,
        side=side or None,
        by_team="team" in words,
        tightening="tighten" in words,
        weight=weight,
    )


def _equipment(given: tuple[str, ...]) -> frozenset[Equipment]:
    """Pieces by name, separated by commas or repeated; `gym` is a whole one."""
    words = [word.strip() for text in given for word in text.split(",") if word.strip()]
    found: set[Equipment] = set()
    for word in words:
        found |= set(GYM) if word == "gym" else {require_name("have", word, Equipment)}
    return frozenset(found)


def _day(text: str) -> int:
    """A weekday by its first three letters."""
    if text[:3].lower() not in _DAYS:
        raise InputError("days", f"days: {text!r} is not one of {', '.join(_DAYS)}.")
    return _DAYS.index(text[:3].lower())


def _pairs(name: str, given: tuple[str, ...]) -> dict[Any, float]:
    """`knee=4` as a mapping."""
    found: dict[Any, float] = {}
    for text in given:
        key, sign, value = text.partition("=")
        if not sign:
            raise InputError(name, f"{name}: {text!r} wants a number, as in {text}=1.")
        found[key] = require_one(name, value, 0, 10)  # type: ignore[arg-type]
    return found


def _monday(text: str) -> date:
    """The Monday of the first week: as given, else the next one."""
    if text:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise InputError("start", f"start = {text!r} is not a date like 2026-11-23.") from None
        return day - timedelta(days=day.weekday())
    today = datetime.now(UTC).date()
    return today + timedelta(days=(7 - today.weekday()) % 7)


def _write_ics(weeks: tuple[Week, ...], path: str, monday: date) -> None:
    """All weeks as one calendar file."""
    from trophe.exchange.calendar import calendar_text, week_appointments

    appointments = [
        one
        for n, week in enumerate(weeks)
        for one in week_appointments(week, monday + timedelta(days=7 * n))
    ]
    write_whole(Path(path), calendar_text(appointments))
    click.echo(f"Wrote {path}.", err=True)


def _print(week: Week) -> None:
    """A week as text."""
    click.echo(f"Week {week.number}. {week.phase_words}")
    for note in week.notes:
        click.echo(f"  ! {note.text} ({note.rule})")
    for session in week.sessions:
        _print_session(session)
    if week.why:
        click.echo("\nWhy")
        for text in week.why:
            click.echo(f"  {text}")
    if week.aids:
        click.echo("\nAids and skin")
        for text in week.aids:
            click.echo(f"  {text}")
    click.echo("")


def _print_session(session: Session) -> None:
    """One session as text."""
    click.echo(f"\n{session.day} ({session.theme}, about {round(session.minutes)} min)")
    for item in session.items:
        side = f", {item.side} side" if item.side else ""
        reserve = f", stop with {item.dose.reserve} left" if item.dose.reserve else ""
        click.echo(f"  {item.exercise.name}{side}: {item.dose.words}{reserve}")
        click.echo(f"      {item.exercise.how}")
        click.echo(f"      {' '.join(item.why)}")
