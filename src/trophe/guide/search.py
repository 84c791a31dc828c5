"""Finding a page by words: what people type, what they call it, what the text says."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Final

from trophe.guide.library import pages
from trophe.guide.page import Page

_WEIGHTS: Final = (("title", 12), ("keywords", 10), ("summary", 4), ("body", 1))
_MOST_IN_BODY: Final = 4
_PHRASE: Final = 12
_LITTLE: Final = re.compile(
    r"am|an?|and|are|be|but|by|can|do|does|for|from|get|has|have|how|i|if|in|is|its?|long|me|much"
    r"|my|need|of|on|or|should|so|that|the|there|to|was|what|when|which|who|why|will|with|your?"
)
"""Words that say nothing about what is sought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A page found, how well it fits, and a sentence of it."""

    page: Page
    score: float
    excerpt: str


def tokens(text: str) -> list[str]:
    """The words of a text in small letters."""
    return re.findall(r"[a-z0-9à-ÿ]+", text.lower())


@cache
def _index() -> dict[str, dict[str, Counter[str]]]:
    """Words of each page by where they stand."""
    return {
        page.slug: {
            "title": Counter(tokens(page.title)),
            "keywords": Counter(tokens(" ".join(page.keywords))),
            "summary": Counter(tokens(page.summary)),
            "body": Counter(tokens(page.prose)),
        }
        for page in pages()
    }


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(w for parts in _index().values() for words in parts.values() for w in words)


def search(text: str, most: int = 12) -> tuple[Hit, ...]:
    """The pages that fit all words best, at most `most`; a misspelt word stands for its like.

    Where no page has all words, those with any of them.
    """
    wanted = [_known(word) for word in tokens(text) if not _LITTLE.fullmatch(word)]
    if not wanted:
        return ()
    said = " ".join(wanted)
    scores = {
        page: [_score(page, word) + _PHRASE * (said in _names(page)) for word in wanted]
        for page in pages()
    }
    full = {page: sum(s) for page, s in scores.items() if all(s)}
    found = full or {page: sum(s) for page, s in scores.items() if any(s)}
    best = sorted(found, key=lambda page: -found[page])[:most]
    return tuple(Hit(page=p, score=found[p], excerpt=_excerpt(p, wanted)) for p in best)


def _names(page: Page) -> str:
    """What a page is called, as one text."""
    return " | ".join([page.title.lower(), *page.keywords]).lower()


def _known(word: str) -> str:
    """The word, or the nearest one that some page has where none begins with it."""
    if any(each.startswith(word) for each in _vocabulary()):
        return word
    near = get_close_matches(word, _vocabulary(), n=1, cutoff=0.75)
    return near[0] if near else word


def _score(page: Page, word: str) -> float:
    """Whole words count in full, beginnings of words for half."""
    total = 0.0
    for place, weight in _WEIGHTS:
        words = _index()[page.slug][place]
        whole = min(words[word], _MOST_IN_BODY)
        begun = any(each.startswith(word) for each in words) and not whole
        total += weight * (whole + 0.5 * begun)
    return total


def _excerpt(page: Page, wanted: list[str]) -> str:
    """The first sentence that has one of the words, else the summary."""
    for sentence in re.split(r"(?<=[.!?])\s+|\n", page.prose):
        if any(token.startswith(word) for token in tokens(sentence) for word in wanted):
            return sentence
    return page.summary
