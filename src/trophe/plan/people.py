"""A person as plain values, so that a stored plan can be made again."""

from dataclasses import fields
from typing import Any

from trophe.errors import InputError
from trophe.person import LimbLoss, Person


def person_to_dict(person: Person) -> dict[str, Any]:
    """The person's fields as JSON knows them; sets are sorted."""
    plain: dict[str, Any] = {}
    for field in fields(person):
        value = getattr(person, field.name)
        if field.name == "limb_losses":
            value = [{"limb": str(loss.limb), "side": loss.side} for loss in value]
        elif isinstance(value, frozenset):
            value = sorted(str(member) for member in value)
        elif isinstance(value, str):
            value = str(value)
        plain[field.name] = value
    return plain


def person_from_dict(entry: dict[str, Any]) -> Person:
    """The person that `person_to_dict` gave. Raises InputError for anything else."""
    values = dict(entry)
    try:
        losses = tuple(LimbLoss(**loss) for loss in values.pop("limb_losses", ()))
        for name in ("conditions", "medicines", "agreements"):
            values[name] = frozenset(values.get(name, ()))
        return Person(**values, limb_losses=losses)
    except TypeError as error:
        raise InputError("person", f"person: {error}.") from None
