"""Household measures in words: so many halves, thirds or quarters of a thing become a number."""

import re
from typing import Final

from trophe.nutrition.food import in_words

PARTS: Final = (("half ", 1 / 2), ("quarter ", 1 / 4), ("third of a ", 1 / 3), ("two ", 2.0))
OF: Final = "'s worth"
ENDINGS: Final = (("ato", "atoes"), ("tty", "tties"), ("ry", "ries"), ("ch", "ches"))
# Signs of units, which have no plural.
SIGNS: Final = frozenset({"g", "kg", "ml", "l", "oz", "fl oz", "lb", "tbsp", "tsp"})


def in_measures(units: int, unit: str) -> str:
    """`units` times a measure, as people say it.

    >>> in_measures(3, "half cup"), in_measures(2, "third of a cup"), in_measures(2, "slice")
    ('1½ cups', '⅔ cup', '2 slices')
    >>> in_measures(2, "half glass"), in_measures(3, "egg's worth"), in_measures(1, "half pot")
    ('1 glass', "3 eggs' worth", '½ pot')
    """
    for part, size in PARTS:
        if unit.startswith(part):
            number, thing = units * size, unit.removeprefix(part)
            singular = thing.removesuffix("s") if size > 1 else thing
            return f"{in_words(number)} {_many(singular) if number > 1 else singular}"
    return f"{units} {_many(unit) if units > 1 else unit}"


def amount_in_words(amount: float, unit: str) -> str:
    """An amount as people say it; what stands in brackets or behind a comma is left as it is.

    >>> amount_in_words(2, "slice"), amount_in_words(150, "g"), amount_in_words(0.5, "cup")
    ('2 slices', '150 g', '½ cup')
    >>> amount_in_words(2, "cup (8 fluid ounce)"), amount_in_words(2, "piece, large")
    ('2 cups (8 fluid ounce)', '2 pieces, large')
    """
    found = re.search(r"\s*[(,]", unit)
    cut = found.start() if found else len(unit)
    thing, rest = unit[:cut], unit[cut:]
    is_many = amount > 1 and thing not in SIGNS and thing[-1:].isalpha()
    return f"{in_words(amount)} {_many(thing) if is_many else thing}{rest}"


def _many(thing: str) -> str:
    """The plural of a measure."""
    if thing.endswith(OF):
        return f"{thing.removesuffix(OF)}s' worth"
    for one, many in ENDINGS:
        if thing.endswith(one):
            return thing.removesuffix(one) + many
    return thing + ("es" if thing.endswith("s") else "s")
