"""Search as you type: candidates from the index, ordered by how well they answer."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

import tantivy

from trophe.errors import InputError
from trophe.nutrition.barcode import search_key
from trophe.nutrition.food import Allergen, Diet, Quality, Texture
from trophe.nutrition.search import query as queries
from trophe.nutrition.search.document import exact, schema
from trophe.nutrition.search.index import FoodIndex
from trophe.nutrition.search.query import Typed, typed
from trophe.nutrition.search.ranking import Card, Ranker, card
from trophe.nutrition.search.respell import respelled
from trophe.nutrition.search.words import stems

# So many of what the index finds are looked at; more of a forgiving reading, whose first order is
# worse.
CANDIDATES: Final = 40
FORGIVING: Final = 60
# Of millions of foods fewer are looked at: they only fill up what the best known ones leave.
DEEP: Final = 20
# A word of so many well known foods is whole, not the start of another one.
WHOLE_WORD: Final = 5
ENOUGH: Final = 10
FEW: Final = 5
# So many foods found with a typo tell what was meant.
BELIEVED: Final = 3
MAX_HITS: Final = 100
Reading = Callable[[Typed, tantivy.Schema, queries.Places], tantivy.Query]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One answer, best first.

    `key` is the food's (`Food.key`). `nearest_to` names what was asked for when the food is not
    that but comes closest. `corrected` when a word was found only with a typo or left out.
    """

    key: str
    name: str
    brand: str
    score: float
    nearest_to: str = ""
    corrected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What every hit must be. An allergen that nobody excluded for a food excludes the food.

    `brand` is one word or more of the brand's name, whole.
    """

    without: frozenset[Allergen] = frozenset()
    diet: Diet | None = None
    texture: Texture | None = None
    source: str = ""
    brand: str = ""
    quality: Quality | None = None

    def tags(self) -> list[str]:
        """The tags a food must carry."""
        tags = [f"free:{allergen}" for allergen in sorted(self.without)]
        for name in ("diet", "texture", "source", "quality"):
            value = getattr(self, name)
            if value:
                tags.append(f"{name}:{value}")
        return [*tags, *(f"brand:{word}" for word in stems(self.brand))]


class FoodSearch:
    """Answers typed texts from one index."""

    def __init__(self, index: FoodIndex) -> None:
        self.index = index
        self._schema = schema()

    def is_name(self, text: str) -> bool:
        """Whether the words, in any order, are the whole name that some food goes by."""
        views = self.index.searchers()
        return bool(views) and views[-1].doc_freq("exact", exact(stems(text))) > 0

    def search(
        self,
        text: str,
        *,
        limit: int = 10,
        history: Mapping[str, float] | None = None,
        filters: Filters | None = None,
    ) -> list[Hit]:
        """The foods that best answer a typed text, best first; empty for an empty text.

        Parameters
        ----------
        text : what was typed so far, or the digits of a barcode.
        limit : 1 to 100.
        history : key -> 0 to 1, how much this person eats it at this hour; counts most.
        filters : what every hit must be.
        """
        if not 1 <= limit <= MAX_HITS:
            raise InputError("limit", f"limit = {limit} is outside 1 to {MAX_HITS}.")
        views = self.index.searchers()
        if not views:
            return []
        asked = _Asked(
            views, self._schema, history or {}, (filters or Filters()).tags(), max(limit, ENOUGH)
        )
        code = search_key(text)
        if code:
            return asked.by_code(code)[:limit]
        wanted = typed(text)
        return asked.answer(wanted)[:limit] if wanted.words else []


@dataclass
class _Asked:
    """One question to one state of the index."""

    # Of the best known foods first; the last one is of all.
    views: Sequence[tantivy.Searcher]
    schema: tantivy.Schema
    history: Mapping[str, float]
    tags: Sequence[str]
    limit: int
    # Every food that was looked at.
    cards: dict[str, Card] = field(default_factory=dict)

    @property
    def all(self) -> tantivy.Searcher:
        """The view of all foods."""
        return self.views[-1]

    def by_code(self, code: str) -> list[Hit]:
        """Foods with this barcode."""
        query = tantivy.Query.term_query(self.schema, "code", code, "basic")
        return [
            Hit(key=key, name=one.words.name, brand=one.words.brand, score=1.0)
            for key, one in self._found(self.all, query, CANDIDATES).items()
        ]

    def answer(self, wanted: Typed) -> list[Hit]:
        """Strict readings first; more forgiving ones only fill up what they leave."""
        found = self._ranked(wanted, self._strict(wanted), corrected=False)
        for reading in respelled(wanted, self.all):
            self._fill(found, reading, queries.strict)
        if len(found) < FEW and len(wanted.words) > 1:
            self._fill(found, replace(wanted, cut=True), queries.strict, deep=not found)
        self._fill_misspelled(found, wanted)
        self._fill_by_some(found, wanted)
        return found

    def _fill_by_some(self, found: list[Hit], wanted: Typed) -> None:
        """Foods that answer a part of what was typed: one word may be left out when little was
        found, more only when nothing was.
        """
        n_telling = len(wanted.telling)
        for at_least in range(n_telling - 1, 0, -1):
            if not found or (len(found) < FEW and at_least == n_telling - 1):
                some = partial(queries.some_words, at_least=at_least)
                self._fill(found, wanted, some, deep=not found)

    def _strict(self, wanted: Typed) -> dict[str, Card]:
        """Candidates of the strict reading, with this person's own foods among them."""
        found: dict[str, Card] = {}
        for view in self.views:
            if len(found) < self.limit:
                found |= self._candidates(view, queries.strict, wanted, CANDIDATES)
        if self.history:
            query = queries.strict(wanted, self.schema)
            among = queries.among(query, self.schema, self.history)
            found |= self._found(self.all, among, CANDIDATES)
        return found

    def _fill_misspelled(self, found: list[Hit], wanted: Typed) -> None:
        """Foods whose words are a letter or two away from what was typed.

        Looking through the words of millions of foods is slow, so the best known ones tell what was
        meant ("chiken": chicken), and the others are then asked for that.
        """
        for reading_of in (queries.with_typos, queries.with_two_typos):
            if reading_of is queries.with_typos or not found:
                n_before = len(found)
                self._fill(found, wanted, reading_of, deep=self._may_be_rare(found, wanted))
                for reading in self._meant(wanted, found[n_before : n_before + BELIEVED]):
                    self._fill(found, reading, queries.strict)

    def _may_be_rare(self, found: Sequence[Hit], wanted: Typed) -> bool:
        """Whether a misspelled word may be one that only less known foods have."""
        front = self.views[0]
        whole = wanted.words[:-1] if wanted.open_end else wanted.words
        known = (front.doc_freq("all", word) > 0 for word in whole)
        return not found or (len(found) < FEW and not all(known))

    def _meant(self, wanted: Typed, hits: Sequence[Hit]) -> Sequence[Typed]:
        """What was typed in the words of the foods that came closest."""
        if len(self.views) == 1:
            return ()
        ranker = Ranker(wanted, rarity(wanted, self.all), typos=True)
        readings = (ranker.read_as(self.cards[hit.key]) for hit in hits)
        return [one for one in dict.fromkeys(readings) if one != wanted]

    def _fill(
        self, found: list[Hit], wanted: Typed, reading_of: Reading, *, deep: bool = True
    ) -> None:
        """Put what a more forgiving query finds behind what is there, if that is too little.

        `deep` asks all foods, too, where the best known ones gave nothing new.
        """
        n_before = len(found)
        for view in self.views if deep else self.views[:1]:
            if len(found) < ENOUGH and (reading_of is queries.strict or len(found) == n_before):
                known = {hit.key for hit in found}
                more = self._candidates(view, reading_of, wanted, FORGIVING)
                new = {key: one for key, one in more.items() if key not in known}
                found += self._ranked(wanted, new, corrected=True)

    def _candidates(
        self, view: tantivy.Searcher, reading_of: Reading, wanted: Typed, limit: int
    ) -> dict[str, Card]:
        """A view's first choice for a reading: key -> words."""
        if view is self.views[0]:
            return self._found(view, reading_of(wanted, self.schema, queries.PLACES), limit)
        if wanted.open_end and self._is_whole(wanted.words[-1]):
            wanted = replace(wanted, open_end=False)
        return self._found(view, reading_of(wanted, self.schema, queries.ONE_PLACE), DEEP)

    def _is_whole(self, word: str) -> bool:
        """Whether the best known foods have this very word."""
        return self.views[0].doc_freq("all", word) >= WHOLE_WORD

    def _found(self, view: tantivy.Searcher, query: tantivy.Query, limit: int) -> dict[str, Card]:
        """The best foods of a view for a query; among equals the best known, as which the index is
        ordered.
        """
        query = queries.filtered(query, self.schema, self.tags)
        weight = "popularity" if view is self.views[0] else None
        hits = view.search(
            query, limit=max(limit, self.limit), count=False, weight_by_field=weight
        ).hits
        found = {}
        for _, address in hits:
            doc = view.doc(address).to_dict()
            found[doc["key"][0]] = card(bytes(doc["text"][0]))
        self.cards |= found
        return found

    def _ranked(self, wanted: Typed, found: dict[str, Card], *, corrected: bool) -> list[Hit]:
        """Candidates as hits, best first."""
        ranker = Ranker(wanted, rarity(wanted, self.all), typos=corrected)
        scored = [
            (ranker.match(one, self.history.get(key, 0.0)), key, one) for key, one in found.items()
        ]
        scored.sort(key=lambda one: (-one[0][0], one[1]))
        return [
            Hit(
                key=key,
                name=one.words.name,
                brand=one.words.brand,
                score=match.score,
                nearest_to=match.nearest_to,
                corrected=corrected,
            )
            for match, key, one in scored[: self.limit]
        ]


def rarity(wanted: Typed, searcher: tantivy.Searcher) -> list[float]:
    """How rare each typed word is among all foods, 0 (in every one) to 1 (in none)."""
    size = math.log(2 + searcher.num_docs)
    counts = (searcher.doc_freq("all", word) for word in wanted.singular)
    return [1 - math.log(1 + count) / size for count in counts]
