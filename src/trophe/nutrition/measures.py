"""Household measures in words: so many halves, thirds or quarters of a thing become a number."""

from typing import Final

from trophe.nutrition.food import in_words

PARTS: Final = (("half ", 1 / 2), ("quarter ", 1 / 4), ("third of a ", 1 / 3), ("two ", 2.0))
OF: Final = "'s worth"
ENDINGS: Final = (("ato", "atoes"), ("tty", "tties"), ("ry", "ries"), ("ch", "ches"))


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


def _many(thing: str) -> str:
    """The plural of a measure."""
    if thing.endswith(OF):
        return f"{thing.removesuffix(OF)}s' worth"
    for one, many in ENDINGS:
        if thing.endswith(one):
            return thing.removesuffix(one) + many
    return thing + ("es" if thing.endswith("s") else "s")
