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
