"""Small helpers for the pages that the fit writes: Markdown tables and plain SVG figures."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

DOCS: Final = Path(__file__).resolve().parents[3] / "docs"
SIDE: Final = 320
EDGE: Final = 46
INK: Final = "#334155"
ACCENT: Final = "#0f766e"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "–" if value != value else f"{value:.2f}"
    return str(value)


def plane(
    title: str, x_label: str, y_label: str, low: float, high: float, marks: Sequence[str]
) -> str:
    """A square SVG figure with equal axes, its diagonal, ticks and some marks."""
    ticks = "".join(_tick(low + (high - low) * i / 4, low, high) for i in range(5))
    a, b = place(low, low, low, high), place(high, high, low, high)
    size = SIDE + 2 * EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img"'
        f' font-family="system-ui, sans-serif" font-size="11" fill="{INK}">\n'
        f"<title>{title}</title>\n"
        f'<rect width="{size}" height="{size}" fill="#ffffff"/>\n'
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none"'
        ' stroke="#94a3b8"/>\n'
        f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}"'
        ' stroke="#94a3b8" stroke-dasharray="4 4"/>\n'
        f"{ticks}{''.join(marks)}"
        f'<text x="{size / 2}" y="22" text-anchor="middle" font-size="13">{title}</text>\n'
        f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">{x_label}</text>\n'
        f'<text x="14" y="{size / 2}" text-anchor="middle"'
        f' transform="rotate(-90 14 {size / 2})">{y_label}</text>\n</svg>\n'
    )


def place(x: float, y: float, low: float, high: float) -> tuple[float, float]:
    """Where a point lies in the figure."""
    scale = SIDE / (high - low)
    return EDGE + (x - low) * scale, EDGE + (high - y) * scale


def _tick(value: float, low: float, high: float) -> str:
    """A tick with its number on both axes."""
    at, up = place(value, value, low, high)
    text = f"{value:g}"
    return (
        f'<text x="{at:.1f}" y="{EDGE + SIDE + 14}" text-anchor="middle">{text}</text>\n'
        f'<text x="{EDGE - 6}" y="{up + 4:.1f}" text-anchor="end">{text}</text>\n'
    )


def dot(x: float, y: float, low: float, high: float, colour: str = ACCENT) -> str:
    """A point."""
    at, up = place(x, y, low, high)
    return f'<circle cx="{at:.1f}" cy="{up:.1f}" r="3" fill="{colour}" fill-opacity="0.6"/>\n'


def path(points: Sequence[tuple[float, float]], low: float, high: float, colour: str) -> str:
    """A line through points."""
    spots = " ".join(f"{a:.1f},{b:.1f}" for a, b in (place(x, y, low, high) for x, y in points))
    return f'<polyline points="{spots}" fill="none" stroke="{colour}" stroke-width="2"/>\n'
