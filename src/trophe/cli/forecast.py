"""`trophe forecast`: one person's muscles, strength and bone over the coming days."""

import json
import re
from pathlib import Path
from typing import Any, Final

import click

from trophe.errors import InputError
from trophe.files import write_whole
from trophe.muscle import Exposure, Forecast, Measurement, forecast, known_parts
from trophe.muscle.chart import chart, places
from trophe.person import Person, Sex

# A forecast of muscle needs age and sex only; height and weight are asked for by other commands.
TYPICAL_BODY: Final = {Sex.MALE: (1.75, 75.0), Sex.FEMALE: (1.62, 65.0)}
BAR_WIDTH: Final = 30
SHOWN_DAYS: Final = 12
LEVEL: Final = 0.95
# A median that moves by less than this is not worth a table.
CHANGES: Final = 0.01
SPAN: Final = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)?$")


@click.command("forecast")
@click.option("--age", "age_y", type=float, required=True, help="Age in years.")
@click.option("--sex", required=True, help="male, female or unspecified.")
@click.option(
    "--cause",
    "causes",
    multiple=True,
    help="What happened: NAME[:PART][:SIDE][:INTENSITY]:FIRST-LAST, e.g."
    " immobilisation:knee:left:0-42, bed_rest:0-14, ageing:0-. Days count from the baseline.",
)
@click.option(
    "--train",
    "trainings",
    multiple=True,
    help="What is done: NAME[:PART][:SIDE][:N/week][:INTENSITY]:FIRST-LAST, e.g."
    " resistance:3/week:42-.",
)
@click.option(
    "--measured",
    multiple=True,
    help="A reading: INSTRUMENT[:MUSCLE][:SIDE]:DAY=VALUE,"
    " e.g. tape_girth:quadriceps:left:10=54.2.",
)
@click.option("--days", default=180, show_default=True, help="How far to look, in days.")
@click.option(
    "--muscle", "muscles", multiple=True, help="Show these only (default: most affected)."
)
@click.option("--seed", default=0, show_default=True, help="Fixes the random numbers.")
@click.option("--particles", default=2000, show_default=True, help="How many possible courses.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole forecast as JSON.")
@click.option("--png", type=click.Path(dir_okay=False, path_type=Path), help="Write a picture.")
def forecast_command(
    age_y: float,
    sex: str,
    causes: tuple[str, ...],
    trainings: tuple[str, ...],
    measured: tuple[str, ...],
    days: int,
    muscles: tuple[str, ...],
    seed: int,
    particles: int,
    as_json: bool,
    png: Path | None,
) -> None:
    """Forecast how much of each muscle is lost and when it is back, with bands.

    Sizes and strengths are shares of the person's own level on day 0, before any loss. The bands
    are for one person: half of the people like this lie in the inner one, nine in ten in the outer.
    """
    result = forecast(
        _person(age_y, sex),
        [exposure_of(text) for text in (*causes, *trainings)],
        days,
        [_measurement(text) for text in measured],
        seed,
        particles=particles,
    )
    for measurement in result.wild:
        click.echo(f"far off and hardly counted: {measurement}", err=True)
    shown = muscles or _most_affected(result)
    if png is not None:
        _write_png(result, shown, png)
    click.echo(_as_json(result) if as_json else _as_text(result, shown, asked=bool(muscles)))


def _person(age_y: float, sex: str) -> Person:
    """A person of this age and sex with a typical body."""
    height_m, weight_kg = TYPICAL_BODY.get(sex, (1.68, 70.0))  # type: ignore[call-overload]
    return Person(sex=sex, age_y=age_y, height_m=height_m, weight_kg=weight_kg)  # type: ignore[arg-type]


def exposure_of(text: str) -> Exposure:
    """An exposure from NAME[:PART][:SIDE][:N/week][:INTENSITY]:FIRST-LAST."""
    name, *middle = text.split(":")
    span = SPAN.match(middle.pop()) if middle else None
    if span is None:
        raise InputError("cause", f"{text!r} needs its days at the end, as in {name}:0-42 or :0-.")
    fields: dict[str, Any] = {"name": name, "start_day": float(span[1])}
    if span[2] is not None:
        fields["end_day"] = float(span[2])
    for word in middle:
        fields |= _field(text, word)
    return Exposure(**fields)


def _field(text: str, word: str) -> dict[str, Any]:
    """One word between name and days as a field of the exposure."""
    if word in ("left", "right"):
        return {"side": word}
    if word in known_parts():
        return {"part": word}
    number = word.removesuffix("/week")
    try:
        value = float(number)
    except ValueError:
        raise InputError(
            "cause",
            f"{word!r} in {text!r} is neither a side, nor N/week, nor an intensity, nor a part"
            f" ({', '.join(known_parts())}).",
        ) from None
    return {"sessions_week" if word.endswith("/week") else "intensity": value}


