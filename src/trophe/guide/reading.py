"""How old a reader must be: the Flesch-Kincaid grade of a text, told as an age.

Both are rough. They see how long words and sentences are, not what they mean.
"""

import re
from typing import Final

from trophe.evidence import constants

_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?|\d+(?:[.,]\d+)*")
_VOWELS: Final = re.compile(r"[aeiouyà-ÿ]+")
# A last e, le after a vowel, ed and es are silent, as in make, scale, walked, comes; but not in
# table, be, needed, boxes.
_SILENT: Final = re.compile(r"(?:[^aeiouylr]e|[aeiouy][lr]e|[^aeiouytd]ed|[^aeiouyscxzgh]es)$")
_END: Final = re.compile(r"[.!?:;]+(?=\s|$)|\n+")


def words(text: str) -> list[str]:
    """The words and numbers of a text. A hyphen parts words: `post-polio` is two."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a new line ends one too, so list items count by themselves."""
    return [part.strip() for part in _END.split(text) if words(part)]


def syllables(word: str) -> int:
    """How many syllables a word has, by its groups of vowels; a number has one a digit.

    >>> [syllables(word) for word in ("leg", "muscle", "make", "table", "walked", "28")]
    [1, 2, 1, 2, 1, 2]
    """
    if word[0].isdigit():
        return sum(letter.isdigit() for letter in word)
    low = word.lower().removesuffix("'s").removesuffix("’s")
    count = len(_VOWELS.findall(low))
    if _SILENT.search(low):
        count -= 1
    return max(count, 1)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade (US school year) of a text; 0 for an empty one.

    References
    ----------
    Kincaid 1975. Evidence set ``reading_age``.
    """
    found, parts = words(text), sentences(text)
    if not found:
        return 0.0
    c = constants("reading_age")
    spoken = sum(syllables(word) for word in found)
    return float(
        c.per_sentence_length * len(found) / len(parts)
        + c.per_word_length * spoken / len(found)
        + c.intercept
    )


def reading_age(text: str) -> float:
    """The age (years) at which a text is read with ease: the grade plus five."""
    return grade(text) + float(constants("reading_age").school_start_y)
