"""A food's searchable part as JSON, for the list of edits beside the index."""

from typing import Any, Final

from trophe.checks import require_name
from trophe.nutrition.food import Allergen, Diet, Food, Quality, Texture

TEXTS: Final = ("source", "source_id", "name", "description", "brand", "barcode", "popularity")


def to_json(food: Food) -> dict[str, object]:
    """What the index needs of a food; amounts and portions stay in the database."""
    return {
        **{name: getattr(food, name) for name in TEXTS},
        "quality": food.quality.value,
        "free_of": sorted(food.free_of),
        "diets": sorted(food.diets),
        "texture": food.texture and food.texture.value,
        "flags": list(food.flags),
        "aliases": list(food.aliases),
        "also_called": list(food.also_called),
        "nearest_to": list(food.nearest_to),
    }


def from_json(entry: dict[str, Any]) -> Food:
    """What `to_json` wrote."""
    return Food(
        **{name: entry[name] for name in TEXTS},
        quality=require_name("quality", entry["quality"], Quality),
        free_of=frozenset(map(Allergen, entry["free_of"])),
        diets=frozenset(map(Diet, entry["diets"])),
        texture=Texture(entry["texture"]) if entry["texture"] else None,
        flags=tuple(entry["flags"]),
        aliases=tuple(entry["aliases"]),
        also_called=tuple(entry["also_called"]),
        nearest_to=tuple(entry["nearest_to"]),
    )
