"""`trophe recheck`: whether a plan that was made earlier may still be followed (I08)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import click
import numpy as np

from trophe.checks import require_name, require_one
from trophe.errors import InputError
from trophe.exchange.weight_log import WeightLog, read_weight_log
from trophe.person import Condition, Medicine, Person
from trophe.plan import History, Plan, recheck
from trophe.plan.people import person_from_dict
from trophe.safety import Finding
from trophe.units import parse_weight_kg

LOCKED: Final = 3
DAYS_PER_YEAR: Final = 365.25


@click.command("recheck")
@click.argument("source", metavar="PLAN.json", type=click.Path(path_type=Path))
@click.option(
    "--log",
    "log_file",
    type=click.Path(path_type=Path),
    help="Weights and food since the plan's first day (date, weight_kg, intake_kcal, complete).",
)
@click.option("--day", help="Which day of the plan today is; default the last day of the log.")
@click.option("--weight", help="Weight today, as 72.5kg or 160lb; default the last of the log.")
@click.option("--condition", multiple=True, help="A condition that is new; may be repeated.")
@click.option("--medicine", multiple=True, help="A medicine that is new; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def recheck_command(
    ctx: click.Context,
    source: Path,
    log_file: Path | None,
    day: Any,
    weight: str | None,
    condition: tuple[str, ...],
    medicine: tuple[str, ...],
    as_json: bool,
) -> None:
    """Ask the safety rules whether the plan of PLAN.json may still be followed today.

    \b
    trophe plan … --json > plan.json
    trophe recheck plan.json --log diary.csv

    PLAN.json is what `trophe plan --json` printed. A new weight, a birthday, a condition, a
    medicine, a scale that falls too fast or hardly any food can lock a plan at once. Exit code 0:
    follow it; 3: do not, and why.
    """
    plan = _plan(source)
    log = None if log_file is None else read_weight_log(log_file)
    today = _day(day, log)
    person = _person_now(plan, today, weight, log, condition, medicine)
    found = recheck(plan, person, day=today, history=None if log is None else _history(log, today))
    locked = any(f.effect != "warn" for f in found)
    click.echo(_as_json(found, locked, today) if as_json else _as_text(found, locked))
    if locked:
        ctx.exit(LOCKED)


def _plan(source: Path) -> Plan:
    try:
        return Plan.from_json(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("file", f"{source} cannot be read: {error}.") from None


def _day(day: Any, log: WeightLog | None) -> int:
    """Today's day of the plan."""
    if day is not None:
        return int(require_one("day", day, 0, 36525))
    return 0 if log is None else int(log.weight_kg.size) - 1


def _person_now(
    plan: Plan,
    day: int,
    weight: str | None,
    log: WeightLog | None,
    conditions: Sequence[str],
    medicines: Sequence[str],
) -> Person:
    """The person of the plan as they are on its day `day`."""
    then = person_from_dict(plan.inputs["person"])
    weight_kg = then.weight_kg if weight is None else parse_weight_kg(weight)
    if weight is None and log is not None:
        known = log.weight_kg[: day + 1]
        known = known[np.isfinite(known)]
        weight_kg = float(known[-1]) if known.size else weight_kg
    new = {require_name("condition", name, Condition) for name in conditions}
    taken = {require_name("medicine", name, Medicine) for name in medicines}
    return replace(
        then,
        weight_kg=weight_kg,
        age_y=then.age_y + day / DAYS_PER_YEAR,
        conditions=then.conditions | new,
        medicines=then.medicines | taken,
    )


def _history(log: WeightLog, day: int) -> History:
    """What was weighed, and eaten on whole days, until a day."""
    days = np.arange(min(day + 1, log.weight_kg.size))
    weight, eaten = log.weight_kg[days], log.intake_kcal[days]
    weighed = days[np.isfinite(weight)]
    whole = np.isfinite(eaten) & (log.complete[days] > 0)
    return History(
        day=tuple(map(float, weighed)),
        weight_kg=tuple(map(float, weight[weighed])),
        intake_kcal=tuple(map(float, eaten[whole])),
    )


def _as_json(found: Sequence[Finding], locked: bool, day: int) -> str:
    told = {"locked": locked, "day": day, "findings": [asdict(f) for f in found]}
    return json.dumps(told, indent=1, ensure_ascii=False)


def _as_text(found: Sequence[Finding], locked: bool) -> str:
    head = "Do not follow this plan any more." if locked else "The plan stands."
    return "\n".join([head, *(f"! {f.text}  [{f.rule}: {f.figure}]" for f in found)])
