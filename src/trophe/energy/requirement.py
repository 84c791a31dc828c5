"""Estimated energy requirement (EER) of the Dietary Reference Intakes 2023, from 3 years on.

An estimate of total expenditure straight from doubly labelled water, without resting
expenditure in between. Trophe shows it as a second opinion; plans rest on `resting`.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_range
from trophe.errors import UnknownNameError
from trophe.evidence import ConstantSet, constants

Floats = NDArray[np.float64]

PAL_CATEGORIES: Final = ("inactive", "low_active", "active", "very_active")
ADULT_FROM_Y: Final = 19


def eer_adult(
    *, weight_kg: ArrayLike, height_m: ArrayLike, age_y: ArrayLike, male: ArrayLike, category: str
) -> Floats:
    """Energy requirement of adults from 19 y, kcal/d.

    20 to 400 kg, 1 to 2.6 m, 19 to 120 y; `male` is the share of the men's equation (0.5 is
    the mean of both); `category` one of `PAL_CATEGORIES`. SD of observed minus predicted:
    337 kcal/d in men, 246 in women. NASEM 2023, doi:10.17226/26818; set
    ``eer_dri2023_adults``.
    """
    age_y = require_range("age_y", age_y, ADULT_FROM_Y, 120)
    return _eer(
        constants("eer_dri2023_adults"),
        require_range("weight_kg", weight_kg, 20, 400),
        require_range("height_m", height_m, 1.0, 2.6, hint="Height is in metres."),
        age_y,
        require_range("male", male, 0, 1),
        category,
    )


def eer_child(
    *, weight_kg: ArrayLike, height_m: ArrayLike, age_y: ArrayLike, male: ArrayLike, category: str
) -> Floats:
    """Energy requirement from 3 to under 19 y, kcal/d, growth (15 to 30 kcal/d) included.

    5 to 250 kg, 0.6 to 2.3 m; otherwise as `eer_adult`. Set ``eer_dri2023_children``.
    """
    c = constants("eer_dri2023_children")
    age_y = require_range("age_y", age_y, 3, np.nextafter(ADULT_FROM_Y, 0))
    male = require_range("male", male, 0, 1)
    band = np.searchsorted(np.asarray(c.growth_from_age), age_y, side="right") - 1
    boys, girls = np.take(c.male_growth, band), np.take(c.female_growth, band)
    tee_kcal_d = _eer(
        c,
        require_range("weight_kg", weight_kg, 5, 250),
        require_range("height_m", height_m, 0.6, 2.3, hint="Height is in metres."),
        age_y,
        male,
        category,
    )
    return np.asarray(tee_kcal_d + girls + (boys - girls) * male)


def category_of(pal: float, age_y: float) -> str:
    """The activity category of the DRI that a PAL (1 to 2.5) falls into at an age from 3 y."""
    pal = float(require_range("pal", pal, 1.0, 2.5))
    age_y = float(require_range("age_y", age_y, 3, 120))
    bounds = np.asarray(_category_bounds(age_y))
    return PAL_CATEGORIES[int(np.searchsorted(bounds, pal, side="right")) - 1]


def _category_bounds(age_y: float) -> tuple[float, ...]:
    """Lower ends of the four categories at an age."""
    if age_y >= ADULT_FROM_Y:
        bounds: tuple[float, ...] = constants("eer_dri2023_adults").from_pal
        return bounds
    c = constants("eer_dri2023_children")
    bands = (c.from_pal_3, c.from_pal_9, c.from_pal_14)
    bounds = bands[int(np.searchsorted(np.asarray(c.pal_from_age), age_y, side="right")) - 1]
    return bounds


def _eer(
    c: ConstantSet,
    weight_kg: Floats,
    height_m: Floats,
    age_y: Floats,
    male: Floats,
    category: str,
) -> Floats:
    """The linear equation of a category, mixed by sex."""
    if category not in PAL_CATEGORIES:
        raise UnknownNameError("category", category, PAL_CATEGORIES)
    row = PAL_CATEGORIES.index(category)
    men, women = (
        getattr(c, f"{sex}_const")[row]
        + getattr(c, f"{sex}_per_age")[row] * age_y
        + getattr(c, f"{sex}_per_height")[row] * height_m
        + getattr(c, f"{sex}_per_weight")[row] * weight_kg
        for sex in ("male", "female")
    )
    return np.asarray(women + (men - women) * male)
