"""From what people write to the words the index knows: folding, singular, synonyms.

The same steps are used for foods and for queries, so "Crème Fraîche", "creme fraiche" and "cremes
fraiches" meet. British and American words live in `tables/synonyms.csv`; a food that has one of a
line gets the others too, so that prefixes and typos of all of them find it.
"""

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

WORD: Final = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)?%?")
APOSTROPHE: Final = re.compile(r"(?<=\w)['’`´](?=\w)")
AMPERSAND: Final = re.compile(r"\b(\w)\s?&\s?(\w)(?:'?s)?\b")
PER_CENT: Final = re.compile(r"(\d)\s+%|(\d)\s*(?:percent|per cent|pct)\b")


def _lists() -> tuple[frozenset[str], dict[str, str]]:
    """Idle words, and irregular plurals with their singular."""
    text = (files("trophe.nutrition") / "tables" / "words.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return frozenset(table["idle"].split()), table["singular"]


IDLE, IRREGULAR = _lists()


def fold(text: str) -> str:
    """Lower case without diacritics; "½" and "%" in one form.

    >>> fold("Crème Fraîche, 15 % fat")
    'creme fraiche, 15% fat'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o"))
        text = "".join(char for char in text if not unicodedata.combining(char))
    text = text.casefold()
    # Most names have none of these, and a pattern costs more than a look.
    if "%" in text or "per" in text or "pct" in text:
        text = PER_CENT.sub(r"\1\2%", text)
    return text


def words(text: str) -> list[str]:
    """The words of a text, folded, in order.

    >>> words("M&M's peanut; Kellogg’s cow's-milk")
    ['mm', 'peanut', 'kelloggs', 'cows', 'milk']
    """
    text = fold(text)
    if "&" in text:
        text = AMPERSAND.sub(r"\1\2", text)
    if "'" in text or "’" in text or "`" in text or "´" in text:
        text = APOSTROPHE.sub("", text)
    return WORD.findall(text)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The singular of an English word, by rule; other words stay.

    >>> stem("tomatoes"), stem("berries"), stem("swiss"), stem("peaches")
    ('tomato', 'berry', 'swiss', 'peach')
    """
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("oes", "xes", "ches", "shes", "sses", "zzes")):
        return word[:-2]
    return word[:-1]


def stems(text: str) -> list[str]:
    """The words of a text as singulars, in order."""
    return [stem(word) for word in words(text)]


def forms(written: Iterable[str]) -> Iterator[str]:
    """Singulars and the words as written, for prefixes of either; each once."""
    seen = set()
    for word in written:
        for form in (stem(word), word):
            if form not in seen:
                seen.add(form)
                yield form


@cache
def synonym_lines() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Lines of words that mean the same food; each phrase as its singular words."""
    path = files("trophe.nutrition") / "tables" / "synonyms.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [row for row in csv.reader(lines) if row and not row[0].startswith("#")]
    return tuple(tuple(tuple(stems(phrase)) for phrase in row if phrase.strip()) for row in rows)


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """First word of a phrase -> the phrases that start so, with their line."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for line, phrases in enumerate(synonym_lines()):
        for phrase in phrases:
            found.setdefault(phrase[0], []).append((phrase, line))
    return found


def synonyms(singulars: Iterable[str]) -> list[str]:
    """Words that other people would use for a text with these words; none that are in it.

    A phrase counts when all its words are there, in any order.
    """
    have = set(singulars)
    starts = _by_first_word()
    more: dict[str, None] = {}
    for word in have:
        for phrase, line in starts.get(word, ()):
            if have.issuperset(phrase):
                for other in synonym_lines()[line]:
                    more.update(dict.fromkeys(w for w in other if w not in have))
    return list(more)
