"""The small language in which rules are written, and its three weights: no, unsure, yes.

An expression uses names of findings, shared words of `definitions.toml`, figures of its own rule,
`and`, `or`, `not`, comparisons (`bmi < bmi_max`, `onset in (hours, days)`), and

    at_least(2, a, b, c)   the second largest weight
    doubt(a)               a, but never more than unsure
    told(a)                whether anything was answered, also "not sure"
    as_words(a, x, y)      whether the answer carries one of these words (`statin=raised`)

Weights are 0 (not said), ½ (not sure) and 1 (said); `and` takes the smaller, `or` the larger. They
may be arrays: then a whole table of answers is judged at once.
"""

import ast
import math
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, Protocol

import numpy as np

from trophe.errors import EvidenceError
from trophe.safety.triage.vocabulary import CHOICE, NUMBER, terms

NO: Final = 0.0
UNSURE: Final = 0.5
YES: Final = 1.0

Weight = Any  # a float, or an array of floats that broadcasts with the others


class Answers(Protocol):
    """What an expression may ask."""

    def weight(self, name: str) -> Weight:
        """How far a finding was said: NO, UNSURE or YES."""

    def number(self, name: str) -> tuple[Weight, float]:
        """How surely a number was given, and the number (NaN when only "some")."""

    def choice(self, name: str) -> tuple[Weight, str]:
        """How surely a choice was made, and which ("" when only "not sure")."""

    def words(self, name: str) -> str:
        """The word given with a finding, or ""."""

    def told(self, name: str) -> Weight:
        """Whether anything was answered, YES also for "not sure"."""


Expression = Callable[[Answers], Weight]
FACTS: Final = ("age_y", "loss_pct_week")
CHOSEN: Final = {
    "sex": ("female", "male", "unspecified"),
    "region": ("default", "asia"),
}


def compiled(text: str, figures: Mapping[str, float] | None = None) -> Expression:
    """The expression as a function of the answers. Raises EvidenceError for a word unknown."""
    try:
        tree = _parsed(text).body
    except SyntaxError:
        raise EvidenceError(f"the rule expression {text!r} cannot be read") from None
    return _Compiler(text, figures or {}).node(tree)


def _parsed(text: str) -> ast.Expression:
    """The tree of an expression that may run over several lines."""
    return ast.parse(" ".join(text.split()), mode="eval")


