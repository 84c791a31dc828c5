"""A difference with its interval beside no difference at all, as a small picture of our own."""

from xml.sax.saxutils import escape

_WIDTH, _HEIGHT, _PAD = 320.0, 64.0, 14.0


def interval_svg(low: float, middle: float, high: float, *, less: str, more: str) -> str:
    """The interval as a bar, its middle as a diamond, zero as an upright line, for a page.

    low <= middle <= high in any unit; less, more : what lies left and right of zero. The words
    beside the picture say the same, so that it is hidden from screen readers.
    """
    reach = max(abs(low), abs(high), 1e-9) * 1.15

    def x(value: float) -> float:
        return _PAD + (_WIDTH - 2 * _PAD) * (value + reach) / (2 * reach)

    y = 26.0
    return (
        f'<svg class="interval" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" aria-hidden="true">'
        f'<path class="interval__axis" d="M{_PAD:g} {y:g}H{_WIDTH - _PAD:g}"/>'
        f'<path class="interval__zero" d="M{x(0):.1f} 4V46"/>'
        f'<path class="interval__bar" d="M{x(low):.1f} {y:g}H{x(high):.1f}"/>'
        f'<path class="interval__middle" d="M{x(middle):.1f} {y - 8:g}l8 8-8 8-8-8z"/>'
        f'<text class="interval__word" x="{_PAD:g}" y="60">{escape(less)}</text>'
        f'<text class="interval__word" x="{_WIDTH - _PAD:g}" y="60" text-anchor="end">'
        f"{escape(more)}</text></svg>"
    )
