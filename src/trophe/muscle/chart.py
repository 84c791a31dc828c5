"""A forecast as a Vega-Lite chart: plain dictionaries, drawn by whoever shows it."""

from collections.abc import Sequence
from typing import Any

from trophe.muscle.result import Forecast


def places(result: Forecast, muscles: Sequence[str]) -> list[tuple[str, str | None]]:
    """Muscles with the sides to show: each side where something is one-sided."""
    sides = {group: [s for g, s in result.channels if g == group] for group, _ in result.channels}
    return [
        (muscle, None if side == "both" else side)
        for muscle in muscles
        for side in sides.get(muscle, ["both"])
    ]


def chart(result: Forecast, muscles: Sequence[str], *, kind: str = "size") -> dict[str, Any]:
    """A Vega-Lite chart of median, 50 and 90 % bands of one person, a panel a muscle and side."""
    rows = [row for place in places(result, muscles) for row in _rows(result, *place, kind)]
    title = f"{kind}, % of the level before"
    y = {"type": "quantitative", "scale": {"zero": False}, "title": title}
    x = {"field": "day", "type": "quantitative", "title": "day"}

    def band(low: str, high: str, opacity: float) -> dict[str, Any]:
        return {
            "mark": {"type": "area", "opacity": opacity},
            "encoding": {"x": x, "y": {"field": low, **y}, "y2": {"field": high}},
        }

    line = {"mark": "line", "encoding": {"x": x, "y": {"field": "median", **y}}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": rows},
        "facet": {"field": "muscle", "type": "nominal", "columns": 2, "sort": None, "title": None},
        "spec": {
            "width": 280,
            "height": 180,
            "layer": [band("q05", "q95", 0.2), band("q25", "q75", 0.35), line],
        },
    }


def _rows(result: Forecast, muscle: str, side: str | None, kind: str) -> list[dict[str, Any]]:
    """The days of one muscle in %."""
    five = 100 * result.quantiles(muscle, side=side, kind=kind)
    name = muscle.replace("_", " ") + ("" if side is None else f", {side}")
    keys = ("q05", "q25", "median", "q75", "q95")
    return [
        {"muscle": name, "day": day}
        | {key: float(value) for key, value in zip(keys, five[:, day], strict=True)}
        for day in range(result.days + 1)
    ]
