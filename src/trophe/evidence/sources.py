"""The works that our figures come from, and how to cite them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trophe.errors import UnknownNameError


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One work. `doi` or `url` leads to it; `read` says how we know its figures."""

    key: str
    authors: str
    year: int
    title: str
    journal: str = ""
    doi: str = ""
    url: str = ""
    read: str = ""

    @property
    def link(self) -> str:
        """The address of the work; empty where it has none."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def text(self) -> str:
        """The work in one line."""
        where = f" {self.journal}." if self.journal else ""
        doi = f" doi:{self.doi}" if self.doi else ""
        return f"{self.authors} ({self.year}). {self.title}.{where}{doi}"


@cache
def _table() -> dict[str, Source]:
    text = (files("trophe.evidence") / "sources.toml").read_text(encoding="utf-8")
    return {key: Source(key=key, **entry) for key, entry in tomllib.loads(text).items()}


def source_keys() -> tuple[str, ...]:
    """The keys of all works, sorted."""
    return tuple(sorted(_table()))


def source(key: str) -> Source:
    """The work with this key. Raises UnknownNameError, with near names, for any other."""
    try:
        return _table()[key]
    except KeyError:
        raise UnknownNameError("source", key, source_keys()) from None


def cite(key: str) -> str:
    """The work with this key in one line: authors, year, title, journal, DOI.

    >>> cite("mifflin1990").startswith("Mifflin MD")
    True
    """
    return source(key).text
