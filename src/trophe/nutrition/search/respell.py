"""Words written together or apart: "cornflakes", "sweet corn", "butternutsquash"."""

from collections.abc import Iterator
from typing import Final

import tantivy

from trophe.nutrition.search.query import Typed
from trophe.nutrition.search.words import stem

SHORTEST_PART: Final = 3


def respelled(wanted: Typed, searcher: tantivy.Searcher) -> Iterator[Typed]:
    """Other spellings of which every changed word is known to the index."""
    for i in range(len(wanted.words) - 1):
        joined = wanted.words[i] + wanted.words[i + 1]
        if _known(searcher, joined):
            yield Typed((*wanted.words[:i], joined, *wanted.words[i + 2 :]), wanted.open_end)
    for i, word in enumerate(wanted.words):
        if _known(searcher, word):
            continue
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            left, right = word[:cut], word[cut:]
            if _known(searcher, left) and _known(searcher, right):
                parts = (*wanted.words[:i], left, right, *wanted.words[i + 1 :])
                yield Typed(parts, wanted.open_end)


def _known(searcher: tantivy.Searcher, word: str) -> bool:
    """Whether any food has the word."""
    return searcher.doc_freq("all", word) > 0 or searcher.doc_freq("all", stem(word)) > 0
