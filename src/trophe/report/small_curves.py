"""Small curves with a band, drawn by ourselves as inline SVG: a page of muscles has many."""

from collections.abc import Mapping, Sequence

_WIDTH, _HEIGHT, _PAD = 160.0, 52.0, 3.0


def small_curve(
    day: Sequence[float],
    bands: Mapping[str, Sequence[float]],
    *,
    today: float,
    low: float,
    high: float,
) -> str:
    """Median with its 90 % band, the level before and today as SVG text for a page.

    day : (n,) ascending. bands : q05, median, q95, each (n,), shares of before.
    low, high : the shares at the foot and the head, the same for curves to be compared.
    """
    span = max(day[-1] - day[0], 1)

    def x(at: float) -> float:
        return _PAD + (_WIDTH - 2 * _PAD) * (at - day[0]) / span

    def y(share: float) -> float:
        return _PAD + (_HEIGHT - 2 * _PAD) * (high - min(max(share, low), high)) / (high - low)

    picked = sorted({*range(0, len(day), -(-len(day) // 48)), len(day) - 1})
    upper = [f"{x(day[i]):.1f} {y(bands['q95'][i]):.1f}" for i in picked]
    lower = [f"{x(day[i]):.1f} {y(bands['q05'][i]):.1f}" for i in reversed(picked)]
    line = [f"{x(day[i]):.1f} {y(bands['median'][i]):.1f}" for i in picked]
    return (
        f'<svg class="small-curve" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" aria-hidden="true">'
        f'<path class="small-curve__before" d="M{_PAD:g} {y(1):.1f}H{_WIDTH - _PAD:g}"/>'
        f'<path class="small-curve__band" d="M{"L".join([*upper, *lower])}Z"/>'
        f'<path class="small-curve__today" d="M{x(today):.1f} {_PAD:g}V{_HEIGHT - _PAD:g}"/>'
        f'<path class="small-curve__line" d="M{"L".join(line)}"/></svg>'
    )


def small_trend(
    days: int,
    strands: Sequence[Sequence[tuple[int, float]]],
    *,
    dots: Sequence[tuple[int, float]] = (),
    columns_d: int = 0,
    band: tuple[Sequence[int], Sequence[float], Sequence[float]] | None = None,
    marks: Sequence[float] = (),
) -> str:
    """What was logged over some days in one glance, as SVG text for a page.

    strands : lines of (day, value), at most two of them drawn. dots : single values; with
    `columns_d` they are columns so many days wide. band : days, low and high of 90 %. marks : days
    of events. Empty where there is nothing to draw.
    """
    values = [v for line in strands for _, v in line] + [v for _, v in dots]
    values += [0.0] if columns_d else []
    values += [*band[1], *band[2]] if band is not None else []
    if not values:
        return ""
    low, high = min(values), max(values)
    low, high = (low, high) if high > low else (low - 1, high + 1)
    last = max(days - 1, 1)

    def x(day: float) -> float:
        return _PAD + (_WIDTH - 2 * _PAD) * min(max(day / last, 0.0), 1.0)

    def y(value: float) -> float:
        return _PAD + (_HEIGHT - 2 * _PAD) * (high - value) / (high - low)

    parts = [f'<path class="spark__mark" d="M{x(day):.1f} 0V{_HEIGHT:g}"/>' for day in marks[:12]]
    if band is not None:
        at = _picked(len(band[0]))
        upper = [f"{x(band[0][i]):.1f} {y(band[2][i]):.1f}" for i in at]
        lower = [f"{x(band[0][i]):.1f} {y(band[1][i]):.1f}" for i in reversed(at)]
        parts.append(f'<path class="spark__band" d="M{"L".join([*upper, *lower])}Z"/>')
    if columns_d:
        wide = 0.8 * columns_d * (_WIDTH - 2 * _PAD) / last
        ends = [(x(d), y(v)) for d, v in dots]
        steps = "".join(
            f"M{left:.1f} {y(0):.1f}V{top:.1f}H{min(left + wide, _WIDTH - _PAD):.1f}V{y(0):.1f}Z"
            for left, top in ends
        )
        parts.append(f'<path class="spark__column" d="{steps}"/>')
    elif dots:
        shown = [dots[i] for i in _picked(len(dots), 60)]
        rings = "".join(f"M{x(d):.1f} {y(v):.1f}h0" for d, v in shown)
        parts.append(f'<path class="spark__dot" d="{rings}"/>')
    for place, line in enumerate(strands[:2]):
        shown = [line[i] for i in _picked(len(line))]
        course = "L".join(f"{x(d):.1f} {y(v):.1f}" for d, v in shown)
        parts.append(f'<path class="spark__line spark__line--{place}" d="M{course}"/>')
    return (
        f'<svg class="spark" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def _picked(n: int, most: int = 48) -> list[int]:
    """Every so many of n places, and the last."""
    return sorted({*range(0, n, -(-n // most)), n - 1}) if n else []
