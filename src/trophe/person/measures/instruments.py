"""The closed table of instruments: what each reads, how it is done, how far it can be trusted."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp, sqrt
from types import MappingProxyType
from typing import Any, Final

from trophe.errors import UnknownNameError
from trophe.evidence import constants


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where an instrument is held, and the muscle group its reading is of."""

    name: str
    label: str
    muscle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One way to measure. `unit`, `low` and `high` are of one reading; `error` names the constant
    of its typical error, a share of the reading or in its unit (`error_kind`).

    `better` says which way is stronger or larger: more, less, or "" for neither. `reads` is the
    muscle forecast's name for it, "" where the forecast does not learn from it.
    """

    name: str
    label: str
    what: str
    unit: str
    low: float
    high: float
    repeats: int
    better: str
    error: str
    error_kind: str
    drawing: str
    protocol: tuple[str, ...]
    sites: Mapping[str, Site] = field(default_factory=dict)
    sided: bool = False
    skinfold: bool = False
    reads: str = ""

    @property
    def typical_error(self) -> float:
        """Error of one sitting: a share of the reading, or in its unit, as `error_kind` says."""
        set_id, name = self.error.split(".")
        return float(getattr(constants(set_id), name))

    def error_of(self, value: float) -> float:
        """Typical error of a reading, in its unit."""
        return self.typical_error * (value if self.error_kind == "share" else 1.0)

    def detectable(self, value: float) -> float:
        """The smallest change from a reading, in its unit, that is beyond chance (95 %): 1.96
        times the root of 2 times the typical error."""
        z = float(constants("measure_errors").change_z) * sqrt(2)
        if self.error_kind == "unit":
            return z * self.typical_error
        return value * (exp(z * self.typical_error) - 1)

    @property
    def error_source(self) -> str:
        """Key of the source of the typical error."""
        set_id, name = self.error.split(".")
        return constants(set_id).parameters[name].source

    def site(self, name: str) -> Site | None:
        """A site by name; the only one where none is named. None for instruments without sites.

        Raises UnknownNameError, with the known sites, for any other name.
        """
        if not self.sites and not name:
            return None
        if not name and len(self.sites) == 1:
            return next(iter(self.sites.values()))
        if name not in self.sites:
            raise UnknownNameError("site", name, self.sites)
        return self.sites[name]


@cache
def instruments() -> Mapping[str, Instrument]:
    """All instruments, in the order in which they are offered."""
    path = files("trophe.person.measures") / "instruments.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType({name: _instrument(name, row) for name, row in table.items()})


def _instrument(name: str, row: dict[str, Any]) -> Instrument:
    sites = {key: Site(name=key, **place) for key, place in row.pop("sites", {}).items()}
    protocol = tuple(row.pop("protocol"))
    return Instrument(name=name, sites=MappingProxyType(sites), protocol=protocol, **row)


def instrument(name: str) -> Instrument:
    """The instrument of that name. UnknownNameError, listing the known ones, for any other."""
    try:
        return instruments()[name]
    except KeyError:
        raise UnknownNameError("instrument", name, instruments()) from None


INSTRUMENT_NAMES: Final = tuple(instruments())
