"""The vocabulary of findings as data: names, questions, kinds, what values are allowed."""

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from trophe.errors import EvidenceError, InputError, UnknownNameError

FLAG: Final = "flag"
CHOICE: Final = "choice"
NUMBER: Final = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One name of the vocabulary.

    Fields
    ------
    label : a few words for lists.
    ask, help : the question and what it means, in plain words.
    kind : FLAG (said or not), CHOICE (one of `values`: name to words), NUMBER (`unit`, `low` to
        `high`, inclusive).
    alarm : worth a call within a day, also alone and also when unsure (I03).
    also : other names under which it is understood.
    """

    name: str
    group: str
    label: str
    ask: str
    help: str
    kind: str
    values: MappingProxyType[str, str]
    unit: str
    low: float
    high: float
    alarm: bool
    also: tuple[str, ...]

    @property
    def is_flag(self) -> bool:
        """Whether it is said or not, without a value."""
        return self.kind == FLAG


@cache
def terms() -> MappingProxyType[str, Term]:
    """All names of the vocabulary, in the order of its groups."""
    table = {
        name: _term(name, group, entry)
        for group, entries in _file().items()
        for name, entry in entries.items()
        if name != "title"
    }
    return MappingProxyType(table)


@cache
def groups() -> MappingProxyType[str, str]:
    """The groups of the vocabulary and their titles."""
    return MappingProxyType({group: entries["title"] for group, entries in _file().items()})


def term(name: str) -> Term:
    """The entry of a name, or of another name for it.

    Raises UnknownNameError, which lists near names, for any other.
    """
    try:
        return terms()[_names()[name]]
    except KeyError:
        raise UnknownFindingError(name) from None


@cache
def lone_values() -> MappingProxyType[str, str]:
    """Values that say by themselves what they answer: `left` is a side, `sudden` an onset."""
    values = [
        (value, entry.name)
        for entry in terms().values()
        if entry.kind == CHOICE
        for value in entry.values
        if value not in ("yes", "no")
    ]
    return MappingProxyType(dict(values))


@cache
def _names() -> MappingProxyType[str, str]:
    """Every name under which a finding is understood, to its own."""
    own = {name: name for name in terms()}
    return MappingProxyType({w: e.name for e in terms().values() for w in e.also} | own)


class UnknownFindingError(UnknownNameError):
    """A finding that is not in the vocabulary; it lists the nearest names, not all of them."""

    def __init__(self, value: str) -> None:
        self.value, self.known = value, tuple(_near(value))
        near = f" Near it: {', '.join(self.known)}." if self.known else ""
        InputError.__init__(self, "findings", f"the finding {value!r} is not known.{near}")


def _near(value: str) -> list[str]:
    """Names that look like this one, or share a word with it; at most six."""
    names = list(terms())
    close = get_close_matches(value, names, n=4, cutoff=0.5)
    words = {word for word in value.split("_") if len(word) > 2}
    shared = [name for name in names if words & set(name.split("_"))]
    return list(dict.fromkeys([*close, *shared]))[:6]


@cache
def _file() -> dict[str, dict[str, Any]]:
    """The table as written."""
    text = (files("trophe.safety.triage") / "findings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _term(name: str, group: str, entry: dict[str, Any]) -> Term:
    """One line of the table."""
    kind = entry.get("kind", FLAG)
    wanted = {FLAG: (), CHOICE: ("values",), NUMBER: ("unit", "low", "high")}[kind]
    lacks = [key for key in ("ask", "help", *wanted) if key not in entry]
    if lacks:
        raise EvidenceError(f"the finding {name} lacks {', '.join(lacks)}")
    return Term(
        name=name,
        group=group,
        label=entry.get("label", name.replace("_", " ")),
        ask=entry["ask"],
        help=entry["help"],
        kind=kind,
        values=MappingProxyType(entry.get("values", {})),
        unit=entry.get("unit", ""),
        low=float(entry.get("low", 0)),
        high=float(entry.get("high", 0)),
        alarm=bool(entry.get("alarm", False)),
        also=tuple(entry.get("also", ())),
    )
