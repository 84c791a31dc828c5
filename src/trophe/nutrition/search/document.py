"""What the index keeps of a food: words by field, and one compact text that ranking reads."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import tantivy

from trophe.nutrition.food import Food
from trophe.nutrition.search.words import forms, stem, stems, synonyms, words

# Part of every folder's name: an index of another version is rebuilt, not read.
INDEX_VERSION: Final = 3
POPULARITY_STEPS: Final = 1000
# Foods at or above it answer prefixes of one or two letters, which millions of names share.
WELL_KNOWN: Final = 0.05
# Products that are no longer sold answer their barcode, no words.
BY_CODE_ONLY: Final = "no_longer_sold"
FIELD: Final = "\t"
PHRASE: Final = "|"


def schema() -> tantivy.Schema:
    """The fields of the index. Words are made by `search.words`, so the tokenizer only splits."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("head", "alias", "all", "tags"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("exact", "code", "tier"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("text", stored=True)
    builder.add_unsigned_field("popularity", fast=True)
    return builder.build()


def document(food: Food) -> tantivy.Document:
    """One food as the index keeps it."""
    head_words, rest_words = (words(part) for part in split_name(food.name))
    aliases = [words(alias) for alias in (*food.aliases, *food.also_called)]
    alias_words = [word for alias in aliases for word in alias]
    described = words(f"{food.description} {food.brand}")
    head = list(map(stem, head_words))
    name = [*head, *map(stem, rest_words)]
    rest = list(map(stem, described))
    also = synonyms([*name, *rest])
    popularity = round(min(1.0, max(0.0, food.popularity)) * POPULARITY_STEPS)
    doc = tantivy.Document()
    doc.add_text("key", food.key)
    doc.add_bytes("text", compact(food, head, name, [*rest, *also], popularity))
    doc.add_unsigned("popularity", popularity)
    if food.barcode:
        doc.add_text("code", food.barcode)
    if BY_CODE_ONLY in food.flags:
        return doc
    near = words(" ".join(food.nearest_to))
    everything = [*head_words, *rest_words, *alias_words, *near, *described, *also]
    doc.add_text("head", " ".join(forms(head_words)))
    doc.add_text("alias", " ".join(forms(alias_words)))
    doc.add_text("all", " ".join(forms(everything)))
    doc.add_text("tags", " ".join(tags(food)))
    for phrase in {exact(head), exact(name), *(exact(map(stem, alias)) for alias in aliases)}:
        doc.add_text("exact", phrase)
    if food.popularity >= WELL_KNOWN:
        doc.add_text("tier", "known")
    return doc


def split_name(name: str) -> tuple[str, str]:
    """What stands before the first comma or bracket, and the rest.

    >>> split_name("Whole milk (3.25 % fat)")
    ('Whole milk', '3.25 % fat)')
    """
    found = re.match(r"^([^,(]+)[,(]?\s*(.*)$", name)
    return (found[1].strip(), found[2]) if found else (name, "")


def exact(singulars: Iterable[str]) -> str:
    """The words of a phrase, which may come in any order, as one term."""
    return " ".join(sorted(singulars))


def tags(food: Food) -> Iterator[str]:
    """What filters may ask for. Unknown allergens have no tag, so a filter never lets them in."""
    yield f"source:{food.source}"
    yield f"quality:{food.quality}"
    for allergen in food.free_of:
        yield f"free:{allergen}"
    for diet in food.diets:
        yield f"diet:{diet}"
    if food.texture:
        yield f"texture:{food.texture}"
    for word in dict.fromkeys(stems(food.brand)):
        yield f"brand:{word}"


def compact(
    food: Food, head: list[str], name: list[str], rest: Iterable[str], popularity: int
) -> bytes:
    """The text that ranking reads: name, brand, head and name words, phrases, the rest."""
    known = {*head, *name}
    fields = (
        food.name.replace(FIELD, " "),
        food.brand.replace(FIELD, " "),
        " ".join(head),
        " ".join(name),
        _phrases(food.aliases),
        _phrases(food.also_called),
        _phrases(food.nearest_to),
        " ".join(dict.fromkeys(word for word in rest if word not in known)),
    )
    return f"{popularity}{FIELD}{FIELD.join(fields)}".encode()


def _phrases(names: Iterable[str]) -> str:
    return PHRASE.join(" ".join(stems(name)) for name in names)


@dataclass(slots=True)
class Words:
    """A food's words as ranking reads them from the index."""

    popularity: float
    name: str
    brand: str
    head: list[str]
    words: list[str]
    aliases: list[str]
    also_called: list[str]
    near: list[str]
    rest: list[str]


def read(data: bytes) -> Words:
    """What `compact` wrote."""
    popularity, name, brand, head, words, aliases, also, near, rest = data.decode().split(FIELD)
    return Words(
        popularity=int(popularity) / POPULARITY_STEPS,
        name=name,
        brand=brand,
        head=head.split(),
        words=words.split(),
        aliases=aliases.split(PHRASE) if aliases else [],
        also_called=also.split(PHRASE) if also else [],
        near=near.split(PHRASE) if near else [],
        rest=rest.split(),
    )
