"""Energy of activities from the Compendium's METs, with and without what rest would have used.

Codes and METs: Ainsworth 2011, doi:10.1249/MSS.0b013e31821ece12; the words are ours. Gross energy
holds the rest of that time; a plan counts rest already, so only net energy may be added to it.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from trophe.checks import require_one
from trophe.errors import UnknownNameError
from trophe.evidence import constants
from trophe.nutrition.search.words import stems

SET: Final = "met_ainsworth2011"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity. `code` is that of the 2011 Compendium; `met` its energy over that of rest."""

    code: str
    met: float
    group: str
    name: str


# Words that people say for a whole group.
ALSO: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cycling": "bike bicycle",
        "home": "housework chores",
        "rehabilitation": "physiotherapy",
        "strength": "weights lifting gym",
        "water": "pool",
    }
)

# What people do most, offered before anything is typed.
COMMON: Final = ("17190", "17170", "02054", "01010", "18310", "08245", "05030", "02150")


@cache
def activities() -> tuple[Activity, ...]:
    """All activities, by group, as the list has them."""
    path = files("trophe.nutrition") / "tables" / "activities.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple(
        Activity(code=r["code"], met=float(r["met"]), group=r["group"], name=r["name"])
        for r in rows
    )


def activity(code: str) -> Activity:
    """One activity by its code. Raises UnknownNameError for any other.

    >>> activity("17190").met
    3.5
    """
    found = {entry.code: entry for entry in activities()}
    if code not in found:
        raise UnknownNameError("activity", code, found)
    return found[code]


def find_activities(text: str, limit: int = 20) -> tuple[Activity, ...]:
    """Activities that have a word that starts with each typed word, the plainest first.

    >>> find_activities("walk")[0].name
    'Walking, moderate (5 km/h)'
    """
    typed = stems(text)
    if not typed:
        return ()
    fitting = [
        entry
        for entry in activities()
        if all(any(word.startswith(t) for word in _words(entry)) for t in typed)
    ]
    return tuple(sorted(fitting, key=lambda entry: _special(entry, typed))[:limit])


@cache
def _words(entry: Activity) -> tuple[str, ...]:
    """The words an activity is found by."""
    return tuple(stems(f"{entry.name} {entry.group} {ALSO.get(entry.group, '')}"))


def _special(entry: Activity, typed: Sequence[str]) -> tuple[bool, int, bool]:
    """How far an activity is from the plain one that was meant; the table's order settles ties."""
    if not any(word.startswith(t) for word in stems(entry.name) for t in typed):
        return True, 0, True
    named = stems(re.split(r"[,(:]", entry.name)[0])
    begins = bool(named) and any(named[0].startswith(t) for t in typed)
    ordinary = any(word in entry.name for word in ("moderate", "not stated", "own pace"))
    return not begins, len(named) - len(typed), not ordinary


def gross_kcal(met: float, weight_kg: float, hours: float) -> float:
    """Energy of an activity with the rest of its time in it, kcal.

    `met` 0.9 to 25, `weight_kg` 2 to 400 kg, `hours` 0 to 24 h.
    """
    met = require_one("met", met, 0.9, 25)
    weight_kg = require_one("weight_kg", weight_kg, 2, 400)
    hours = require_one("hours", hours, 0, 24)
    return float(constants(SET).energy_per_met * met * weight_kg * hours)


def net_kcal(met: float, weight_kg: float, hours: float) -> float:
    """Energy of an activity beyond rest, kcal; 0 for what is no more than rest."""
    c = constants(SET)
    rest = gross_kcal(c.rest, weight_kg, hours)
    return max(0.0, gross_kcal(met, weight_kg, hours) - rest)
