"""The learned expenditure of a person, kept under the content it was learned from."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache

from trophe import __version__
from trophe.errors import InputError
from trophe.web.people.models import Person
from trophe.web.trends.logbook import Logbook

if TYPE_CHECKING:
    from trophe.energy import Band

_KEPT_S: Final = 14 * 24 * 3600
_FROM_AGE_Y: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedReading:
    """What was learned, by day of the logbook; fields as in `trophe.energy.learned.Learned`."""

    status: str
    why: str
    needs: tuple[str, ...]
    expected_kcal_d: float
    expenditure_kcal_d: "Band"
    need_kcal_d: "Band"
    trend_kg: "Band"
    fat_kg: "Band"
    ffm_kg: "Band"
    ahead_weight_kg: "Band"
    ahead_change_kg: "Band"
    next_kcal_d: float
    mended: tuple[int, ...]
    refused: tuple[int, ...]
    water_steps: tuple[int, ...]

    @property
    def need_now_kcal_d(self) -> float:
        """The intake that keeps the body of today, kcal/d."""
        return float(self.need_kcal_d.median[-1])

    @property
    def need_sd_kcal_d(self) -> float:
        """Its standard deviation, from the 50 % band."""
        return float(self.need_kcal_d.q75[-1] - self.need_kcal_d.q25[-1]) / 1.349

    @property
    def is_known(self) -> bool:
        """Whether it tells more than the formula."""
        return self.status != "learning"


def may_learn(person: Person) -> bool:
    """Whether anything is learned of somebody of this age."""
    return person.age_on_day(person.today()) >= _FROM_AGE_Y


def learned_of(person: Person, book: Logbook | None) -> LearnedReading | None:
    """What a logbook tells; None for children and where nothing can be learned yet.

    Worked out once for each content (a tenth of a second for six weeks, a second for a year).
    """
    if book is None or person.age_on_day(book.first) < _FROM_AGE_Y:
        return None
    facts = _facts(person, book)
    key = _key(person, book, facts)
    found: LearnedReading | None = cache.get(key)
    if found is None:
        found = _learn(book, facts)
        if found is not None:
            cache.set(key, found, _KEPT_S)
    return found


def learned_if_known(person: Person, book: Logbook | None) -> LearnedReading | None:
    """The same where it was worked out before for just this content; else None at once."""
    if book is None or person.age_on_day(book.first) < _FROM_AGE_Y:
        return None
    found: LearnedReading | None = cache.get(_key(person, book, _facts(person, book)))
    return found


def _facts(person: Person, book: Logbook) -> dict[str, Any]:
    """What is told of the person, as the learning takes it."""
    from trophe.checks import require_name
    from trophe.energy import MALE_SHARE
    from trophe.person import Sex

    return {
        "male": MALE_SHARE[require_name("sex", person.sex, Sex)],
        "age_y": person.age_on_day(book.first),
        "height_m": person.height_m,
        "pal": person.pal,
    }


def _key(person: Person, book: Logbook, facts: dict[str, Any]) -> str:
    """A key of this person alone that changes with everything the answer depends on."""
    content = hashlib.sha256(repr((__version__, str(book.first), facts)).encode())
    for series in (book.weight_kg, book.intake_kcal, book.complete):
        content.update(series.tobytes())
    return f"learned:{person.code}:{content.hexdigest()}"


def _learn(book: Logbook, facts: dict[str, Any]) -> LearnedReading | None:
    from trophe.energy.learned import About, learn

    try:
        found = learn(book.weight_kg, book.intake_kcal, book.complete, about=About.of(**facts))
    except InputError:
        return None  # no weight, or no day of food: nothing to learn from
    names = LearnedReading.__dataclass_fields__
    fields: dict[str, Any] = {name: getattr(found, name) for name in names}
    return LearnedReading(**fields | {"status": str(found.status)})
