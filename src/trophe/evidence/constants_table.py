"""Constants of the equations: one TOML file a set, every value with unit, kind and place.

A file looks like this::

    id = "ree_mifflin1990"
    title = "Resting energy expenditure of adults, Mifflin-St Jeor"
    source = "mifflin1990"              # key in sources.toml
    population = "498 healthy adults, 19 to 78 y, normal weight and obese"

    [parameters.per_height]
    value = 625.0
    unit = "kcal/d/m"
    kind = "derived"                    # reported | derived | assumed
    locator = "abstract, equation"      # where in the source (reported, derived)
    derivation = "6.25 kcal/d per cm, times 100 cm per m"          # derived only
    # rationale = "..."                 # assumed only
    # source = "other2001"              # where one value comes from elsewhere
    # checked = false                   # the figure was not re-read in the source yet

A value may be a number or a list of numbers (a table column).
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from trophe.errors import EvidenceError, UnknownNameError

KINDS: Final = ("reported", "derived", "assumed")

Value = float | tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One constant with its address."""

    name: str
    value: Value
    unit: str
    kind: str
    source: str
    locator: str = ""
    derivation: str = ""
    rationale: str = ""
    checked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstantSet:
    """The constants of one equation: `set.name` is a value, `set.parameters[name]` its address."""

    id: str
    title: str
    source: str
    population: str
    parameters: MappingProxyType[str, Parameter]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.parameters[name].value
        except KeyError:
            raise AttributeError(f"{self.id} has no constant {name}") from None


def constant_names() -> tuple[str, ...]:
    """The identifiers of all constant sets, sorted."""
    folder = files("trophe.evidence") / "constants"
    return tuple(sorted(p.name[:-5] for p in folder.iterdir() if p.name.endswith(".toml")))


@cache
def constants(set_id: str) -> ConstantSet:
    """The constants of one equation, by identifier.

    Raises UnknownNameError for an identifier that has no file, and EvidenceError where the
    file lacks what every constant must carry.
    """
    path = files("trophe.evidence") / "constants" / f"{set_id}.toml"
    if not path.is_file():
        raise UnknownNameError("constants", set_id, constant_names())
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    if table.get("id") != set_id:
        raise EvidenceError(f"{set_id}.toml carries the id {table.get('id')!r}")
    parameters = {
        name: _parameter(set_id, name, entry, table["source"])
        for name, entry in table["parameters"].items()
    }
    return ConstantSet(
        id=set_id,
        title=table["title"],
        source=table["source"],
        population=table.get("population", ""),
        parameters=MappingProxyType(parameters),
    )


def _parameter(set_id: str, name: str, entry: dict[str, Any], default_source: str) -> Parameter:
    """One TOML entry as a Parameter, or an EvidenceError that names what it lacks."""
    entry = dict(entry)
    value = entry.pop("value")
    entry["value"] = tuple(float(v) for v in value) if isinstance(value, list) else float(value)
    entry.setdefault("source", default_source)
    parameter = Parameter(name=name, **entry)
    lacks = _lacking(parameter)
    if lacks:
        raise EvidenceError(f"{set_id}.{name} ({parameter.kind}) lacks {lacks}")
    return parameter


def _lacking(parameter: Parameter) -> str:
    """What a constant of this kind must carry and does not; empty when all is there."""
    if parameter.kind not in KINDS:
        return f"a kind out of {', '.join(KINDS)}"
    if parameter.kind == "assumed":
        return "" if parameter.rationale else "a rationale"
    if parameter.kind == "derived" and not parameter.derivation:
        return "a derivation"
    return "" if parameter.locator else "a locator"


@cache
def constants_hash() -> str:
    """SHA-256 of all constants, so that what is stored tells what figures it was made with."""
    folder = files("trophe.evidence") / "constants"
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return hashlib.sha256(b"".join(p.read_bytes() for p in paths)).hexdigest()
