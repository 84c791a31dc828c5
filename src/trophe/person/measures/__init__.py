"""Measurements: instruments with their protocols and errors, repeats, and readings to ask about."""

from trophe.person.measures.instruments import (
    INSTRUMENT_NAMES,
    Instrument,
    Site,
    instrument,
    instruments,
)
from trophe.person.measures.reading import (
    Doubt,
    Taken,
    corrected_girth_cm,
    doubt_reading,
    taken_from_dict,
)

__all__ = [
    "INSTRUMENT_NAMES",
    "Doubt",
    "Instrument",
    "Site",
    "Taken",
    "corrected_girth_cm",
    "doubt_reading",
    "instrument",
    "instruments",
    "taken_from_dict",
]
