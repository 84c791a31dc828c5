"""Measurements as they are shown: each instrument with its last reading, and its history."""

from collections.abc import Sequence
from typing import Any, Final

from trophe.person.measures import Instrument, instruments
from trophe.report.bands import Chart
from trophe.report.reading_history import Reading, reading_history
from trophe.web.muscle.access import measurements_of
from trophe.web.muscle.models import Measurement
from trophe.web.people.models import Person

# How the instruments stand in the list: what is at hand at home first.
_GROUPS: Final = (
    ("At home, with a tape or a chair", ("tape_thigh", "tape_calf", "tape_upper_arm",
      "chair_stand_30s", "chair_rise_5", "gait_speed", "timed_up_and_go")),
    ("With a device", ("grip", "bia", "one_rm")),
    ("From a clinic", ("ultrasound", "dxa_alm", "ct_mri", "knee_extension", "sppb")),
)  # fmt: skip
_NINETY: Final = 1.645
_WORDS: Final = {"left": "left", "right": "right", "": ""}


def kinds_with_last(person: Person) -> dict[str, Any]:
    """The instruments in groups, each with its last reading."""
    last = {row.instrument: row for row in measurements_of(person)}
    table = instruments()
    return {
        "groups": [
            {
                "label": label,
                "kinds": [{"of": table[name], "last": last.get(name)} for name in names],
            }
            for label, names in _GROUPS
        ],
        "measured": bool(last),
    }


def history(of: Instrument, rows: Sequence[Measurement]) -> Chart | None:
    """The readings with their error bars; sides apart."""
    readings = [
        Reading(
            on=row.local_date,
            value=row.corrected,
            error=_NINETY * of.error_of(row.corrected),
            series=_WORDS[row.side],
            note=_note(row),
        )
        for row in rows
    ]
    return reading_history(of.label, of.unit, readings)


def _note(row: Measurement) -> str:
    words = [w for w, on in (("swollen", row.oedema), ("over a cast", row.cast)) if on]
    return ", ".join(words)
