"""The charts of a plan. Each takes the plan's JSON (`Plan.to_json()` parsed) and gives a `Chart`.

Every figure drawn, said or tabled is the plan's own; here it is only worded and placed.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from trophe.report.axes import (
    WEEK_D,
    day_text,
    day_ticks,
    weight_factor,
    weight_range,
    weight_text,
    weight_ticks,
)
from trophe.report.bands import BandSeries, Chart, Frame, Key, Row, Spec, band_spec
from trophe.report.overlays import EventSpan, event_keys, event_layers

PlanJson = Mapping[str, Any]
_BANDS: Final = ("q05", "q25", "median", "q75", "q95")
_WIDE: Final = {"width": 640, "height": 330}
_NARROW: Final = {"width": 340, "height": 260}
_WIDE_PART: Final = {"width": 360, "height": 230}
_NARROW_PART: Final = {"width": 340, "height": 210}
_STONE_AXIS_PX: Final = 60
_AXIS_PX: Final = 54
_PAST_D: Final = 120

_PARTS: Final = {
    "weight_kg": ("Weight", "main"),
    "fat_kg": ("Fat", "fat"),
    "ffm_kg": ("Fat-free mass", "lean"),
}


def weight_forecast(
    plan: PlanJson,
    *,
    unit: str = "kg",
    first_date: date | None = None,
    measured: Sequence[tuple[int, float]] = (),
    today: int = 0,
    events: Sequence[EventSpan] = (),
) -> Chart | None:
    """Weight with its bands, the 3,500-kcal line, the goal with its days, and what was weighed.

    unit: kg, lb or st. first_date: the day the plan began; without it the axis counts weeks.
    measured: (day from the plan's first, kg) pairs; the last 120 days before it are shown.
    today: which day of the plan is marked as today (0: none).
    events: what stands on the timeline, in days of the plan.
    None where the plan has no forecast (refused, withheld).
    """
    if not plan.get("forecast"):
        return None
    shown = [(day, kg) for day, kg in measured if day >= -_PAST_D]
    return _chart(plan, "weight_kg", unit, first_date, shown, (_WIDE, _NARROW), today, events)


def part_forecast(
    plan: PlanJson, part: str, *, unit: str = "kg", first_date: date | None = None
) -> Chart | None:
    """Fat (`fat_kg`) or fat-free mass (`ffm_kg`) with its bands.

    Both have an axis of the same span, so that a steeper line means more kilograms a week.
    """
    if not plan.get("forecast"):
        return None
    return _chart(plan, part, unit, first_date, [], (_WIDE_PART, _NARROW_PART))


def _chart(
    plan: PlanJson,
    part: str,
    unit: str,
    first_date: date | None,
    measured: Sequence[tuple[int, float]],
    sizes: tuple[Mapping[str, int], Mapping[str, int]],
    today: int = 0,
    events: Sequence[EventSpan] = (),
) -> Chart:
    """The two drawings, the words, the key and the table of one quantity."""
    title, ink = _PARTS[part]
    left = _STONE_AXIS_PX if unit == "st" else _AXIS_PX
    wide, narrow = (Frame(**size, left=left) for size in sizes)
    low_kg, high_kg = _domain_kg(plan, part, measured)
    place = _Place(plan, part, low_kg, high_kg, _first_day(measured), today)
    days = place.x_low, place.day[-1]
    return Chart(
        key=part.removesuffix("_kg"),
        title=title,
        summary=_summary(plan, part, unit, first_date),
        columns=_columns(part),
        rows=_rows(place, unit, first_date),
        legend=(*_legend(plan, part, ink, measured), *event_keys(events, days, first_date)),
        wide=_spec(place, unit, first_date, measured, wide, events),
        narrow=_spec(place, unit, first_date, measured, narrow, events),
        wide_frame=wide,
        narrow_frame=narrow,
        note=plan["forecast"].get("note", ""),
    )


def _first_day(measured: Sequence[tuple[int, float]]) -> int:
    """Where the axis begins: a little before the first weighing, else today."""
    first = min((day for day, _ in measured), default=0)
    return first - 3 if first < 0 else 0


class _Place:
    """One quantity of a plan and where its values lie on the axes."""

    def __init__(
        self, plan: PlanJson, part: str, low_kg: float, high_kg: float, x_low: int, today: int
    ) -> None:
        self.plan, self.part, self.x_low, self.today = plan, part, x_low, today
        self.low_kg, self.high_kg = low_kg, high_kg
        self.day: Sequence[int] = plan["forecast"]["day"]
        self.bands: Mapping[str, Sequence[float]] = plan["forecast"][part]

    def xy(self, i: int) -> tuple[float, float]:
        """Where the median of the i-th day lies, from 0 to 1, from the top left."""
        x = (self.day[i] - self.x_low) / max(self.day[-1] - self.x_low, 1)
        y = (self.high_kg - self.bands["median"][i]) / (self.high_kg - self.low_kg)
        return round(x, 4), round(min(max(y, 0.0), 1.0), 4)


def _domain_kg(
    plan: PlanJson, part: str, measured: Sequence[tuple[int, float]]
) -> tuple[float, float]:
    """From the lowest to the highest that must be seen, with air; the old rule may leave below."""
    bands = plan["forecast"][part]
    lows, highs = [min(bands["q05"])], [max(bands["q95"])]
    if part == "weight_kg":
        values = [kg for _, kg in measured]
        goal = plan.get("goal_day")
        values += [goal["weight_kg"]] if goal else []
        room = 0.6 * (max(highs) - min(lows))
        static = [kg for kg in plan.get("static_weight_kg") or [] if kg is not None]
        values += [min(max(kg, min(lows) - room), max(highs) + room) for kg in static]
        lows, highs = [*lows, *values], [*highs, *values]
        pad = 0.05 * (max(highs) - min(lows)) + 0.2
        return min(lows) - pad, max(highs) + pad
    span = 1.1 * max(_spread(plan["forecast"][name]) for name in ("fat_kg", "ffm_kg"))
    middle = (min(lows) + max(highs)) / 2
    return middle - span / 2, middle + span / 2


def _spread(bands: Mapping[str, Sequence[float]]) -> float:
    return max(bands["q95"]) - min(bands["q05"]) + 0.4


def _spec(
    place: _Place,
    unit: str,
    first_date: date | None,
    measured: Sequence[tuple[int, float]],
    frame: Frame,
    events: Sequence[EventSpan],
) -> Spec:
    """The drawing in the unit that is read."""
    factor = weight_factor(unit)
    low, high = place.low_kg * factor, place.high_kg * factor
    is_weight = place.part == "weight_kg"
    goal = place.plan.get("goal_day") if is_weight else None
    static = place.plan.get("static_weight_kg") if is_weight else None
    return band_spec(
        BandSeries(
            day=place.day,
            bands={name: [v * factor for v in place.bands[name]] for name in _BANDS},
            ink=_PARTS[place.part][1],
            reference=[None if v is None else v * factor for v in static] if static else None,
            dots=[(day, kg * factor) for day, kg in measured],
            level=goal["weight_kg"] * factor if goal else None,
            arrival={name: goal[name] for name in ("q05", "q25", "median", "q75", "q95")}
            if goal
            else None,
            x_low=place.x_low,
            marks=_marks(place),
            y_low=low,
            y_high=high,
            under=event_layers(events, (place.x_low, place.day[-1]), frame),
            x_ticks=day_ticks(first_date, place.day[-1], frame.plot_width // 66),
            y_ticks=weight_ticks(place.low_kg, place.high_kg, unit, 5 if is_weight else 4),
        ),
        frame,
    )


def _marks(place: _Place) -> tuple[tuple[int, str], ...]:
    """Upright lines: where the plan starts, if the past is shown too, and today."""
    start = ((0, "plan starts"),) if place.x_low < 0 else ()
    return (*start, (place.today, "today")) if 0 < place.today <= place.day[-1] else start


def _summary(plan: PlanJson, part: str, unit: str, first_date: date | None) -> str:
    """The chart in one sentence, with its figures."""
    bands = plan["forecast"][part]
    last = plan["forecast"]["day"][-1]
    start, end = weight_text(bands["median"][0], unit), weight_text(bands["median"][-1], unit)
    half = weight_range(bands["q25"][-1], bands["q75"][-1], unit)
    most = weight_range(bands["q05"][-1], bands["q95"][-1], unit)
    when = f"by {day_text(last, first_date)}" if first_date else f"after {last / WEEK_D:.0f} weeks"
    move = f"stays near {start}" if start == end else f"goes from {start} to about {end}"
    return (
        f"{_PARTS[part][0]} {move} {when}; half of the people like you end at {half}, "
        f"9 in 10 at {most}."
    )


def _columns(part: str) -> tuple[str, ...]:
    base = ("When", "Middle", "Half of people", "9 in 10 people")
    return (*base, "Old rule") if part == "weight_kg" else base


def _rows(place: _Place, unit: str, first_date: date | None) -> tuple[Row, ...]:
    """Each week for twelve, then every fourth, and the last day."""
    n = len(place.day)
    weeks = [*range(0, 13), *range(16, place.day[-1] // WEEK_D + 1, 4)]
    at = {day: i for i, day in enumerate(place.day)}
    picked = [at[w * WEEK_D] for w in weeks if w * WEEK_D in at]
    if picked[-1] != n - 1:
        picked.append(n - 1)
    return tuple(_row(place, i, unit, first_date) for i in picked)


def _row(place: _Place, i: int, unit: str, first_date: date | None) -> Row:
    bands = place.bands
    cells = [
        day_text(place.day[i], first_date),
        weight_text(bands["median"][i], unit),
        weight_range(bands["q25"][i], bands["q75"][i], unit),
        weight_range(bands["q05"][i], bands["q95"][i], unit),
    ]
    if place.part == "weight_kg":
        static = (place.plan.get("static_weight_kg") or [None] * len(place.day))[i]
        cells.append("–" if static is None else weight_text(static, unit))
    x, y = place.xy(i)
    return Row(cells=tuple(cells), x=x, y=y)


def _legend(
    plan: PlanJson, part: str, ink: str, measured: Sequence[tuple[int, float]]
) -> tuple[Key, ...]:
    """What each mark means, in words."""
    keys = [
        Key(mark="line", ink=ink, text="Middle"),
        Key(mark="half", ink=ink, text="Half of people"),
        Key(mark="most", ink=ink, text="9 in 10 people"),
    ]
    if part == "weight_kg":
        if plan.get("static_weight_kg"):
            keys.append(Key(mark="dashes", ink="quiet", text="Old 3,500-calorie rule"))
        if plan.get("goal_day"):
            keys.append(Key(mark="arrival", ink="text", text="Goal reached"))
        if measured:
            keys.append(Key(mark="ring", ink="text", text="Weighed"))
    return tuple(keys)
