"""The charts of a muscle forecast, from its document (`forecast_for(...).document`, plain JSON).

Sizes and strengths are drawn and said in % of the level before any loss.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from trophe.report.axes import WEEK_D, day_text, day_ticks, value_ticks
from trophe.report.bands import BandSeries, Chart, Frame, Key, Row, band_spec
from trophe.report.overlays import (
    EventSpan,
    bar_layers,
    curve_layers,
    event_keys,
    event_layers,
)

Document = Mapping[str, Any]
Bands = Mapping[str, Sequence[float]]
_BANDS: Final = ("q05", "q25", "median", "q75", "q95")
_WIDE: Final = Frame(width=640, height=330, left=54)
_NARROW: Final = Frame(width=340, height=270, left=50)
_KINDS: Final = {"size": "Size", "strength": "Strength"}
_TICK_PX: Final = 66


def events_of(document: Document) -> list[EventSpan]:
    """The events of a forecast, in their order."""
    return [
        EventSpan(label=e["label"], first_day=e["first_day"], last_day=e["last_day"])
        for e in document["events"]
    ]


def share_text(share: float) -> str:
    """`91 %` of a share.

    >>> share_text(0.914)
    '91 %'
    """
    return f"{100 * share:.0f} %"


def range_text(low: float, high: float) -> str:
    """`86 to 95 %`, one figure where they agree.

    >>> range_text(0.86, 0.951)
    '86 to 95 %'
    """
    ends = f"{100 * low:.0f}", f"{100 * high:.0f}"
    return f"{ends[0]} %" if ends[0] == ends[1] else f"{ends[0]} to {ends[1]} %"


def muscle_curve(document: Document, muscle: str, side: str, kind: str, label: str) -> Chart | None:
    """Size or strength of one place: this person's bands, the mean of people like them (dashed),
    what was measured with its error bars, the events and today.

    label: the place in words. None where the document has no such curve.
    """
    series = document["series"].get(f"{muscle}:{side}:{kind}")
    if series is None:
        return None
    measured = [m for m in document["measured"] if _is_of(m, muscle, side, kind)]
    return _chart(
        document,
        key=f"{muscle}-{side}-{kind}",
        title=_KINDS[kind],
        what=f"{label}: {kind}",
        day=series["day"],
        bands=_percent(series["person"]),
        like=_percent(series["mean"]),
        measured=measured,
        second=None,
    )


def sides_curve(document: Document, muscle: str, kind: str, label: str) -> Chart | None:
    """One side against the other; None where there are no two sides to compare."""
    left, right = (_of_side(document, muscle, side, kind) for side in ("left", "right"))
    if left is None or right is None or (left["is_still"] and right["is_still"]):
        return None
    worse, better = ("left", "right") if _lowest(left) <= _lowest(right) else ("right", "left")
    curves = {"left": left, "right": right}
    return _chart(
        document,
        key=f"{muscle}-sides-{kind}",
        title=f"Left against right: {label}",
        what=f"The {worse} side",
        day=curves[worse]["day"],
        bands=_percent(curves[worse]["person"]),
        like=None,
        measured=[],
        second=(better, _percent(curves[better]["person"])),
    )


def _of_side(document: Document, muscle: str, side: str, kind: str) -> dict[str, Any] | None:
    """The curve of a side; where nothing on the timeline changes it, it stays as it is now."""
    series = document["series"].get(f"{muscle}:{side}:{kind}")
    if series is not None:
        return {**series, "is_still": False}
    places = document.get("places", ())
    place = next((p for p in places if (p["muscle"], p["side"]) == (muscle, side)), None)
    if place is None:
        return None
    day: list[int] = next((s["day"] for s in document["series"].values()), [])
    now = dict(zip(_BANDS, place[kind]["now"], strict=True))
    still = {name: [value] * len(day) for name, value in now.items()}
    return {"day": day, "person": still, "is_still": True}


def bone_curve(document: Document, site: str) -> Chart | None:
    """Bone mineral density of a site; None where nothing is known of it."""
    bone = next((b for b in document["bones"] if b["site"] == site), None)
    if bone is None:
        return None
    return _chart(
        document,
        key=f"bone-{site}",
        title=f"Bone density: {bone['label']}",
        what=f"{bone['label']}: bone density",
        day=bone["day"],
        bands=_percent(bone),
        like=None,
        measured=[],
        second=None,
    )


def _lowest(series: Mapping[str, Any]) -> float:
    return float(min(series["person"]["median"], default=1.0))


def _is_of(measured: Mapping[str, Any], muscle: str, side: str, kind: str) -> bool:
    """Whether a reading is shown in this curve."""
    same_side = measured["side"] in (None, "", "both", side) or side == "both"
    return (
        measured["muscle"] == muscle
        and same_side
        and measured.get("kind", kind) == kind
        and measured["share"] is not None
    )


def _percent(bands: Bands) -> dict[str, list[float]]:
    """Shares as percent."""
    return {name: [100 * v for v in bands[name]] for name in _BANDS if name in bands}


def _chart(
    document: Document,
    *,
    key: str,
    title: str,
    what: str,
    day: Sequence[int],
    bands: Bands,
    like: Bands | None,
    measured: Sequence[Mapping[str, Any]],
    second: tuple[str, Bands] | None,
) -> Chart:
    """Both drawings, the sentence, the key and the table."""
    first = date.fromisoformat(document["first_date"])
    dashed = second[1] if second else like
    y = _domain(bands, dashed, measured)

    def spec(frame: Frame) -> dict[str, Any]:
        return band_spec(
            BandSeries(
                day=day,
                bands=bands,
                dots=[(m["day"], 100 * m["share"]) for m in measured],
                marks=_today(document, day),
                y_low=y[0],
                y_high=y[1],
                x_low=day[0],
                x_ticks=day_ticks(first, day[-1], frame.plot_width // _TICK_PX),
                y_ticks=_ticks(*y),
                under=event_layers(events_of(document), (day[0], day[-1]), frame),
                over=[
                    *(curve_layers(day, dashed, "quiet" if like else "fat") if dashed else []),
                    *bar_layers([(m["day"], 100 * m["low"], 100 * m["high"]) for m in measured]),
                ],
            ),
            frame,
        )

    return Chart(
        key=key,
        title=title,
        summary=_summary(document, what, day, bands, first),
        columns=_columns(like, second, measured),
        rows=_rows(day, bands, like, second, measured, y, first),
        legend=_legend(document, day, like, second, measured, first),
        wide=spec(_WIDE),
        narrow=spec(_NARROW),
        wide_frame=_WIDE,
        narrow_frame=_NARROW,
        note="100 % is the level before any loss. For you: one person, with what was measured;"
        " for people like you: the mean of people of the same age and sex.",
    )


def _domain(
    bands: Bands, dashed: Bands | None, measured: Sequence[Mapping[str, Any]]
) -> tuple[float, float]:
    """From the lowest to the highest to be seen, 100 % among them, with room for the events."""
    values = [*bands["q05"], *bands["q95"], 100.0]
    values += [*dashed["q05"], *dashed["q95"]] if dashed else []
    values += [100 * m[end] for m in measured for end in ("low", "high")]
    low, high = min(values), max(values)
    span = max(high - low, 6.0)
    return max(low - 0.2 * span, 0.0), high + 0.1 * span


def _ticks(low: float, high: float) -> list[tuple[float, str]]:
    return [(value, f"{value:g} %") for value in value_ticks(low, high, 5)]


def _today(document: Document, day: Sequence[int]) -> tuple[tuple[int, str], ...]:
    today = document["today"]
    return ((today, "today"),) if day[0] < today < day[-1] else ()


def _summary(document: Document, what: str, day: Sequence[int], bands: Bands, first: date) -> str:
    """The curve in one sentence: now, at its lowest, at the end."""
    at = {
        "today": _nearest(day, document["today"]),
        "lowest": min(range(len(day)), key=lambda i: bands["median"][i]),
        "end": len(day) - 1,
    }
    text = {name: _cell(bands, i) for name, i in at.items()}
    said = f"{what} is about {text['today']} of before today"
    if abs(bands["median"][at["lowest"]] - bands["median"][at["today"]]) >= 1:
        tense = "was" if day[at["lowest"]] < document["today"] else "will be"
        said += (
            f", {tense} lowest around {day_text(day[at['lowest']], first)} with {text['lowest']}"
        )
    return f"{said}, and is expected at {text['end']} on {day_text(day[-1], first)}."


def _cell(bands: Bands, i: int) -> str:
    """`91 % (86 to 95)`."""
    low, high = bands["q05"][i], bands["q95"][i]
    return f"{bands['median'][i]:.0f} % ({low:.0f} to {high:.0f})"


def _nearest(day: Sequence[float], wanted: float) -> int:
    return min(range(len(day)), key=lambda i: abs(day[i] - wanted))


def _columns(
    like: Bands | None, second: tuple[str, Bands] | None, measured: Sequence[Mapping[str, Any]]
) -> tuple[str, ...]:
    columns = ["When", "For you", "Half", "9 in 10"]
    columns += ["People like you", "9 in 10 means"] if like else []
    columns += [f"The {second[0]} side"] if second else []
    columns += ["Measured"] if measured else []
    return tuple(columns)


def _rows(
    day: Sequence[int],
    bands: Bands,
    like: Bands | None,
    second: tuple[str, Bands] | None,
    measured: Sequence[Mapping[str, Any]],
    y: tuple[float, float],
    first: date,
) -> tuple[Row, ...]:
    """Each week for twelve, then every fourth, each day with a reading, and the last day."""
    read = {round(m["day"]): m for m in measured}
    weeks = [*range(13), *range(16, int(day[-1]) // WEEK_D + 1, 4)]
    picked = {_nearest(day, week * WEEK_D) for week in weeks}
    picked |= {_nearest(day, at) for at in read} | {len(day) - 1}
    by_row = {_nearest(day, at): m for at, m in read.items()}
    rows = []
    for i in sorted(picked):
        cells = [day_text(day[i], first), f"{bands['median'][i]:.1f} %"]
        cells += [_span(bands, i, "q25", "q75"), _span(bands, i, "q05", "q95")]
        if like:
            cells += [f"{like['median'][i]:.1f} %", _span(like, i, "q05", "q95")]
        if second:
            cells.append(_cell(second[1], i))
        if measured:
            cells.append(_reading(by_row.get(i)))
        x = (day[i] - day[0]) / max(day[-1] - day[0], 1)
        at = (y[1] - bands["median"][i]) / (y[1] - y[0])
        rows.append(Row(cells=tuple(cells), x=round(x, 4), y=round(min(max(at, 0), 1), 4)))
    return tuple(rows)


def _span(bands: Bands, i: int, low: str, high: str) -> str:
    return f"{bands[low][i]:.1f} to {bands[high][i]:.1f} %"


def _reading(measured: Mapping[str, Any] | None) -> str:
    if measured is None:
        return "–"
    low, high = 100 * measured["low"], 100 * measured["high"]
    return f"{100 * measured['share']:.0f} % ({low:.0f} to {high:.0f})"


def _legend(
    document: Document,
    day: Sequence[int],
    like: Bands | None,
    second: tuple[str, Bands] | None,
    measured: Sequence[Mapping[str, Any]],
    first: date,
) -> tuple[Key, ...]:
    keys = [
        Key(mark="line", ink="main", text="For you: the middle"),
        Key(mark="half", ink="main", text="as likely in as out"),
        Key(mark="most", ink="main", text="9 in 10"),
    ]
    if like:
        keys.append(Key(mark="dashes", ink="quiet", text="For people like you: their mean"))
    if second:
        keys.append(Key(mark="dashes", ink="fat", text=f"The {second[0]} side"))
    if measured:
        keys.append(Key(mark="bar", ink="text", text="Measured, with its error (9 in 10)"))
    return (*keys, *event_keys(events_of(document), (day[0], day[-1]), first))
