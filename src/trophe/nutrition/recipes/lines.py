"""Reading a line of a recipe: "1½ cups milk", "2 large eggs, beaten", "1 (400 g) tin tomatoes"."""

import re
from dataclasses import dataclass
from typing import Final

from trophe.units import GRAMS_PER_OZ, GRAMS_PER_POUND, ML_PER_CUP, ML_PER_FLUID_OUNCE

FRACTIONS: Final = {
    "¼": 1 / 4, "½": 1 / 2, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅜": 3 / 8,
    "⅝": 5 / 8, "⅞": 7 / 8, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6,
}  # fmt: skip
NUMBER_WORDS: Final = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0,
    "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "twelve": 12.0, "dozen": 12.0,
    "half": 0.5, "quarter": 0.25,
}  # fmt: skip
# Spellings of a unit -> our word for it.
UNITS: Final = {
    spelling: unit
    for unit, spellings in {
        "g": "g gr gram grams gramme grammes",
        "kg": "kg kilo kilos kilogram kilograms",
        "mg": "mg",
        "ml": "ml millilitre millilitres milliliter milliliters cc",
        "cl": "cl",
        "dl": "dl",
        "l": "l litre litres liter liters",
        "ounce": "oz ounce ounces",
        "pound": "lb lbs pound pounds",
        "cup": "cup cups c",
        "tablespoon": "tablespoon tablespoons tbsp tbsps tbs tbl",
        "teaspoon": "teaspoon teaspoons tsp tsps",
        "fluid ounce": "floz",
        "pint": "pint pints pt",
        "quart": "quart quarts qt",
        "pinch": "pinch pinches dash dashes",
        "clove": "clove cloves",
        "slice": "slice slices",
        "tin": "tin tins can cans",
        "stick": "stick sticks",
        "handful": "handful handfuls",
        "bunch": "bunch bunches",
        "sprig": "sprig sprigs",
        "piece": "piece pieces",
        "packet": "packet packets package packages pack packs sachet sachets",
        "head": "head heads",
        "stalk": "stalk stalks",
        "knob": "knob knobs",
    }.items()
    for spelling in spellings.split()
}
GRAMS: Final = {
    "g": 1.0,
    "kg": 1000.0,
    "mg": 0.001,
    "ounce": GRAMS_PER_OZ,
    "pound": GRAMS_PER_POUND,
}
MILLILITRES: Final = {
    "ml": 1.0,
    "cl": 10.0,
    "dl": 100.0,
    "l": 1000.0,
    "cup": ML_PER_CUP,
    "tablespoon": ML_PER_FLUID_OUNCE / 2,
    "teaspoon": ML_PER_FLUID_OUNCE / 6,
    "fluid ounce": ML_PER_FLUID_OUNCE,
    "pint": ML_PER_CUP * 2,
    "quart": ML_PER_CUP * 4,
}
_NUMBER: Final = r"\d+(?:[.,]\d+)?"
_SPACED: Final = re.compile(rf"^({_NUMBER})\s*(kg|mg|g|ml|cl|dl|l|oz|lb|lbs)\b\.?", re.IGNORECASE)
_RANGE: Final = re.compile(rf"^({_NUMBER})\s*(?:-|–|to|or)\s*({_NUMBER})(?![\d/])", re.IGNORECASE)
_SIZED: Final = re.compile(
    rf"^({_NUMBER}|a|an|one)?\s*(?:x|×)?\s*\(?\s*({_NUMBER})\s*-?\s*(g|kg|ml|l|oz|ounce|lb)\b\.?\s*\)?"
    rf"\s*(tins?|cans?|packets?|packages?|packs?|jars?|bottles?|bags?|boxe?s?|blocks?|pots?|cartons?)\b",
    re.IGNORECASE,
)
_FILLERS: Final = re.compile(
    r"^(of|about|approx\.?|approximately|ca\.?|heaped|level|scant)\s+", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a recipe.

    `amount` is None where the line names none ("salt to taste"). `unit` is our word for it, empty
    for things that are counted ("2 eggs"). `grams` and `millilitres` where the unit gives them.
    """

    text: str
    name: str
    amount: float | None = None
    unit: str = ""
    note: str = ""
    grams: float | None = None
    millilitres: float | None = None


def parse_line(text: str) -> Line:
    """A line of a recipe as amount, unit, name and note; it never fails.

    >>> line = parse_line("1½ cups milk, warm")
    >>> (line.amount, line.unit, line.name, line.note)
    (1.5, 'cup', 'milk', 'warm')
    """
    clean = re.sub(r"\s+", " ", text.replace("⁄", "/").replace("\u00a0", " ")).strip(" •*-–\t")
    sized = _SIZED.match(clean)
    if sized:
        return _of_packs(text, clean, sized)
    amount, rest = _amount(clean)
    unit, rest = _unit(rest) if amount is not None else ("", rest)
    while _FILLERS.match(rest):
        rest = _FILLERS.sub("", rest, count=1)
    name, note = _name(rest)
    return Line(
        text=text,
        name=name,
        amount=amount,
        unit=unit,
        note=note,
        grams=_times(amount, GRAMS.get(unit)),
        millilitres=_times(amount, MILLILITRES.get(unit)),
    )


def _of_packs(text: str, clean: str, sized: re.Match[str]) -> Line:
    """ "2 x 400 g tins tomatoes": the pack's size counts, not the number of packs alone."""
    count = _value(sized[1]) if sized[1] else 1.0
    unit = UNITS[sized[3].lower()]
    amount = count * _value(sized[2])
    name, note = _name(re.sub(r"^\s*of\s+", "", clean[sized.end() :]).strip())
    return Line(
        text=text,
        name=name,
        amount=amount,
        unit=unit,
        note=note,
        grams=_times(amount, GRAMS.get(unit)),
        millilitres=_times(amount, MILLILITRES.get(unit)),
    )


def _amount(text: str) -> tuple[float | None, str]:
    """The number at the start, and the rest. A range becomes its middle."""
    both = _RANGE.match(text)
    if both:
        return (_value(both[1]) + _value(both[2])) / 2, text[both.end() :].lstrip()
    for pattern in (
        rf"^({_NUMBER})\s*([{''.join(FRACTIONS)}])",
        r"^(\d+)\s+(\d+)\s*/\s*(\d+)",
        r"^(\d+)\s*/\s*(\d+)",
        rf"^([{''.join(FRACTIONS)}])",
        rf"^({_NUMBER})",
    ):
        found = re.match(pattern, text)
        if found:
            return _mixed(found.groups()), text[found.end() :].lstrip()
    word, _, rest = text.partition(" ")
    if word.lower() in NUMBER_WORDS and rest:
        more = re.match(r"(dozen|half|quarter)\b\s*", rest, re.IGNORECASE)
        times = NUMBER_WORDS[more[1].lower()] if more else 1.0
        rest = rest[more.end() :] if more else rest
        return NUMBER_WORDS[word.lower()] * times, re.sub(r"^(an?)\s+", "", rest)
    return None, text


def _mixed(groups: tuple[str, ...]) -> float:
    """ "1", "½" or "1", "1", "2" as one number."""
    if len(groups) == 3:
        return float(groups[0]) + float(groups[1]) / float(groups[2] or 1)
    if len(groups) == 2:
        a, b = groups
        return _value(a) + FRACTIONS[b] if b in FRACTIONS else float(a) / max(1.0, float(b))
    return _value(groups[0])


def _value(text: str) -> float:
    """A number, a fraction sign or a number word."""
    if text.lower() in NUMBER_WORDS:
        return NUMBER_WORDS[text.lower()]
    return FRACTIONS[text] if text in FRACTIONS else float(text.replace(",", "."))


def _unit(text: str) -> tuple[str, str]:
    """The unit at the start, in our word, and the rest; empty where things are counted."""
    fluid = re.match(r"^(fl\.?|fluid)\s*(oz|ounces?)\b\.?\s*", text, re.IGNORECASE)
    if fluid:
        return "fluid ounce", text[fluid.end() :]
    word = re.match(r"^([A-Za-z]+)\b\.?\s*", text)
    if not word:
        return "", text
    # A capital T is a tablespoon, a small t a teaspoon, as American recipes write them.
    letter = {"T": "tablespoon", "t": "teaspoon"}.get(word[1])
    unit = letter or UNITS.get(word[1].lower())
    if unit is None or not text[word.end() :].strip():
        return "", text
    return unit, text[word.end() :]


def _name(text: str) -> tuple[str, str]:
    """The food, and what stands behind a comma, in brackets or after a dash."""
    notes = re.findall(r"\(([^()]*)\)", text)
    text = re.sub(r"\([^()]*\)", " ", text)
    name, _, after = re.sub(r"\s+", " ", text).strip().partition(",")
    tail = re.search(r"\s+(to taste|for (?:serving|frying|garnish|the .*)|optional)$", name)
    if tail:
        name, after = name[: tail.start()], f"{tail[1]}, {after}" if after else tail[1]
    note = "; ".join(part.strip() for part in [after, *notes] if part.strip())
    return name.strip(" .;:"), note


def _times(amount: float | None, factor: float | None) -> float | None:
    return None if amount is None or factor is None else amount * factor
