"""Everything this project raises on purpose.

TropheError
├── InputError (ValueError)      the caller gave something we cannot use
│   ├── OutOfRangeError          a quantity outside what a body, or the evidence, allows
│   ├── MissingDataError         something needed was not given; absent is not zero
│   ├── UnknownNameError         a name that is not in a closed list (lists the known ones)
│   └── UnsafePlanError          a goal the safety rules refuse: rule, figure, safe alternative
├── EvidenceError                our own table is at fault
└── FitError                     a fit did not settle

The faces translate: command line exit 2 (1 for the others), HTTP 400, a form error.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class TropheError(Exception):
    """Everything this project raises on purpose."""


class InputError(TropheError, ValueError):
    """The caller gave something we cannot use: CLI exit 2, HTTP 400, a form error.

    `name` is the field at fault, so that every face can show the message beside it.
    """

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(message)


class OutOfRangeError(InputError):
    """A quantity lies outside what a body, or the equation's evidence, allows."""

    def __init__(self, name: str, value: float, low: float, high: float, hint: str = "") -> None:
        self.value, self.low, self.high = value, low, high
        super().__init__(
            name, f"{name} = {value:g} is outside {low:g} to {high:g}. {hint}".rstrip()
        )


class MissingDataError(InputError):
    """Something needed was not given; absent is not zero."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(name, f"{name} is missing. {hint}".rstrip())


class UnknownNameError(InputError):
    """A name that is not in a closed list."""

    def __init__(self, name: str, value: str, known: Iterable[str]) -> None:
        self.value, self.known = value, tuple(known)
        near = get_close_matches(value, self.known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        super().__init__(
            name, f"{name} = {value!r} is not known.{hint} Known: {', '.join(self.known)}."
        )


class UnsafePlanError(InputError):
    """A goal that the safety rules refuse; it carries the rule, the figure and a way out."""

    def __init__(self, rule: str, text: str, figure: str, alternative: str | None) -> None:
        self.rule, self.text, self.figure, self.alternative = rule, text, figure, alternative
        super().__init__("goal", f"{rule}: {text} ({figure})")


class EvidenceError(TropheError):
    """Our own table is at fault: a constant or row without what every one must carry."""


class FitError(TropheError):
    """A fit did not settle, or left the ground on which its model holds."""
