"""Household portions in plain words."""

import re

WORDS = [
    (r"\btbsps?\b", "tablespoon"),
    (r"\btsps?\b", "teaspoon"),
    (r"\bfl oz\b", "fluid ounce"),
    (r"\boz\b", "ounce"),
    (r"\blbs?\b", "pound"),
    (r"\bNLEA serving\b", "serving (label)"),
    (r"\bRACC\b", "reference serving"),
    (r"\bpkg\b", "package"),
    (r"\bdia\b\.?", "across"),
    (r"\blge?\b\.?", "large"),
    (r"\bmed\b\.?", "medium"),
    (r"\bsm\b\.?", "small"),
    (r"\bapprox\b\.?", "about"),
    (r"\bea\b\.?", "each"),
    (r"\bsq\b\.?", "square"),
    (r"\bhead,? ", "head, "),
    (r"\(yield after cooking\)", "after cooking"),
]
# What a bare size is a size of, by the start of the food's natural name.
SIZED = {
    "egg": "egg",
    "banana": "banana",
    "apple": "apple",
    "orange": "orange",
    "carrot": "carrot",
    "tomato": "tomato",
    "potato": "potato",
    "onion": "onion",
    "pear": "pear",
    "peach": "peach",
    "mushroom": "mushroom",
    "strawberr": "strawberry",
    "boiled egg": "egg",
    "fried egg": "egg",
    "poached egg": "egg",
    "scrambled egg": "egg",
}
SIZES = {"large", "medium", "small", "extra large", "jumbo", "extra small"}


def plain(unit: str, name: str = "") -> str:
    """A unit of the table in plain words.

    >>> plain("tbsp"), plain('medium (7" to 7-7/8" long)', "Banana"), plain("large", "Egg, whole")
    ('tablespoon', 'medium banana (18 to 20 cm long)', 'large egg')
    """
    unit = re.sub(r"\s+", " ", unit).strip()
    for pattern, word in WORDS:
        unit = re.sub(pattern, word, unit, flags=re.IGNORECASE)
    size = re.match(r"^(extra large|extra small|large|medium|small|jumbo)\b(?!-)", unit)
    thing = next((w for start, w in SIZED.items() if name.lower().startswith(start)), "")
    if size and thing and thing not in unit.lower():
        unit = f"{size[0]} {thing}{unit[size.end() :]}"
    return _centimetres(unit).strip(" ,")


NUMBER = r"(\d+[- ]+\d+/\d+|\d+/\d+|\d+\.?\d*|\.\d+)"


def _centimetres(unit: str) -> str:
    """Inches as centimetres: 7-7/8" -> 20 cm."""
    ranges = re.compile(rf'{NUMBER}"? to {NUMBER}"')
    unit = ranges.sub(lambda m: f"{_cm(m[1])} to {_cm(m[2])} cm", unit)
    return re.sub(rf'{NUMBER}\s?"', lambda m: f"{_cm(m[1])} cm", unit)


def _cm(inches: str) -> str:
    """Inches, with vulgar fractions, as centimetres."""
    total = 0.0
    for piece in re.split(r"[\s\-]+", inches.strip()):
        top, _, bottom = piece.partition("/")
        total += float(top) / float(bottom) if bottom else float(top)
    centimetres = total * 2.54
    return f"{centimetres:.0f}" if centimetres >= 3 else f"{centimetres:.1f}"
