"""What a change would change, as it is shown."""

from typing import TYPE_CHECKING, Any

from django.utils.safestring import mark_safe

from trophe.report.what_if_curve import what_if_curve

if TYPE_CHECKING:
    from trophe.timeline.what_if import WhatIf


def shown(answer: "WhatIf") -> dict[str, Any]:
    """The answer with its picture, its table twin, and where each effect's studies are."""
    from trophe.timeline.what_if import CHANGES

    curve = what_if_curve(answer.curve, answer.first_date)
    return {
        "answer": answer,
        "rows": [
            {
                "effect": e,
                "key": f"done:{CHANGES[e.key].countermeasure}"
                if CHANGES[e.key].countermeasure
                else "",
            }
            for e in answer.rows
        ],
        "told": [
            (key, "on" if value is True else f"{value:g}") for key, value in answer.changes.items()
        ],
        # Drawn by us from numbers and words of ours.
        "curve_svg": mark_safe(curve.svg),
        "curve_rows": curve.rows,
    }