def _measurement(text: str) -> Measurement:
    """A reading from INSTRUMENT[:MUSCLE][:SIDE]:DAY=VALUE."""
    place, _, reading = text.rpartition(":")
    day, _, value = reading.partition("=")
    instrument, *where = place.split(":")
    try:
        numbers = {"day": float(day), "value": float(value)}
    except ValueError:
        raise InputError("measured", f"{text!r} needs DAY=VALUE at the end.") from None
    side = next((word for word in where if word in ("left", "right")), None)
    muscle = next((word for word in where if word != side), None)
    return Measurement(instrument=instrument, muscle=muscle, side=side, **numbers)


def _most_affected(result: Forecast) -> tuple[str, ...]:
    """The three muscles that change most, losses first, and the whole body."""
    if any(no_rate.kind == "size" for no_rate in result.no_rates) and result.measured < 2:
        return ()
    names = [name for name in result.muscles if name != "whole_body"]
    lost = {name: _most_lost(result, name) for name in names}
    grown = {name: float(result.quantiles(name)[2].max()) for name in names}
    order = sorted(names, key=lambda name: (-lost[name], -grown[name]))
    return (*order[:3], "whole_body")


def _most_lost(result: Forecast, name: str) -> float:
    """Deepest loss of the median on either side, as a share; below a hundredth is none."""
    sides = [side for _, side in places(result, [name])]
    lowest = min(float(result.quantiles(name, side=side)[2].min()) for side in sides)
    return 1 - lowest if 1 - lowest >= CHANGES else 0.0


def _as_text(result: Forecast, muscles: tuple[str, ...], *, asked: bool) -> str:
    """The forecast in words and bars; what hardly changes is left out unless it was asked for."""
    lines = [
        "Share of the level before (this person: half in the inner, nine in ten in the outer band)"
    ]
    lines += [no_rate.text for no_rate in result.no_rates]
    still = []
    for muscle, side in places(result, muscles):
        for kind in ("size", "strength"):
            shown = _series_text(result, muscle, side, kind, always=asked)
            lines += shown
            still += [] if shown else [f"{_place(muscle, side)} ({kind})"]
    if still and not result.no_rates:
        lines.append(f"\nChange by less than {CHANGES:.0%}: {'; '.join(still)}.")
    return "\n".join(lines)


def _place(muscle: str, on: str | None) -> str:
    """A muscle and its side in words."""
    return muscle.replace("_", " ") + ("" if on is None else f", {on}")


def _series_text(
    result: Forecast, muscle: str, on: str | None, kind: str, *, always: bool
) -> list[str]:
    """One series as lines with small bars, and when 95 % is back; nothing if it hardly changes."""
    try:
        five = result.quantiles(muscle, kind=kind, side=on)
    except InputError:
        return []
    if not always and float(abs(five[2] - 1).max()) < CHANGES:
        return []
    lines = [f"\n{_place(muscle, on)}: {kind}"]
    step = max(1, result.days // SHOWN_DAYS)
    for day in range(0, result.days + 1, step):
        low, q25, middle, q75, high = five[:, day]
        bar = "█" * round(BAR_WIDTH * min(middle, 1.3))
        inner, outer = f"{q25:6.1%} to {q75:6.1%}", f"{low:6.1%} to {high:6.1%}"
        lines.append(f"  day {day:4d}  {middle:6.1%}  {inner}  {outer}  {bar}")
    return [*lines, _back_text(result, muscle, on, kind, float(five[2].min()))]


def _back_text(result: Forecast, muscle: str, on: str | None, kind: str, lowest: float) -> str:
    """When 95 % is back, where it is likely to be lost at all."""
    if lowest >= LEVEL:
        return f"  never expected below {LEVEL:.0%}"
    back = result.day_back_to(LEVEL, muscle, kind=kind, side=on)
    when = "not within the horizon" if back.median is None else f"about day {back.median:.0f}"
    return f"  {LEVEL:.0%} back: {when}; chance within {result.days} days {back.probability:.0%}"


def _as_json(result: Forecast) -> str:
    """Everything as JSON."""
    content = {
        "days": result.days,
        "band_of": {"person": "one person", "mean": "the mean of people like this"},
        "no_rates": [{"cause": n.cause, "kind": n.kind, "text": n.text} for n in result.no_rates],
        "wild": [str(m) for m in result.wild],
        "series": result.table(),
    }
    return json.dumps(content)


def _write_png(result: Forecast, muscles: tuple[str, ...], path: Path) -> None:
    """A picture of the size of these muscles with their bands."""
    import vl_convert

    write_whole(path, vl_convert.vegalite_to_png(chart(result, muscles), scale=2))
    click.echo(f"picture written to {path}", err=True)
