"""Whom to call: emergency numbers, advice lines and crisis lines by country."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from trophe.errors import UnknownNameError

LOCAL: Final = "your local emergency number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Numbers of one country. `numbers` always holds two ways to an emergency service."""

    country: str
    name: str
    emergency: str
    also: str
    line: str
    crisis: str

    @property
    def numbers(self) -> tuple[str, str]:
        """The country's number, and a second one or the words for whatever number is local."""
        return self.emergency, self.also or LOCAL

    @property
    def numbers_words(self) -> str:
        """`999 or 112`, `112 or your local emergency number`."""
        return " or ".join(self.numbers)

    @property
    def doctor(self) -> str:
        """Who to contact when it is urgent."""
        return f"your doctor, or {self.line}" if self.line else "your doctor, or the advice line"

    @property
    def crisis_words(self) -> str:
        """Where to find somebody to talk to."""
        return self.crisis or "a crisis line of your country"


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    text = (files("trophe.safety.triage") / "services.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def services(country: str = "") -> Services:
    """The numbers of a country by its two letters; "" where the country is not known.

    Raises UnknownNameError for a country that the table does not have.
    """
    key = country.strip().lower() or "default"
    if key not in _table():
        raise UnknownNameError("country", country, sorted(set(_table()) - {"default"}))
    entry = _table()[key]
    return Services(
        country="" if key == "default" else key,
        name=entry.get("name", ""),
        emergency=entry["emergency"],
        also=entry.get("also", ""),
        line=entry.get("line", ""),
        crisis=entry.get("crisis", ""),
    )


def checked_on() -> date:
    """When the numbers were last held against public pages."""
    day: date = _table()["default"]["checked_on"]
    return day


def countries() -> tuple[Services, ...]:
    """All countries of the table, by name."""
    known = [services(key) for key in _table() if key != "default"]
    return tuple(sorted(known, key=lambda one: one.name))
