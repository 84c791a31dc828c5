"""Every conversion of units, once: what people type becomes SI, SI becomes what they read.

Inside Trophe a weight is in kilograms, a height in metres, energy in kilocalories. Pounds,
stones, feet and kilojoules exist at the edges only. All factors are exact by definition.

Texts may use a decimal point or a decimal comma, straight or typographic quotes. A number
without a unit is taken in the unit that the caller states, and refused with a question where
the caller states none: guessing between kilograms and pounds is how plans go wrong.
"""

import math
import re
from typing import Final

from trophe.errors import InputError

KG_PER_LB: Final = 0.45359237
LB_PER_ST: Final = 14
KG_PER_ST: Final = KG_PER_LB * LB_PER_ST
M_PER_IN: Final = 0.0254
IN_PER_FT: Final = 12
M_PER_FT: Final = M_PER_IN * IN_PER_FT
KJ_PER_KCAL: Final = 4.184
DAYS_PER_WEEK: Final = 7
# Kitchen measures. Fluid ounce, cup and spoons are those of the US, as food tables use them.
GRAMS_PER_POUND: Final = KG_PER_LB * 1000
GRAMS_PER_OZ: Final = GRAMS_PER_POUND / 16
ML_PER_FLUID_OUNCE: Final = 29.5735295625
ML_PER_CUP: Final = ML_PER_FLUID_OUNCE * 8

HEIGHT_UNITS: Final = ("cm", "m", "ft", "in")
WEIGHT_UNITS: Final = ("kg", "lb", "st")
ENERGY_UNITS: Final = ("kcal", "kJ")

_HEIGHT_HINT: Final = "Write it as 168 cm, 1.68 m or 5ft 6in."
_WEIGHT_HINT: Final = "Write it as 72.5 kg, 160 lb or 11 st 6 lb."

_NUMBER: Final = r"(\d+(?:[.,]\d+)?|[.,]\d+)"
_WHOLE: Final = r"(\d+)"
_FEET: Final = r"(?:'|ft\.?|foot|feet)"
_INCHES: Final = r"(?:\"|''|in\.?|inch|inches)"
_STONES: Final = r"(?:st\.?|stone|stones)"
_POUNDS: Final = r"(?:lbs?\.?|pounds?)"
_METRES: Final = r"(?:m|metres?|meters?)"
_CENTIMETRES: Final = r"(?:cm|centimetres?|centimeters?)"
_KILOS: Final = r"(?:kgs?|kilos?|kilograms?|kilogrammes?)"
_KILOCALORIES: Final = r"(?:kcals?|cals?|calories?|kilocalories?)"
_KILOJOULES: Final = r"(?:kj|kilojoules?)"

# Quotes as phones, keyboards and word processors write them.
_PLAIN: Final = str.maketrans(
    {"’": "'", "‘": "'", "′": "'", "´": "'", "`": "'", "”": '"', "“": '"', "″": '"', "\xa0": " "}
    | {"\u202f": " ", "\u2009": " "}
)


def parse_height_m(text: str, default_unit: str | None = None, *, name: str = "height") -> float:
    """A height in metres from what a person typed.

    Takes `5ft 6in`, `5'6"`, `5' 6`, `5 ft 6 in`, `66 in`, `168 cm`, `1.68 m`, `1m68`, with
    point or comma. A bare number is in `default_unit` (cm, m, ft or in).

    Raises InputError with the field's `name` for anything else, for a bare number without a
    `default_unit`, and for `5.6 ft`, which people write for two different heights.

    >>> round(parse_height_m("5ft 6in"), 4), round(parse_height_m("1,68 m"), 4)
    (1.6764, 1.68)
    """
    plain = _plain(text)
    if match := re.fullmatch(rf"{_WHOLE} ?{_FEET} ?(?:{_NUMBER} ?{_INCHES}?)?", plain):
        return _from_two(name, text, match, (M_PER_FT, M_PER_IN), IN_PER_FT, "inches")
    if re.fullmatch(rf"{_NUMBER} ?{_FEET}", plain):
        raise InputError(
            name, f"{name} = {text!r} can be read in two ways: feet and inches, or parts of a foot?"
            f" {_HEIGHT_HINT}",
        )  # fmt: skip
    if match := re.fullmatch(r"(\d) ?m ?(\d\d)", plain):
        return _positive(name, text, float(f"{match[1]}.{match[2]}"))
    for unit, factor in ((_INCHES, M_PER_IN), (_CENTIMETRES, 0.01), (_METRES, 1.0)):
        if match := re.fullmatch(rf"{_NUMBER} ?{unit}", plain):
            return _positive(name, text, _number(match[1]) * factor)
    return _from_bare(
        name, text, default_unit, HEIGHT_UNITS, "cm, m, or feet and inches?", _HEIGHT_HINT
    )


def parse_weight_kg(text: str, default_unit: str | None = None, *, name: str = "weight") -> float:
    """A weight in kilograms from what a person typed.

    Takes `160 lb`, `160lbs`, `11 st 6 lb`, `11st6`, `72,5 kg`, `72.5kg`. A bare number is in
    `default_unit` (kg, lb or st).

    Raises InputError with the field's `name` for anything else, for a bare number without a
    `default_unit` ("kg, lb or st?"), and for `11.5 st`, which people write for two weights.

    >>> round(parse_weight_kg("11 st 6 lb"), 3), parse_weight_kg("72,5 kg")
    (72.575, 72.5)
    """
    plain = _plain(text)
    if match := re.fullmatch(rf"{_WHOLE} ?{_STONES} ?(?:{_NUMBER} ?{_POUNDS}?)?", plain):
        return _from_two(name, text, match, (KG_PER_ST, KG_PER_LB), LB_PER_ST, "pounds")
    if re.fullmatch(rf"{_NUMBER} ?{_STONES}", plain):
        raise InputError(
            name, f"{name} = {text!r} can be read in two ways: stones and pounds, or parts of a"
            f" stone? {_WEIGHT_HINT}",
        )  # fmt: skip
    for unit, factor in ((_KILOS, 1.0), (_POUNDS, KG_PER_LB)):
        if match := re.fullmatch(rf"{_NUMBER} ?{unit}", plain):
            return _positive(name, text, _number(match[1]) * factor)
    return _from_bare(name, text, default_unit, WEIGHT_UNITS, "kg, lb or st?", _WEIGHT_HINT)


