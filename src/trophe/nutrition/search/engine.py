"""Search as you type: candidates from the index, ordered by how well they answer."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import tantivy

from trophe.errors import InputError
from trophe.nutrition.barcode import search_key
from trophe.nutrition.food import Allergen, Diet, Quality, Texture
from trophe.nutrition.search import query as queries
from trophe.nutrition.search.document import schema
from trophe.nutrition.search.index import FoodIndex
from trophe.nutrition.search.query import Typed, typed
from trophe.nutrition.search.ranking import Card, Ranker, card
from trophe.nutrition.search.respell import respelled
from trophe.nutrition.search.words import stems

# So many of what the index finds are looked at; more of a forgiving reading, whose first order is
# worse.
CANDIDATES: Final = 40
FORGIVING: Final = 60
ENOUGH: Final = 10
FEW: Final = 5
MAX_HITS: Final = 100


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
        searcher = self.index.searcher()
        if searcher is None:
            return []
        asked = _Asked(
            searcher, self._schema, history or {}, (filters or Filters()).tags(), max(limit, ENOUGH)
        )
        code = search_key(text)
        if code:
            return asked.by_code(code)[:limit]
        wanted = typed(text)
        return asked.answer(wanted)[:limit] if wanted.words else []


@dataclass
class _Asked:
    """One question to one view of the index."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    history: Mapping[str, float]
    tags: Sequence[str]
    limit: int

    def by_code(self, code: str) -> list[Hit]:
        """Foods with this barcode."""
        found = self._candidates(tantivy.Query.term_query(self.schema, "code", code, "basic"))
        return [
            Hit(key=key, name=one.words.name, brand=one.words.brand, score=1.0)
            for key, one in found.items()
        ]

    def answer(self, wanted: Typed) -> list[Hit]:
        """Strict readings first; more forgiving ones only fill up what they leave."""
        found = self._ranked(wanted, self._strict(wanted), corrected=False)
        for reading in respelled(wanted, self.searcher):
            self._fill(found, reading, queries.strict(reading, self.schema))
        self._fill(found, wanted, queries.with_typos(wanted, self.schema))
        if not found:
            self._fill(found, wanted, queries.with_two_typos(wanted, self.schema))
        n_telling = len(wanted.telling)
        for at_least in range(n_telling - 1, 0, -1):
            # Leaving one word out may help when little was found; more, only when nothing was.
            if not found or (len(found) < FEW and at_least == n_telling - 1):
                self._fill(found, wanted, queries.some_words(wanted, self.schema, at_least))
        return found

    def _fill(self, found: list[Hit], wanted: Typed, query: tantivy.Query) -> None:
        """Put what a more forgiving query finds behind what is there, if that is too little."""
        if len(found) < ENOUGH:
            known = {hit.key for hit in found}
            more = {k: c for k, c in self._candidates(query, FORGIVING).items() if k not in known}
            found += self._ranked(wanted, more, corrected=True)

    def _strict(self, wanted: Typed) -> dict[str, Card]:
        """Candidates of the strict reading, with this person's own foods among them."""
        query = queries.strict(wanted, self.schema)
        found = self._candidates(query)
        if self.history:
            found |= self._candidates(queries.among(query, self.schema, self.history))
        return found

    def _candidates(self, query: tantivy.Query, limit: int = CANDIDATES) -> dict[str, Card]:
        """The index's first choice: key -> words."""
        query = queries.filtered(query, self.schema, self.tags)
        hits = self.searcher.search(
            query, limit=max(limit, self.limit), count=False, weight_by_field="popularity"
        ).hits
        found = {}
        for _, address in hits:
            doc = self.searcher.doc(address).to_dict()
            found[doc["key"][0]] = card(bytes(doc["text"][0]))
        return found

    def _ranked(self, wanted: Typed, found: dict[str, Card], *, corrected: bool) -> list[Hit]:
        """Candidates as hits, best first."""
        ranker = Ranker(wanted, rarity(wanted, self.searcher), typos=corrected)
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
