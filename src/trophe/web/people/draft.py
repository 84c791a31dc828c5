"""The first questions while they are being answered: kept in the session, as typed."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, QueryDict

from trophe.person import Person as CorePerson
from trophe.web.people.forms_start import ActivityStep, GoalStep, HealthStep, YouStep
from trophe.web.people.units import (
    HABITS,
    Habit,
    habit_of_language,
    height_texts,
    weight_texts,
)
from trophe.web.people.zones import known_zone

STEPS: Final = ("goal", "you", "activity", "health")
_KEY: Final = "start"
_OF_THE_BODY: Final = (
    "sex",
    "age_y",
    "height_m",
    "weight_kg",
    "kidney",
    "conditions",
    "medicines",
    "agreements",
    "limb_losses",
    "pregnancy_week",
    "postpartum_weeks",
)
_FORMS: Final[Mapping[str, type[forms.Form]]] = {
    "goal": GoalStep,
    "you": YouStep,
    "activity": ActivityStep,
    "health": HealthStep,
}


class Draft:
    """What one person has answered so far. Every change is written to the session at once."""

    def __init__(self, request: HttpRequest, *, with_name: bool) -> None:
        self._session = request.session
        self._told: dict[str, str] = dict(self._session.get(_KEY, {}))
        self._with_name = with_name
        if "habit" not in self._told:
            habit = habit_of_language(request.headers.get("Accept-Language", ""))
            self._told |= {"habit": habit.name, "code": str(uuid4())}

    @property
    def habit(self) -> Habit:
        """How this person measures."""
        return HABITS[self._told["habit"]]

    @property
    def code(self) -> UUID:
        """Made once, so that a second sending makes no second person."""
        return UUID(self._told["code"])

    @property
    def zone(self) -> str:
        """The browser's zone, or the server's."""
        return known_zone(self._told.get("zone", ""))

    def keep(self, step: str, typed: QueryDict) -> None:
        """Keep what was typed in a step, right or wrong."""
        kept = typed.copy()
        kept.pop("csrfmiddlewaretoken", None)
        if zone := kept.pop("time_zone", [""])[-1]:
            self._told["zone"] = zone[:64]
        kept.pop("habit", None)
        self._told[step] = kept.urlencode()
        self._save()

    def clear(self) -> None:
        """Forget everything; the person is made."""
        self._session.pop(_KEY, None)

    def change_habit(self, name: str) -> None:
        """Measure another way from now on; what was typed and understood is carried over."""
        if name not in HABITS:
            return
        before = self.form("you", self._typed("you"))
        before.is_valid()
        self._told["habit"] = name
        si = before.si if isinstance(before, YouStep) else {}
        if "height_m" in si:
            self._put("height", height_texts(self.habit, si["height_m"]))
        if "weight_kg" in si:
            self._put("weight", weight_texts(self.habit, si["weight_kg"]))
        self._save()

    def form(self, step: str, typed: QueryDict | None = None) -> forms.Form:
        """The form of a step: with what is typed now, or with what was typed before."""
        extra: dict[str, Any] = {}
        if step == "you":
            extra = {"habit": self.habit, "with_name": self._with_name}
        if step == "health":
            extra = {"sex": self._typed("you").get("sex", "")}
        if typed is not None:
            return _FORMS[step](typed, **extra)
        return _FORMS[step](initial=self._initial(step), **extra)

    def first_open(self) -> str:
        """The first step that is not answered well; the last one when all are."""
        for step in STEPS:
            if step not in self._told or not self.form(step, self._typed(step)).is_valid():
                return step
        return STEPS[-1]

    def goal(self) -> str:
        """The name of the goal, or nothing yet."""
        return self._typed("goal").get("goal", "")

    def facts(self) -> dict[str, Any]:
        """What the service takes, of a complete draft."""
        told: dict[str, Any] = {"time_zone": self.zone}
        for step in ("you", "activity", "health"):
            form = self.form(step, self._typed(step))
            form.is_valid()
            told |= form.facts()  # type: ignore[attr-defined]
        return told

    def core_person(self) -> CorePerson | None:
        """The person as the rules know them, once everything but the goal is answered."""
        if not all(s in self._told for s in STEPS[1:]):
            return None
        if not all(self.form(s, self._typed(s)).is_valid() for s in STEPS[1:]):
            return None
        told = self.facts()
        from trophe.energy import pal_of

        known = {name: told[name] for name in _OF_THE_BODY}
        return CorePerson(pal=pal_of(told["activity"]), **known)

    def _typed(self, step: str) -> QueryDict:
        return QueryDict(self._told.get(step, ""))

    def _initial(self, step: str) -> dict[str, Any]:
        """Several values as a list only where a field takes several."""
        typed = self._typed(step)
        several = {"conditions", "medicines", "limbs", "agreements"}
        return {k: typed.getlist(k) if k in several else typed.get(k) for k in typed}

    def _put(self, field: str, texts: tuple[str, str]) -> None:
        """Rewrite the two fields of a height or weight."""
        typed = self._typed("you").copy()
        typed[field], typed[f"{field}_more"] = texts
        self._told["you"] = typed.urlencode()

    def _save(self) -> None:
        self._session[_KEY] = self._told
