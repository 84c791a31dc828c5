"""Refusing wrong input where it enters, with the field, the value, the range and a hint."""

from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.errors import InputError, OutOfRangeError, UnknownNameError

Name = TypeVar("Name", bound=StrEnum)


def require_range(
    name: str, value: ArrayLike, low: float, high: float, *, hint: str = ""
) -> NDArray[np.float64]:
    """`value` as float64, or an OutOfRangeError that names the first offender.

    Bounds are inclusive. NaN and infinities are out of range; text that is no number is
    an InputError.
    """
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        message = f"{name} = {value!r} is not a number from {low:g} to {high:g}. {hint}".rstrip()
        raise InputError(name, message) from None
    outside = ~((array >= low) & (array <= high))
    if outside.any():
        raise OutOfRangeError(name, float(array[outside].flat[0]), low, high, hint)
    return array


def require_one(name: str, value: float, low: float, high: float, *, hint: str = "") -> float:
    """The same for a single number."""
    array = require_range(name, value, low, high, hint=hint)
    if array.ndim:
        raise InputError(name, f"{name} takes one number, not {array.size}.")
    return float(array)


def require_name(name: str, value: str, known: type[Name]) -> Name:
    """`value` as a member of the closed list `known`, or an error that lists the members."""
    try:
        return known(value)
    except ValueError:
        raise UnknownNameError(name, str(value), [str(member) for member in known]) from None