def parse_energy_kcal(text: str, default_unit: str | None = None, *, name: str = "energy") -> float:
    """An energy in kilocalories from what a person typed: `1600 kcal`, `6700 kJ`.

    >>> round(parse_energy_kcal("6694.4 kJ"), 6)
    1600.0
    """
    plain = _plain(text)
    for unit, factor in ((_KILOCALORIES, 1.0), (_KILOJOULES, 1 / KJ_PER_KCAL)):
        if match := re.fullmatch(rf"{_NUMBER} ?{unit}", plain):
            return _positive(name, text, _number(match[1]) * factor)
    hint = "Write it as 1600 kcal or 6700 kJ."
    return _from_bare(name, text, default_unit, ENERGY_UNITS, "kcal or kJ?", hint)


def format_height(height_m: float, unit: str = "cm") -> str:
    """A height as people read it: `168 cm`, `1.68 m`, `5 ft 6 in`, `66 in`.

    Steps: 1 cm (cm and m), 1 in (ft and in).

    >>> format_height(1.6764, "ft"), format_height(1.6764)
    ('5 ft 6 in', '168 cm')
    """
    if unit == "ft":
        feet, inches = divmod(round(height_m / M_PER_IN), IN_PER_FT)
        return f"{feet} ft {inches} in"
    if unit == "m":
        return f"{height_m:.2f} m"
    steps = {"cm": 0.01, "in": M_PER_IN}
    return f"{round(height_m / _factor('height unit', unit, steps))} {unit}"


def format_weight(weight_kg: float, unit: str = "kg") -> str:
    """A weight as people read it: `72.6 kg`, `160 lb`, `11 st 6 lb`.

    Steps: 0.1 kg, 0.1 lb, and 1 lb with stones. A change may be negative.

    >>> format_weight(72.575, "st"), format_weight(72.5748, "lb"), format_weight(72.575)
    ('11 st 6 lb', '160 lb', '72.6 kg')
    """
    if unit == "st":
        stones, pounds = divmod(round(abs(weight_kg) / KG_PER_LB), LB_PER_ST)
        sign = "-" if weight_kg < 0 and (stones or pounds) else ""
        return f"{sign}{stones} st {pounds} lb"
    value = weight_kg / _factor("weight unit", unit, {"kg": 1.0, "lb": KG_PER_LB})
    return f"{_trimmed(value)} {unit}"


def format_energy(energy_kcal: float, unit: str = "kcal") -> str:
    """An energy as people read it, in whole kcal or kJ: `1,640 kcal`, `6,862 kJ`."""
    value = energy_kcal * _factor("energy unit", unit, {"kcal": 1.0, "kJ": KJ_PER_KCAL})
    return f"{round(value):,} {unit}"


def _plain(text: str) -> str:
    """The text in lower case with plain quotes and single spaces."""
    return re.sub(r"\s+", " ", str(text).translate(_PLAIN)).strip().lower()


def _number(digits: str) -> float:
    """A number written with a point or a comma."""
    return float(digits.replace(",", "."))


def _from_two(
    name: str,
    text: str,
    match: "re.Match[str]",
    factors: tuple[float, float],
    carry: int,
    small_unit: str,
) -> float:
    """Feet and inches, or stones and pounds; the smaller must not fill one of the larger."""
    small = _number(match[2]) if match[2] else 0.0
    if small >= carry:
        raise InputError(
            name, f"{name} = {text!r}: {small:g} {small_unit} are {carry} or more, a unit too many."
        )
    return _positive(name, text, int(match[1]) * factors[0] + small * factors[1])


def _from_bare(
    name: str, text: str, unit: str | None, known: tuple[str, ...], question: str, hint: str
) -> float:
    """A number without a unit, in the stated one; never a guess."""
    match = re.fullmatch(_NUMBER, _plain(text))
    if not match:
        raise InputError(name, f"{name} = {text!r} is not understood. {hint}")
    if unit is None:
        raise InputError(name, f"{name} = {text!r} has no unit: {question} {hint}")
    factors = dict(zip(HEIGHT_UNITS, (0.01, 1.0, M_PER_FT, M_PER_IN), strict=True))
    factors |= dict(zip(WEIGHT_UNITS, (1.0, KG_PER_LB, KG_PER_ST), strict=True))
    factors |= {"kcal": 1.0, "kJ": 1 / KJ_PER_KCAL}
    factor = _factor(f"{name} unit", unit, {u: factors[u] for u in known})
    return _positive(name, text, _number(match[1]) * factor)


def _factor(name: str, unit: str, factors: dict[str, float]) -> float:
    """The factor of a unit out of a closed list."""
    try:
        return factors[unit]
    except KeyError:
        raise InputError(name, f"{name} = {unit!r} is not one of {', '.join(factors)}.") from None


def _positive(name: str, text: str, value: float) -> float:
    """A length, weight or energy is above zero and finite."""
    if not (value > 0 and math.isfinite(value)):
        raise InputError(name, f"{name} = {text!r} must be above zero.")
    return value


def _trimmed(value: float) -> str:
    """One decimal, left out when it is zero; never minus zero."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
