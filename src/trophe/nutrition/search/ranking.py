"""How well a food answers what was typed.

The index gives candidates; here each is looked at word by word. A word found in the noun of the
name counts most, then in a name people use for the food, then anywhere; a prefix a little less, a
typo less still; a rare word counts more than a common one. A name that is fully said beats a
longer one; then what this person eats at this hour, then how well known the food is. Weights were
chosen on the development queries only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from trophe.nutrition.search.document import Words, read
from trophe.nutrition.search.query import Typed, is_idle

# Where a word is found.
HEAD: Final = 1.0
ALIAS: Final = 1.0
ALSO: Final = 0.93
NAME: Final = 0.87
REST: Final = 0.55
# How it is found.
PREFIX: Final = 0.92
TYPO: Final = 0.80
OPEN_TYPO: Final = 0.74
# What counts beside the words.
WORDS_WEIGHT: Final = 3.0
COVER_WEIGHT: Final = 0.40
POPULARITY_WEIGHT: Final = 1.3
HISTORY_WEIGHT: Final = 2.5
FIRST_WORD_BONUS: Final = 0.10
IDLE_SHARE: Final = 0.2
# For having typed all, or the start, of a name.
NAME_BONUS: Final = 1.2
ALIAS_BONUS: Final = 1.2
HEAD_BONUS: Final = 0.9
ALSO_BONUS: Final = 0.8
NEAR_BONUS: Final = 0.9
START_SHARE: Final = 0.4
TYPO_LENGTH: Final = 3
TWO_TYPOS: Final = 0.70
TWO_TYPOS_LENGTH: Final = 7


class Match(NamedTuple):
    """A score, and the phrase this food is only the nearest to (empty when it is the thing)."""

    score: float
    nearest_to: str


@dataclass(frozen=True, slots=True)
class Card:
    """A food ready to be compared: its words by where they stand, and its names as sets."""

    words: Words
    # Best places first.
    places: Mapping[str, float]
    phrases: tuple[tuple[float, str, frozenset[str]], ...]
    near: tuple[tuple[str, frozenset[str]], ...]


@lru_cache(maxsize=8192)
def card(data: bytes) -> Card:
    """What the index keeps of a food, ready to be compared. Kept, because the same foods are
    looked at again at every keystroke."""
    food = read(data)
    places: dict[str, float] = {}
    for words, value in (
        (food.head, HEAD),
        (_split(food.aliases), ALIAS),
        (_split(food.also_called), ALSO),
        (_split(food.near), ALSO),
        (food.words, NAME),
        (food.rest, REST),
    ):
        for word in words:
            places.setdefault(word, value)
    named = (
        ((" ".join(food.words),), NAME_BONUS),
        (food.aliases, ALIAS_BONUS),
        ((" ".join(food.head),), HEAD_BONUS),
        (food.also_called, ALSO_BONUS),
    )
    phrases = tuple((b, p, frozenset(p.split())) for ps, b in named for p in ps)
    near = tuple((p, frozenset(p.split())) for p in food.near)
    return Card(words=food, places=places, phrases=phrases, near=near)


class Ranker:
    """Scores foods against one typed text; it remembers how words compare, which many share."""

    def __init__(self, typed: Typed, rarity: Sequence[float], *, typos: bool) -> None:
        """`rarity` of each typed word, 0 (in every food) to 1 (in none).

        `typos`: whether foods may have been found by words with a typo; if not, none is looked for.
        """
        self.typed, self.typos = typed, typos
        n = len(typed.words)
        self.shares = [
            IDLE_SHARE if is_idle(word) and n > 1 else 0.4 + rare
            for word, rare in zip(typed.words, rarity, strict=True)
        ]
        self.total = sum(self.shares)
        self.kinds: list[dict[str, float]] = [{} for _ in typed.words]
        self.written = " ".join(typed.words)
        singular = typed.singular
        self.pairs = list(zip(typed.words, singular, strict=True))
        self.exact = frozenset((*typed.words, *singular))
        self.open = [typed.is_open(i) for i in range(n)]
        self.begun = tuple(word for i, word in enumerate(typed.words) if self.open[i])
        self.whole = {frozenset(singular), frozenset(singular[i] for i in typed.telling)}

    def match(self, food: Card, history: float = 0.0) -> Match:
        """How well a food answers; higher is better. Only the order means something."""
        best = self._best_with_typos if self.typos else self._best
        found = sum(share * best(i, food.places) for i, share in enumerate(self.shares))
        head = food.words.head
        score = WORDS_WEIGHT * found / self.total + COVER_WEIGHT * self._cover(head)
        score += POPULARITY_WEIGHT * food.words.popularity + HISTORY_WEIGHT * history
        if head and head[0] == self.pairs[0][1]:
            score += FIRST_WORD_BONUS
        bonus, near = self._phrase(food)
        return Match(score + bonus, near)

    def read_as(self, food: Card) -> Typed:
        """What was typed, in the words of a food that has them with a typo."""
        return replace(
            self.typed, words=tuple(self._meant(i, food.places) for i in range(len(self.pairs)))
        )

    def _meant(self, i: int, places: Mapping[str, float]) -> str:
        """The word that typed word `i` is in a food; itself where it is there or is none."""
        typed = self.pairs[i][0]
        word = max(places, key=lambda other: self._known_kind(i, other), default=typed)
        kind = self._known_kind(i, word)
        return word if 0 < kind < PREFIX else typed

    def _best(self, i: int, places: Mapping[str, float]) -> float:
        """The best place in which typed word `i`, or a word that it begins, is found, 0 to 1."""
        word, singular = self.pairs[i]
        best = max(places.get(word, 0.0), places.get(singular, 0.0))
        if self.open[i]:
            for other, value in places.items():
                if value * PREFIX <= best:
                    break
                if other.startswith(word):
                    return value * PREFIX
        return best

    def _best_with_typos(self, i: int, places: Mapping[str, float]) -> float:
        """The best place and way in which typed word `i` is found, 0 to 1."""
        best = 0.0
        known = self.kinds[i]
        for word, value in places.items():
            if value <= best:
                break
            kind = known.get(word)
            if kind is None:
                kind = self._known_kind(i, word)
            if kind and value * kind > best:
                best = value * kind
        return best

    def _known_kind(self, i: int, other: str) -> float:
        """`_kind`, remembered."""
        known = self.kinds[i]
        if other not in known:
            known[other] = self._kind(i, other)
        return known[other]

    def _kind(self, i: int, other: str) -> float:
        """How typed word `i` meets another: the same, its start, with a typo, or not at all."""
        word, singular = self.typed.words[i], self.typed.singular[i]
        if other in (word, singular):
            return 1.0
        open_end = self.open[i]
        if open_end and other.startswith(word):
            return PREFIX
        if not self.typos or len(word) < TYPO_LENGTH:
            return 0.0
        if within_one_edit(singular, other) or within_one_edit(word, other):
            return TYPO
        if open_end and len(word) > TYPO_LENGTH and starts_within_one_edit(word, other):
            return OPEN_TYPO
        if len(word) >= TWO_TYPOS_LENGTH and within_two_edits(word, other):
            return TWO_TYPOS
        return 0.0

    def _cover(self, head: Sequence[str]) -> float:
        """The share of the food's noun phrase that was typed."""
        if not head:
            return 0.0
        return sum(map(self._typed, head)) / len(head)

    def _typed(self, word: str) -> bool:
        """Whether a word of a food was typed, or begun, or typed with a typo."""
        if word in self.exact or word.startswith(self.begun):
            return True
        return self.typos and any(self._known_kind(i, word) for i in range(len(self.pairs)))

    def _phrase(self, food: Card) -> tuple[float, str]:
        """The bonus for a name that was typed whole or begun, and what it is only nearest to."""
        best = 0.0
        for bonus, phrase, parts in food.phrases:
            if bonus > best:
                best = max(best, bonus * self._said(phrase, parts))
        for phrase, parts in food.near:
            said = NEAR_BONUS * self._said(phrase, parts)
            if said > best:
                return said, phrase
        return best, ""

    def _said(self, phrase: str, parts: frozenset[str]) -> float:
        """1 when the phrase was typed whole, in any order; less when begun or with a typo."""
        if parts in self.whole:
            return 1.0
        if self.typed.open_end and phrase.startswith(self.written):
            return START_SHARE * (0.5 + 0.5 * len(self.written) / len(phrase))
        if not self.typos:
            return 0.0
        near = abs(len(phrase) - len(self.written)) < 3 and phrase[:1] == self.written[:1]
        return START_SHARE + 0.2 if near and self._nearly(phrase) else 0.0

    def _nearly(self, phrase: str) -> bool:
        """Whether the phrase was typed whole but for a typo, word by word in its order."""
        others = phrase.split()
        return len(others) == len(self.kinds) and all(
            self._known_kind(i, other) >= TYPO for i, other in enumerate(others)
        )


