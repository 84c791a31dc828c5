"""What a figure of a plan rests on: constants, works, rules, versions, ready to be read."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from trophe.errors import UnknownNameError
from trophe.evidence import constants, source

PlanJson = Mapping[str, Any]
_KINDS: Final = {
    "reported": "as printed in the source",
    "derived": "worked out from the source",
    "assumed": "our own assumption",
}


def figures(plan: PlanJson) -> list[str]:
    """The figures of a plan that have an entry of their own."""
    return [entry["figure"] for entry in plan["basis"]] + list(plan["targets"])


def basis_of(plan: PlanJson, figure: str) -> dict[str, Any]:
    """Everything a figure rests on. Raises UnknownNameError for one the plan does not have."""
    entry = next((e for e in plan["basis"] if e["figure"] == figure), None)
    target = plan["targets"].get(figure)
    if entry is None and target is None:
        raise UnknownNameError("figure", figure, figures(plan))
    told = entry or {**target, "text": target["reason"]}
    sets = [_constants(name) for name in told["constants"]]
    rules = [_rule(name) for name in told["rules"]]
    keys = [*told["sources"], *(key for one in [*sets, *rules] for key in one["sources"])]
    return {
        "figure": figure,
        "value": told["value"],
        "unit": told["unit"],
        "text": told["text"],
        "constants": sets,
        "sources": _sources(keys),
        "rules": rules,
        "versions": plan["versions"],
    }


def _constants(name: str) -> dict[str, Any]:
    held = constants(name)
    rows = [
        {
            "name": p.name.replace("_", " "),
            "value": p.value if isinstance(p.value, tuple) else f"{p.value:g}",
            "unit": p.unit,
            "kind": _KINDS[p.kind],
            "where": p.locator or p.rationale,
            "derivation": p.derivation,
            "checked": p.checked,
        }
        for p in held.parameters.values()
    ]
    keys = [held.source, *(p.source for p in held.parameters.values())]
    return {"id": held.id, "title": held.title, "population": held.population, "rows": rows,
            "sources": keys}  # fmt: skip


def _sources(keys: Iterable[str]) -> list[Any]:
    """Each work once, in the order of its first mention."""
    return [source(key) for key in dict.fromkeys(keys) if key]


def _rule(name: str) -> dict[str, Any]:
    from trophe.safety import rule

    held = rule(name)
    return {
        "id": held.id,
        "title": held.title,
        "text": held.text,
        "sources": held.sources,
    }
