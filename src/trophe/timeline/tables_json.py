"""The closed tables (kinds of events, instruments, changes of a what-if) as plain values."""

from dataclasses import asdict
from typing import Any

from trophe.person.measures import Instrument, instruments
from trophe.timeline.kinds import EVENT_GROUPS, FIELDS, Kind, kinds
from trophe.timeline.what_if import CHANGES


def kinds_json() -> dict[str, Any]:
    """Groups, fields and kinds of events."""
    return {
        "groups": dict(EVENT_GROUPS),
        "fields": {name: asdict(field) for name, field in FIELDS.items()},
        "kinds": {name: _kind(of) for name, of in kinds().items()},
    }


def _kind(of: Kind) -> dict[str, Any]:
    names = ("label", "question", "hint", "group", "takes", "needs", "parts", "ends", "common")
    return {name: getattr(of, name) for name in names} | {
        "levels": dict(of.levels),
        "causes": list(of.causes),
        "tells": list(of.told),
    }


def instruments_json() -> dict[str, Any]:
    """What can be measured, with protocol, range and error."""
    return {name: _instrument(of) for name, of in instruments().items()}


def _instrument(of: Instrument) -> dict[str, Any]:
    names = ("label", "what", "unit", "low", "high", "repeats", "better", "sided", "skinfold",
             "protocol", "drawing", "error_kind", "typical_error", "error_source")  # fmt: skip
    return {name: getattr(of, name) for name in names} | {
        "sites": {name: asdict(site) for name, site in of.sites.items()},
    }


def changes_json() -> dict[str, Any]:
    """What a what-if may change."""
    return {key: asdict(change) for key, change in CHANGES.items()}