def _split(phrases: Sequence[str]) -> list[str]:
    """The words of some phrases."""
    return " ".join(phrases).split()


def within_one_edit(a: str, b: str) -> bool:
    """Whether one letter added, left out, changed or swapped with its neighbour makes a into b.

    >>> within_one_edit("banna", "banana"), within_one_edit("baanna", "banana")
    (True, True)
    """
    if a == b:
        return True
    # One edit leaves the first or the last letter as it was.
    if abs(len(a) - len(b)) > 1 or (a[:1] != b[:1] and a[-1:] != b[-1:]):
        return (len(a) == len(b) == 2 and a == b[::-1]) or max(len(a), len(b)) < 2
    start = 0
    shorter = min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left_a, left_b = a[start : len(a) - end], b[start : len(b) - end]
    if max(len(left_a), len(left_b)) <= 1:
        return True
    return len(left_a) == 2 and left_a == left_b[::-1]


def within_two_edits(a: str, b: str) -> bool:
    """Whether two such changes make a into b.

    >>> within_two_edits("brocolli", "broccoli")
    True
    """
    if abs(len(a) - len(b)) > 2 or a[:1] != b[:1]:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if start is None:
        return True
    a, b = a[start:], b[start:]
    swapped = len(a) > 1 and a[1] + a[0] == b[:2] and within_one_edit(a[2:], b[2:])
    return (
        swapped
        or within_one_edit(a[1:], b)
        or within_one_edit(a, b[1:])
        or within_one_edit(a[1:], b[1:])
    )


def starts_within_one_edit(a: str, b: str) -> bool:
    """Whether b starts with something that is one edit from a; the first letter is right."""
    if a[:1] != b[:1]:
        return False
    return any(within_one_edit(a, b[:n]) for n in (len(a) - 1, len(a), len(a) + 1) if n <= len(b))