@cache
def definitions() -> dict[str, str]:
    """The shared words."""
    path = files("trophe.safety.triage") / "definitions.toml"
    return dict(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def _definition(name: str) -> Expression:
    return compiled(definitions()[name])


def names_in(text: str) -> frozenset[str]:
    """All findings that an expression looks at, also by way of shared words."""
    found: set[str] = set()
    for node in ast.walk(_parsed(text)):
        if isinstance(node, ast.Name):
            if node.id in definitions():
                found |= names_in(definitions()[node.id])
            elif node.id in terms():
                found.add(node.id)
    return frozenset(found)


class _Compiler:
    """Turns the nodes of one expression into functions."""

    def __init__(self, text: str, figures: Mapping[str, float]) -> None:
        self.text, self.figures = text, figures

    def node(self, node: ast.expr) -> Expression:
        if isinstance(node, ast.BoolOp):
            return self._joined(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self.node(node.operand)
            return lambda answers: YES - inner(answers)
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._compared(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self._called(node, node.func.id)
        if isinstance(node, ast.Name):
            return self._named(node.id)
        raise self._refused(ast.unparse(node))

    def _refused(self, what: str) -> EvidenceError:
        return EvidenceError(f"the rule expression {self.text!r} holds {what!r}, unknown here")

    def _joined(self, node: ast.BoolOp) -> Expression:
        parts = tuple(self.node(value) for value in node.values)
        is_and = isinstance(node.op, ast.And)
        combine, end = (np.minimum, NO) if is_and else (np.maximum, YES)
        single = min if is_and else max

        def joined(answers: Answers) -> Weight:
            weight: Weight = YES if is_and else NO
            for part in parts:
                other = part(answers)
                plain = isinstance(weight, float) and isinstance(other, float)
                weight = single(weight, other) if plain else combine(weight, other)
                if plain and weight == end:
                    break
            return weight

        return joined

    def _named(self, name: str) -> Expression:
        if name in definitions():
            return lambda answers: _definition(name)(answers)
        if name in terms():
            return lambda answers: answers.weight(name)
        raise self._refused(name)

    def _called(self, node: ast.Call, function: str) -> Expression:
        if function == "at_least":
            count = self._value(node.args[0])
            parts = tuple(self.node(arg) for arg in node.args[1:])
            return lambda answers: _nth_largest(int(count), [part(answers) for part in parts])
        if function == "doubt":
            inner = self.node(node.args[0])
            return lambda answers: _at_most_unsure(inner(answers))
        if function in ("told", "as_words"):
            name, *words = (self._word(arg) for arg in node.args)
            if name not in terms():
                raise self._refused(name)
            if function == "told":
                return lambda answers: answers.told(name)
            return lambda answers: answers.weight(name) * float(answers.words(name) in words)
        raise self._refused(function)

    def _compared(self, node: ast.Compare) -> Expression:
        name, op, right = self._word(node.left), node.ops[0], node.comparators[0]
        if name in CHOSEN or (name in terms() and terms()[name].kind == CHOICE):
            known = CHOSEN.get(name) or tuple(terms()[name].values)
            wanted = [self._word(e) for e in getattr(right, "elts", [right])]
            if not set(wanted) <= set(known):
                raise self._refused(str(wanted))
            if isinstance(op, ast.In | ast.Eq):
                return lambda answers: _chosen(answers, name, wanted)
            if isinstance(op, ast.NotEq):
                return lambda answers: YES - _chosen(answers, name, wanted)
        elif (name in FACTS or (name in terms() and terms()[name].kind == NUMBER)) and type(
            op
        ) in _OPERATORS:
            compare, limit = _OPERATORS[type(op)], self._value(right)
            return lambda answers: _measured(answers, name, compare, limit)
        raise self._refused(ast.unparse(node))

    def _word(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return node.id
        raise self._refused(ast.unparse(node))

    def _value(self, node: ast.expr) -> float:
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            return float(node.value)
        if isinstance(node, ast.Name) and node.id in self.figures:
            return self.figures[node.id]
        raise self._refused(ast.unparse(node))


HAIR: Final = 1e-9
_OPERATORS: Final[Mapping[type, Callable[[float, float], bool]]] = {
    # A value on a limit stays on it whatever unit it came in.
    ast.Lt: lambda value, limit: value < limit - HAIR,
    ast.LtE: lambda value, limit: value <= limit + HAIR,
    ast.Gt: lambda value, limit: value > limit + HAIR,
    ast.GtE: lambda value, limit: value >= limit - HAIR,
}


def _at_most_unsure(weight: Weight) -> Weight:
    """A weight that is UNSURE at most."""
    return min(weight, UNSURE) if isinstance(weight, float) else np.minimum(weight, UNSURE)


def _measured(
    answers: Answers, name: str, compare: Callable[[float, float], bool], limit: float
) -> Weight:
    """A number against a limit; "some, I do not know how much" is unsure."""
    weight, value = answers.number(name)
    if math.isnan(value):
        return _at_most_unsure(weight)
    return weight * float(compare(value, limit))


def _chosen(answers: Answers, name: str, wanted: list[str]) -> Weight:
    """A choice against wanted ones; "not sure" is unsure of each."""
    weight, value = answers.choice(name)
    if not value:
        return _at_most_unsure(weight)
    return weight * float(value in wanted)


def _nth_largest(n: int, weights: list[Weight]) -> Weight:
    """The n-th largest of some weights."""
    return np.sort(np.stack(np.broadcast_arrays(*weights)), axis=0)[-n]
