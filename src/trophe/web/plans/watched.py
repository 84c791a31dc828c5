"""What scale and diary say since a plan began, for every reading of it (I08, P10, P11)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from trophe.web.diary.sums import day_sums_of, known
from trophe.web.people.models import Person

if TYPE_CHECKING:
    from trophe.plan import History

# How far back a plan hears what was weighed, and what was eaten.
WEIGHED_DAYS: Final = 90
EATEN_DAYS: Final = 60
_WEEK: Final = 7
_WHOLE: Final = ("complete", "fasting")


def watched(
    person: Person,
    first_date: date,
    day: date,
    need: tuple[float, float] | None = None,
) -> "History":
    """Weights of the plan that began on `first_date`, and the last seven days whose food was told
    to be complete, up to `day`. `need` is the learned expenditure with its SD, where one counts.
    """
    from trophe.plan import History

    since = max(first_date, day - timedelta(days=WEIGHED_DAYS))
    weights = person.weights.kept().filter(local_date__range=(since, day))
    weighed = [
        ((on - first_date).days, kg) for on, kg in weights.values_list("local_date", "weight_kg")
    ]
    return History(
        day=tuple(on for on, _ in weighed),
        weight_kg=tuple(kg for _, kg in weighed),
        intake_kcal=_eaten(person, day),
        expenditure_kcal_d=need[0] if need else None,
        expenditure_sd_kcal_d=need[1] if need else None,
    )


def _eaten(person: Person, day: date) -> tuple[float, ...]:
    """Energy of the last seven whole days, oldest first; a day with an unknown is not whole."""
    said = person.days.filter(
        status__in=_WHOLE, local_date__range=(day - timedelta(days=EATEN_DAYS), day)
    )
    dates = sorted(said.order_by("-local_date").values_list("local_date", flat=True)[:_WEEK])
    if not dates:
        return ()
    sums = day_sums_of(person, dates, ("energy_kcal",))
    energies = [sums[on]["energy_kcal"] if on in sums else None for on in dates]
    return tuple(
        0.0 if one is None else known(one)
        for one in energies
        if one is None or one.n_known == one.n_total
    )
