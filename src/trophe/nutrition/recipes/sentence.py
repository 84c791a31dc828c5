"""A meal as somebody writes it, "2 eggs, toast with butter and 250 ml milk", as its lines."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from trophe.nutrition.recipes.lines import Line, parse_line

MOST_PARTS: Final = 30
# A comma between two digits belongs to a number.
_CERTAIN: Final = re.compile(r"\n|;|(?<!\d),|,(?!\d)|\s\+\s|\s(?:then|plus)\s", re.IGNORECASE)
_PERHAPS: Final = re.compile(r"\s(?:and|with|on|&)\s", re.IGNORECASE)
# "Leek and potato soup" is one food; "leek and a soup" are two.
_DISH: Final = re.compile(
    r"^(?!an?\s|the\s|some\s|\d).+\s(?:sandwich|wrap|roll|toastie|soup|salad|pie|quiche|pizza|pasta|"
    r"omelette|curry|stew|sauce|dip|cake|crisps|smoothie|bar|casserole|risotto)(?:e?s)?$",
    re.IGNORECASE,
)
_TALK: Final = re.compile(
    r"^(?:and|with|then|plus|today|just|also|i|i've|we|had|have|ate|eaten|drank|"
    r"for (?:breakfast|lunch|dinner|tea|supper)|(?:breakfast|lunch|dinner|supper|snack)s?\s*:)\s+",
    re.IGNORECASE,
)
_VESSEL: Final = re.compile(
    r"^(?:(small|large|big|little)\s+)?(glass|mug|bowl|plate|portion|serving|helping)(?:e?s)?"
    r"(?:\s+of)?\s+(?=\w)",
    re.IGNORECASE,
)


def meal_lines(text: str, is_food: Callable[[str], bool]) -> list[Line]:
    """The foods of a written meal, at most thirty, each as a line of a recipe.

    `is_food` says whether words are some food's own name: "fish and chips" is one food, "toast and
    jam" are two.

    >>> lines = meal_lines("2 eggs, fish and chips with tea", "fish and chips".__eq__)
    >>> [line.name for line in lines]
    ['eggs', 'fish and chips', 'tea']
    """
    parts = (part for piece in _CERTAIN.split(text) for part in _parts(_bare(piece), is_food))
    return [parse_line(part) for part in parts][:MOST_PARTS]


def vessel_of(line: Line) -> tuple[str, str]:
    """What the food was in ("glass", "bowl", …; empty when nothing is said), and the food alone.

    >>> vessel_of(parse_line("a large glass of milk"))
    ('glass', 'milk')
    """
    found = _VESSEL.match(line.name)
    return (found[2].lower(), line.name[found.end() :]) if found else ("", line.name)


def _parts(piece: str, is_food: Callable[[str], bool]) -> Iterator[str]:
    """A piece, cut at "and", "with" and "on" unless the words around are one food's name.

    The longest beginning that is a food's name stays whole.
    """
    cuts = list(_PERHAPS.finditer(piece))
    for cut in [None, *reversed(cuts)] if cuts else []:
        head = piece if cut is None else piece[: cut.start()]
        whole = cut is None and _is_dish(piece, cuts[0])
        if whole or is_food(_food_words(head)):
            yield head
            if cut is not None:
                yield from _parts(_bare(piece[cut.end() :]), is_food)
            return
    if cuts:
        yield from (piece[: cuts[0].start()],)
        yield from _parts(_bare(piece[cuts[0].end() :]), is_food)
    elif piece:
        yield piece


def _is_dish(piece: str, cut: re.Match[str]) -> bool:
    """Whether what "and" joins are two parts of one dish."""
    joins = cut[0].strip().lower() in ("and", "&")
    return joins and _DISH.match(piece[cut.end() :]) is not None


def _food_words(text: str) -> str:
    return vessel_of(parse_line(text))[1]


def _bare(text: str) -> str:
    """A piece without the talk around it ("then I had")."""
    text = text.strip(" .!\t")
    while _TALK.match(f"{text} "):
        text = _TALK.sub("", f"{text} ", count=1).strip(" .!\t")
    return text
