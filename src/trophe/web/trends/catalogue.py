"""Every series there is for a person over a span."""

from trophe.web.trends import (
    series_body,
    series_felt,
    series_food,
    series_forecasts,
    series_measures,
    series_moves,
)
from trophe.web.trends.reads import Reads
from trophe.web.trends.series import GROUPS, Entry, Series

_PARTS = (
    series_body,
    series_food,
    series_measures,
    series_moves,
    series_felt,
    series_forecasts,
)


def entries(reads: Reads) -> list[Entry]:
    """The lines of the catalogue in the order of their groups; what is hidden is not among them."""
    found = [entry for part in _PARTS for entry in part.catalogue(reads)]
    return sorted(found, key=lambda entry: GROUPS.index(entry.group))


def find(reads: Reads, key: str) -> Series | None:
    """A series by its name in addresses; None for one that is not there, empty or hidden."""
    entry = next((entry for entry in entries(reads) if entry.key == key), None)
    return None if entry is None else entry.make()
