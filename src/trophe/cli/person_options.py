"""The options that describe a person, and the person they make."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import click

from trophe.checks import require_name, require_one
from trophe.energy import ACTIVITY_LEVELS, pal_of
from trophe.errors import InputError, MissingDataError
from trophe.person import (
    Agreement,
    Condition,
    Kidney,
    Limb,
    LimbLoss,
    Medicine,
    Person,
    Region,
    Sex,
)
from trophe.units import parse_height_m, parse_weight_kg


def _many(names: Iterable[str]) -> str:
    return ", ".join(str(name) for name in names)


# Values are taken as text, so that whatever is wrong is told in our own one line.
PERSON_OPTIONS: Final = (
    click.option("--sex", help=f"{_many(Sex)}."),
    click.option("--age", help="Years."),
    click.option("--height", help="As 168cm, 1.68m or 5ft 6in."),
    click.option("--weight", help="As 72.5kg, 160lb or 11st 6lb."),
    click.option("--activity", help=f"{_many(ACTIVITY_LEVELS)}."),
    click.option("--pal", help="Activity as a number, 1.2 to 2.5, instead of a name."),
    click.option("--training", is_flag=True, help="Two or more strength sessions a week."),
    click.option("--body-fat", help="Measured body fat, percent of weight."),
    click.option("--ree", help="Measured resting energy expenditure, kcal a day."),
    click.option("--region", default="default", show_default=True, help=f"{_many(Region)}."),
    click.option("--kidney", default="unknown", show_default=True, help=f"{_many(Kidney)}."),
    click.option("--condition", multiple=True, help=f"Repeatable. {_many(Condition)}."),
    click.option("--medicine", multiple=True, help=f"Repeatable. {_many(Medicine)}."),
    click.option(
        "--agreement",
        multiple=True,
        help=f"Who agreed to the plan. Repeatable. {_many(Agreement)}.",
    ),
    click.option(
        "--missing-limb", multiple=True, help=f"As leg or leg:right. Repeatable. {_many(Limb)}."
    ),
    click.option("--pregnancy-week", help="1 to 42."),
    click.option("--postpartum-weeks", help="Weeks since birth while breastfeeding."),
)


def person_from_options(given: Mapping[str, Any]) -> Person:
    """The person that the options describe. InputError names the option at fault."""
    for name, hint in (
        ("sex", f"Say --sex with one of {_many(Sex)}."),
        ("age", "Say --age in years."),
        ("height", 'Say --height, as 168cm or "5ft 6in".'),
        ("weight", "Say --weight, as 72.5kg or 160lb."),
    ):
        if given[name] is None:
            raise MissingDataError(name, hint)
    return Person(
        sex=require_name("sex", given["sex"], Sex),
        age_y=require_one("age", given["age"], 0, 120, hint="Age is in years."),
        height_m=parse_height_m(given["height"]),
        weight_kg=parse_weight_kg(given["weight"]),
        pal=_pal(given["activity"], given["pal"]),
        body_fat_pct=_number("body-fat", given["body_fat"], 2, 75),
        ree_measured_kcal_d=_number("ree", given["ree"], 500, 6000),
        resistance_training=given["training"],
        region=require_name("region", given["region"], Region),
        kidney=require_name("kidney", given["kidney"], Kidney),
        conditions=frozenset(require_name("condition", c, Condition) for c in given["condition"]),
        medicines=frozenset(require_name("medicine", m, Medicine) for m in given["medicine"]),
        agreements=frozenset(require_name("agreement", a, Agreement) for a in given["agreement"]),
        limb_losses=tuple(_limb(text) for text in given["missing_limb"]),
        pregnancy_week=_number("pregnancy-week", given["pregnancy_week"], 1, 42),
        postpartum_weeks=_number("postpartum-weeks", given["postpartum_weeks"], 0, 260),
    )


def _pal(activity: str | None, pal: Any) -> float:
    """Activity by its name or as a number; one of the two."""
    if activity is not None and pal is not None:
        raise InputError("pal", "pal and activity say the same thing; give one of them.")
    if pal is not None:
        return require_one("pal", pal, 1.2, 2.5, hint="Total over resting expenditure.")
    if activity is None:
        hint = f"Say --activity with one of {_many(ACTIVITY_LEVELS)}."
        raise MissingDataError("activity", hint)
    return pal_of(activity)


def _number(name: str, value: Any, low: float, high: float) -> float | None:
    return None if value is None else require_one(name, value, low, high)


def _limb(text: str) -> LimbLoss:
    """`leg` or `leg:right`."""
    limb, _, side = text.partition(":")
    return LimbLoss(limb=require_name("missing-limb", limb, Limb), side=side or "left")
