"""The words of the study table and what they stand for: muscles, measures, conditions.

The maps are tables (`muscles.csv`, `measures.csv`, `conditions.csv`), not code.
"""

from dataclasses import dataclass
from functools import cache

from trophe.errors import UnknownNameError
from trophe.evidence.tables import table
from trophe.evidence.vocabulary import COUNTERMEASURES, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleName:
    """A muscle, an action or a region as studies name it.

    `group` is the muscle group a forecast is made for ("bone" for bone sites); `members` are all
    groups a region such as the thigh holds, led by `group`; `part` is a child of the group with a
    fate of its own (soleus, gastrocnemius, rectus femoris, vasti). `side` is "affected" or "other"
    where the name says so, `fibre` the fibre type of a biopsy.
    """

    name: str
    muscle: str
    group: str
    part: str
    side: str
    fibre: str
    members: tuple[str, ...]

    @property
    def is_region(self) -> bool:
        """Whether the name spans several groups."""
        return len(self.members) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionName:
    """A condition as studies name it, the cause behind it, and whether one limb only is exposed.

    `cause` is empty for "recovery", which says nothing of what was recovered from.
    """

    name: str
    condition: str
    cause: str
    one_sided: bool | None


@cache
def _muscles() -> dict[str, MuscleName]:
    return {
        row["name"]: MuscleName(
            name=row["name"],
            muscle=row["muscle"],
            group=row["group"],
            part=row["part"],
            side=row["side"],
            fibre=row["fibre"],
            members=tuple(row["members"].split("|")),
        )
        for row in table("muscles.csv")
    }


def muscle_names() -> tuple[str, ...]:
    """Every muscle name the tables know, sorted."""
    return tuple(sorted(name for name in _muscles() if name))


def muscle_name(name: str) -> MuscleName:
    """What a muscle name stands for. UnknownNameError, with near names, for any other.

    >>> muscle_name("vastus_lateralis_type_i").group, muscle_name("thigh").members
    ('quadriceps', ('quadriceps', 'hamstrings', 'adductors'))
    """
    try:
        return _muscles()[name]
    except KeyError:
        raise UnknownNameError("muscle", name, muscle_names()) from None


def measure_names() -> tuple[str, ...]:
    """Every measure the tables know, sorted."""
    return tuple(sorted(row["measure"] for row in table("measures.csv")))


def quantity_of(measure: str) -> Quantity:
    """What a measure measures: size, strength, lean, bone, lean_share or other.

    >>> str(quantity_of("muscle_thickness"))
    'size'
    """
    for row in table("measures.csv"):
        if row["measure"] == measure:
            return Quantity(row["quantity"])
    raise UnknownNameError("measure", measure, measure_names())


@cache
def _conditions() -> dict[str, ConditionName]:
    sides = {"yes": True, "no": False, "": None}
    return {
        row["name"]: ConditionName(
            name=row["name"],
            condition=row["condition"],
            cause=row["cause"],
            one_sided=sides[row["one_sided"]],
        )
        for row in table("conditions.csv")
    }


def condition_names() -> tuple[str, ...]:
    """Every condition the tables know, sorted."""
    return tuple(sorted(_conditions()))


def condition_name(name: str) -> ConditionName:
    """What a condition name stands for; a longer name falls back to the longest known beginning.

    >>> condition_name("weight_loss_drug_semaglutide").cause
    'weight_loss_glp1'
    """
    known = _conditions()
    words = name.split("_")
    for length in range(len(words), 0, -1):
        start = "_".join(words[:length])
        if start in known:
            return known[start]
    raise UnknownNameError("condition", name, condition_names())


def countermeasure_parts(text: str) -> frozenset[str]:
    """The single countermeasures in a combination such as "resistance+aerobic".

    "none" and "not_reported" are the empty set; "usual_care" stays, because it is not nothing.

    >>> sorted(countermeasure_parts("resistance+aerobic"))
    ['aerobic', 'resistance']
    """
    parts = [part.strip() for part in text.split("+")]
    for part in parts:
        if part not in COUNTERMEASURES:
            raise UnknownNameError("countermeasure", part, COUNTERMEASURES)
    return frozenset(parts) - {"none", "not_reported"}
