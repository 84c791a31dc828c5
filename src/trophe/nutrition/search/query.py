"""A typed text as index queries, from the strictest reading to the most forgiving."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import tantivy

from trophe.nutrition.search.words import IDLE, stem, words

# What a word counts for where it is found, in the index's own first ordering.
ANYWHERE: Final = 2.0
Places = Mapping[str, float]
PLACES: Final[Places] = MappingProxyType({"head": 4.0, "alias": 4.0, "all": ANYWHERE})
# Among millions of foods the place is left to the ranking: one list of foods a word, not three.
ONE_PLACE: Final[Places] = MappingProxyType({"all": ANYWHERE})
AS_PREFIX: Final = 0.75
WITH_TYPO: Final = 0.5
WHOLE_PHRASE: Final = 9.0
IDLE_WORD: Final = 0.3
SHORT: Final = 2
# Words shorter than it are not searched with a typo: too many others are one letter away.
TYPO_LENGTH: Final = 3
TWO_TYPOS_LENGTH: Final = 7
MAX_WORDS: Final = 12

Clause = tuple[tantivy.Occur, tantivy.Query]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed. `open_end` when the last word may still be unfinished; `cut` when every one
    may be ("chick bre").
    """

    words: tuple[str, ...]
    open_end: bool
    cut: bool = False

    def is_open(self, i: int) -> bool:
        """Whether word `i` may be the start of a longer one."""
        return self.cut or (self.open_end and i == len(self.words) - 1)

    @property
    def singular(self) -> tuple[str, ...]:
        """The words as singulars."""
        return tuple(map(stem, self.words))

    @property
    def telling(self) -> tuple[int, ...]:
        """Positions of the words that say which food; all of them where none does."""
        said = [i for i, word in enumerate(self.words) if not is_idle(word)]
        return tuple(said) if said else tuple(range(len(self.words)))


def is_idle(word: str) -> bool:
    """Whether a word says how much, not what."""
    return word in IDLE or (word[0].isdigit() and not word.endswith("%"))


def typed(text: str) -> Typed:
    """A typed text as words; at most the first twelve count."""
    return Typed(tuple(words(text)[:MAX_WORDS]), open_end=bool(text) and text[-1].isalnum())


def strict(query: Typed, schema: tantivy.Schema, places: Places = PLACES) -> tantivy.Query:
    """Every telling word must be there, the last one at least as a prefix."""
    return _combined(query, schema, places, typo=False)


def with_typos(query: Typed, schema: tantivy.Schema, places: Places = PLACES) -> tantivy.Query:
    """The same with one wrong, missing, extra or swapped letter in each longer word."""
    return _combined(query, schema, places, typo=True)


def with_two_typos(query: Typed, schema: tantivy.Schema, places: Places = PLACES) -> tantivy.Query:
    """Every telling word, the long ones with up to two wrong letters ("brocolli")."""
    parts: list[Clause] = []
    for i in query.telling:
        word = query.words[i]
        if len(word) >= TWO_TYPOS_LENGTH and word.isalpha():
            found = _fuzzy(schema, "all", word, ANYWHERE * WITH_TYPO, distance=2)
        else:
            found = _word(query, i, schema, places, typo=True)
        parts.append((tantivy.Occur.Must, found))
    return tantivy.Query.boolean_query(parts)


def some_words(
    query: Typed, schema: tantivy.Schema, places: Places = PLACES, *, at_least: int
) -> tantivy.Query:
    """At least so many of the telling words, each with at most one wrong letter."""
    parts: list[Clause] = [
        (tantivy.Occur.Should, _word(query, i, schema, places, typo=True)) for i in query.telling
    ]
    return tantivy.Query.boolean_query(parts, minimum_number_should_match=at_least)


def _combined(query: Typed, schema: tantivy.Schema, places: Places, *, typo: bool) -> tantivy.Query:
    telling = query.telling
    parts: list[Clause] = [
        (tantivy.Occur.Must, _word(query, i, schema, places, typo=typo)) for i in telling
    ]
    for i in range(len(query.words)):
        if i not in telling:
            parts.append(
                (tantivy.Occur.Should, _const(schema, "all", query.singular[i], IDLE_WORD))
            )
    phrase = " ".join(sorted(query.singular))
    parts.append((tantivy.Occur.Should, _const(schema, "exact", phrase, WHOLE_PHRASE)))
    if len(telling) < len(query.words):
        fewer = " ".join(sorted(query.singular[i] for i in telling))
        parts.append((tantivy.Occur.Should, _const(schema, "exact", fewer, WHOLE_PHRASE)))
    short = all(len(query.words[i]) <= SHORT for i in telling)
    if short:
        known = tantivy.Query.term_query(schema, "tier", "known", "basic")
        parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(known, 0.0)))
    return tantivy.Query.boolean_query(parts)


def _word(
    query: Typed, position: int, schema: tantivy.Schema, places: Places, *, typo: bool
) -> tantivy.Query:
    """One word wherever it stands; the best place counts."""
    word, singular = query.words[position], query.singular[position]
    prefix = query.is_open(position)
    ways = [_const(schema, place, singular, score) for place, score in places.items()]
    if prefix:
        ways += [
            _fuzzy(schema, place, word, score * AS_PREFIX, distance=0, prefix=True)
            for place, score in places.items()
        ]
    if typo and len(word) >= TYPO_LENGTH and word.isalpha():
        ways += [
            _fuzzy(schema, place, form, score * WITH_TYPO)
            for form in dict.fromkeys((word, singular))
            for place, score in places.items()
        ]
        if prefix:
            ways.append(_fuzzy(schema, "all", word, ANYWHERE * WITH_TYPO * AS_PREFIX, prefix=True))
    return ways[0] if len(ways) == 1 else tantivy.Query.disjunction_max_query(ways)


def _const(schema: tantivy.Schema, field: str, term: str, score: float) -> tantivy.Query:
    query = tantivy.Query.term_query(schema, field, term, "basic")
    return tantivy.Query.const_score_query(query, score)


def _fuzzy(
    schema: tantivy.Schema,
    field: str,
    term: str,
    score: float,
    *,
    distance: int = 1,
    prefix: bool = False,
) -> tantivy.Query:
    query = tantivy.Query.fuzzy_term_query(
        schema, field, term, distance=distance, transposition_cost_one=True, prefix=prefix
    )
    return tantivy.Query.const_score_query(query, score)


def filtered(query: tantivy.Query, schema: tantivy.Schema, tags: Sequence[str]) -> tantivy.Query:
    """Only foods that carry all the tags."""
    parts: list[Clause] = [(tantivy.Occur.Must, query)]
    for tag in tags:
        term = tantivy.Query.term_query(schema, "tags", tag, "basic")
        parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(term, 0.0)))
    return tantivy.Query.boolean_query(parts) if tags else query


def among(query: tantivy.Query, schema: tantivy.Schema, keys: Mapping[str, float]) -> tantivy.Query:
    """Only the foods with these keys."""
    term = tantivy.Query.term_set_query(schema, "key", list(keys))
    mine = tantivy.Query.const_score_query(term, 0.0)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, mine)])
