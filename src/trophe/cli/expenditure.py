"""`trophe expenditure`: what a person spends, learned from a diary of weights and food."""

import json
from pathlib import Path
from typing import Any

import click

from trophe.checks import require_name, require_one
from trophe.energy import MALE_SHARE, Band, pal_of
from trophe.energy.learned import About, Learned, learn
from trophe.errors import InputError
from trophe.exchange.weight_log import WeightLog, read_weight_log
from trophe.person import Sex
from trophe.units import parse_height_m

NOTE = (
    "Bands are for this person: half of the time the truth lies within the 50 % band, nine times "
    "in ten within the 90 % band. Energy is in the kilocalories of this log. An estimate, no "
    "measurement, and no advice: `trophe plan` asks the safety rules."
)


@click.command("expenditure")
@click.argument("source", metavar="IN.csv", type=click.Path(path_type=Path))
@click.option("--sex", help="female, male or unspecified; sharpens the first weeks.")
@click.option("--age", help="Years on the first day, from 18 on.")
@click.option("--height", help="As 168cm, 1.68m or 5ft 6in.")
@click.option("--activity", help="sedentary, light, moderate, active or very_active.")
@click.option("--pal", help="Activity as a number, 1.2 to 2.5, instead of a name.")
@click.option("--cycle", is_flag=True, help="Look for a monthly swing of water.")
@click.option("--next-intake", help="Intake of the next four weeks, kcal a day.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def expenditure(source: Path, as_json: bool, next_intake: Any, **facts: Any) -> None:
    """Learn from IN.csv what a person spends a day, and forecast the next 28 days.

    Columns: date, weight_kg, intake_kcal and complete (1: all food of the day was logged), with
    commas, semicolons or tabs, decimal points or commas. Blanks, gaps, doubled or unordered
    dates and slips (pounds, a lost decimal point) are taken as they come; a line that cannot be
    read is reported, and the exit code is then 2.
    """
    log = read_weight_log(source)
    given = None if next_intake is None else require_one("next-intake", next_intake, 0, 20000)
    learned = learn(
        log.weight_kg,
        log.intake_kcal,
        log.complete,
        about=_about(**{k: v for k, v in facts.items() if k != "cycle"}),
        cycle=facts["cycle"],
        next_kcal_d=given,
    )
    if as_json:
        click.echo(json.dumps(_document(log, learned), indent=1, ensure_ascii=False))
    else:
        click.echo(_text(log, learned))
    for row in log.bad:
        click.echo(f"line {row.line}: {row.error}", err=True)
    if log.bad:
        raise click.exceptions.Exit(2)


def _about(sex: str | None, age: Any, height: str | None, activity: str | None, pal: Any) -> About:
    """What was told of the person; each may be left out."""
    known: dict[str, Any] = {}
    if sex is not None:
        known["male"] = MALE_SHARE[require_name("sex", sex, Sex)]
    if age is not None:
        known["age_y"] = require_one("age", age, 18, 120, hint="Learning is for adults.")
    if height is not None:
        known["height_m"] = parse_height_m(height)
    if activity is not None and pal is not None:
        raise InputError("pal", "pal and activity say the same thing; give one of them.")
    if pal is not None:
        known["pal"] = require_one("pal", pal, 1.2, 2.5)
    if activity is not None:
        known["pal"] = pal_of(activity)
    return About.of(**known)


def _document(log: WeightLog, learned: Learned) -> dict[str, Any]:
    """Everything as JSON, day by day."""
    last = learned.days - 1
    return {
        "status": str(learned.status),
        "why": learned.why,
        "needs": list(learned.needs),
        "today": {
            "date": str(log.date_of(last)),
            "expenditure_kcal_d": _at(learned.expenditure_kcal_d, last, 0),
            "need_kcal_d": _at(learned.need_kcal_d, last, 0),
            "trend_kg": _at(learned.trend_kg, last, 2),
            "fat_kg": _at(learned.fat_kg, last, 2),
            "ffm_kg": _at(learned.ffm_kg, last, 2),
        },
        "expected_kcal_d": round(learned.expected_kcal_d),
        "informed_on": _maybe_date(log, learned.informed_day),
        "days": [_day(log, learned, day) for day in range(learned.days)],
        "forecast": {
            "intake_kcal_d": round(learned.next_kcal_d),
            "days": [_ahead(log, learned, day) for day in range(_ahead_days(learned))],
        },
        "mended": [str(log.date_of(day)) for day in learned.mended],
        "refused": [str(log.date_of(day)) for day in learned.refused],
        "water_steps": [str(log.date_of(day)) for day in learned.water_steps],
        "bad_lines": [{"line": row.line, "error": row.error} for row in log.bad],
        "band_of": "person",
        "note": NOTE,
    }


def _day(log: WeightLog, learned: Learned, day: int) -> dict[str, Any]:
    """One day of the diary."""
    return {
        "date": str(log.date_of(day)),
        "weight_kg": _known(log.weight_kg[day]),
        "intake_kcal": _known(log.intake_kcal[day]),
        "complete": bool(log.complete[day]),
        "expenditure_kcal_d": _at(learned.expenditure_kcal_d, day, 0),
        "need_kcal_d": _at(learned.need_kcal_d, day, 0),
        "trend_kg": _at(learned.trend_kg, day, 2),
        "fat_kg": _at(learned.fat_kg, day, 2),
        "ffm_kg": _at(learned.ffm_kg, day, 2),
    }


def _ahead(log: WeightLog, learned: Learned, day: int) -> dict[str, Any]:
    """One day of the forecast."""
    return {
        "date": str(log.date_of(learned.days + day)),
        "weight_kg": _at(learned.ahead_weight_kg, day, 2),
        "scale_kg": _at(learned.ahead_scale_kg, day, 2),
        "change_kg": _at(learned.ahead_change_kg, day, 2),
    }


def _ahead_days(learned: Learned) -> int:
    return int(learned.ahead_weight_kg.median.size)


def _at(band: Band, day: int, digits: int) -> dict[str, float]:
    """A band on one day."""
    names = ("median", "q05", "q25", "q75", "q95")
    return {name: round(float(getattr(band, name)[day]), digits) for name in names}


def _known(value: float) -> float | None:
    return float(value) if value == value else None


def _maybe_date(log: WeightLog, day: int | None) -> str | None:
    return None if day is None else str(log.date_of(day))


def _text(log: WeightLog, learned: Learned) -> str:
    """What matters, in a few lines."""
    last = learned.days - 1
    spent, need, trend = learned.expenditure_kcal_d, learned.need_kcal_d, learned.trend_kg
    change = learned.ahead_change_kg
    lines = [
        f"Status: {learned.status}. {learned.why}",
        *(f"Needs: {need_}." for need_ in learned.needs),
        f"Expenditure on {log.date_of(last)}: {_range(spent, last, 0, 'kcal')}",
        f"Keeps this weight: {_range(need, last, 0, 'kcal a day')}",
        f"Weight trend: {_range(trend, last, 1, 'kg')}",
        f"Fat: {_range(learned.fat_kg, last, 1, 'kg')}",
        f"Fat-free: {_range(learned.ffm_kg, last, 1, 'kg')}",
        f"In 28 days at {learned.next_kcal_d:,.0f} kcal a day: {_range(change, -1, 1, 'kg')}",
    ]
    for label, days in (("Weight taken as pounds or a lost decimal point", learned.mended),
                        ("Weight left out as a slip", learned.refused),
                        ("A shift of water seems to begin", learned.water_steps)):  # fmt: skip
        lines += [f"{label}: {log.date_of(day)}" for day in days]
    return "\n".join([*lines, NOTE])


def _range(band: Band, day: int, digits: int, unit: str) -> str:
    """Median and 90 % band of a day."""
    middle, low, high = (float(b[day]) for b in (band.median, band.q05, band.q95))
    return f"{middle:,.{digits}f} {unit} (90 %: {low:,.{digits}f} to {high:,.{digits}f})"
