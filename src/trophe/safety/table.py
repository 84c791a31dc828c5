"""The safety rules as data: identifier, words for people, every threshold with tag and source.

The files under `rule_tables/` hold one table a rule. No code holds a threshold of its own: it asks
``rule("P06").rate_kg_week``. Tags say how well a figure is known: *v* seen in the source, *k*
well known and still to be checked against it, *p* our own cautious choice. No clinician has
reviewed the rules yet.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Final

from trophe.errors import EvidenceError, UnknownNameError
from trophe.evidence import constants

TAGS: Final = MappingProxyType(
    {
        "v": "seen in the source",
        "k": "well known, still to be checked against the source",
        "p": "our own cautious choice",
    }
)
LOGIC: Final = ("when", "within", "sooner", "unless", "explained", "recheck_days")
EDITION: Final = "2026.1"
"""Raised by hand when a rule changes its meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One threshold with its address."""

    name: str
    value: float
    unit: str
    tag: str
    source: str
    constant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `rule.name_of_figure` is the value of a threshold; `say` are its sentences.

    `logic` holds what only the check reads: when the rule fires, how soon, what it yields to.
    """

    id: str
    title: str
    text: str
    applies_to: str
    sources: tuple[str, ...]
    say: MappingProxyType[str, str]
    figures: MappingProxyType[str, Figure]
    logic: MappingProxyType[str, Any]

    def __getattr__(self, name: str) -> float:
        try:
            return self.figures[name].value
        except KeyError:
            raise AttributeError(f"{self.id} has no figure {name}") from None


@cache
def rules() -> MappingProxyType[str, Rule]:
    """All rules by identifier, in the order of the files.

    Raises EvidenceError where an entry lacks what every rule must carry.
    """
    table: dict[str, Rule] = {}
    for path in _files():
        for rule_id, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if rule_id in table:
                raise EvidenceError(f"{path.name} gives {rule_id} a second time")
            table[rule_id] = _rule(rule_id, entry)
    return MappingProxyType(table)


def rule(rule_id: str) -> Rule:
    """The rule with this identifier. Raises UnknownNameError for any other."""
    try:
        return rules()[rule_id]
    except KeyError:
        raise UnknownNameError("rule", rule_id, rules()) from None


@cache
def rules_version() -> str:
    """Edition and a hash of all rule files, kept with every plan."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in _files())).hexdigest()
    return f"{EDITION}+{digest[:12]}"


def _files() -> list[Traversable]:
    """The rule files, in a fixed order."""
    folder = files("trophe.safety") / "rule_tables"
    return sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)


def _rule(rule_id: str, entry: dict[str, Any]) -> Rule:
    """One TOML table as a Rule."""
    lacks = [key for key in ("title", "text", "applies_to", "sources") if not entry.get(key)]
    if lacks:
        raise EvidenceError(f"{rule_id} lacks {', '.join(lacks)}")
    figures = {n: _figure(rule_id, n, f) for n, f in entry.get("figures", {}).items()}
    return Rule(
        id=rule_id,
        title=entry["title"],
        text=entry["text"],
        applies_to=entry["applies_to"],
        sources=tuple(entry["sources"]),
        say=MappingProxyType(entry.get("say", {})),
        figures=MappingProxyType(figures),
        logic=MappingProxyType({key: entry[key] for key in LOGIC if key in entry}),
    )


def _figure(rule_id: str, name: str, entry: dict[str, Any]) -> Figure:
    """One threshold: its own value, or that of the constant it names."""
    if entry["tag"] not in TAGS:
        raise EvidenceError(f"{rule_id}.{name} has the tag {entry['tag']!r}")
    if "constant" not in entry:
        return Figure(name=name, **{**entry, "value": float(entry["value"])})
    set_id, parameter_name = entry["constant"].split(".")
    parameter = constants(set_id).parameters[parameter_name]
    if isinstance(parameter.value, tuple):
        raise EvidenceError(f"{rule_id}.{name} names a list, {entry['constant']}")
    return Figure(
        name=name,
        value=parameter.value,
        unit=parameter.unit,
        tag=entry["tag"],
        source=parameter.source,
        constant=entry["constant"],
    )
