"""Allergens, diets and texture of the table's foods, as far as they can be told for certain.

Only what the description itself says is used. A food of one plain ingredient is free of what that
ingredient is not; everything else stays unknown, and unknown counts as containing. Traces from
shared machines are never known here. The words stand in flags.toml.
"""

import re
import tomllib
from pathlib import Path

T = tomllib.loads((Path(__file__).parent / "flags.toml").read_text(encoding="utf-8"))
CONTAINS = {
    allergen: re.compile(rf"\b({'|'.join(words)})(?!\w)", re.IGNORECASE)
    for allergen, words in T["contains"].items()
}
ALLERGENS = tuple(CONTAINS)
TAKEN_BACK = re.compile(rf"\b({'|'.join(T['taken_back'])})\b[^,]*", re.IGNORECASE)
NAMED = re.compile(r"\b(almond|soy|peanut|cashew|sesame)", re.IGNORECASE)
SHOUTED = re.compile(r"[A-Z]{4,}")
NOT_PLAIN = re.compile(rf"\b({'|'.join(T['not_plain'])})\b|{SHOUTED.pattern}")
PLAIN_STARTS = re.compile(rf"^({'|'.join(T['plain_starts'])})")
PLAIN_DAIRY = re.compile(rf"^({'|'.join(T['plain_dairy_starts'])})")
TEXTURE = {texture: re.compile(rf"^({'|'.join(s)})") for texture, s in T["texture"].items()}
ADDED = re.compile(rf"{SHOUTED.pattern}|industrial|butter|mix|flavor|self-rising|wheat flour added")
ADDED_TO_DAIRY = re.compile(
    rf"{SHOUTED.pattern}|fruit|vanilla|chocolate|flavor|imitation|filled|vegetables|substitute"
)
MEATY = re.compile(
    r"\b(beef|pork|ham|bacon|chicken|turkey|lamb|meat|gelatin|lard|tallow)\b", re.IGNORECASE
)
DRIED = re.compile(r"\b(dried|dehydrated|freeze-dried|flakes)\b")
SEA = {"fish", "crustaceans", "molluscs"}


def flags(description: str, group: str) -> dict[str, object]:
    """contains, free_of, diets (lists of names) and texture (a name or None) of one food."""
    contains = {allergen for allergen in ALLERGENS if _has(allergen, description)}
    plain = _is_plain(description, group)
    free = set(ALLERGENS) - contains if plain else set()
    return {
        "contains": sorted(contains),
        "free_of": sorted(free),
        "diets": _diets(description, group, contains, plain),
        "texture": next((t for t, rule in TEXTURE.items() if rule.search(description)), None),
    }


def _has(allergen: str, description: str) -> bool:
    """Whether its words stand there and are not taken back ("without milk", "cocoa butter")."""
    rule = CONTAINS[allergen]
    if rule.search(TAKEN_BACK.sub(" ", description)):
        return True
    # "Almond milk" is taken back as milk, not as almond.
    named = NAMED.search(description)
    return bool(named and rule.search(named[0] if named[0] != "soy" else "soymilk"))


def _is_plain(description: str, group: str) -> bool:
    """Whether the food is one ingredient for certain."""
    if PLAIN_STARTS.search(description):
        return not ADDED.search(description)
    if PLAIN_DAIRY.search(description):
        return not ADDED_TO_DAIRY.search(description)
    if group in T["plants"] and DRIED.search(description) and "sulfured" not in description:
        return description.startswith(("Nuts", "Seeds", "Spices"))
    return group in T["plain_groups"] and not NOT_PLAIN.search(description)


def _diets(description: str, group: str, contains: set[str], plain: bool) -> list[str]:
    """Diets the food suits for certain."""
    if group in T["meats"] or MEATY.search(description):
        return []
    if group == "Finfish and Shellfish Products" or contains & SEA:
        return ["pescetarian"] if plain else []
    known = plain or re.match(r"^(Tofu|Tempeh|Soymilk|Hummus|Peanut butter)", description)
    if not known or description.startswith("Cheese"):
        return []  # rennet: cheese may not be vegetarian
    if contains & {"milk", "egg"} or description.startswith("Honey"):
        return ["pescetarian", "vegetarian"]
    return ["pescetarian", "vegan", "vegetarian"]
