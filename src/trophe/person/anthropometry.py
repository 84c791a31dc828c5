"""Body mass index and the weights that rules and doses are counted by.

A missing limb makes a person look lighter than they are for their height. Body mass index is
therefore taken from the weight as it would be with the limb; doses and energy are taken from
the weight that is there.
"""

from collections.abc import Iterable

from trophe.checks import require_one
from trophe.evidence import constants
from trophe.person.person import LimbLoss, Person


def missing_share(limb_losses: Iterable[LimbLoss]) -> float:
    """The share of whole body weight that missing limbs would have, 0 to 0.42.

    References
    ----------
    Osterkamp 1995, doi:10.1016/S0002-8223(95)00050-X. Evidence set
    ``limb_share_osterkamp1995``.
    """
    shares = constants("limb_share_osterkamp1995")
    return sum(float(getattr(shares, loss.limb)) for loss in limb_losses)


def whole_weight_kg(person: Person) -> float:
    """Weight as it would be with every limb; the weight itself where none is missing."""
    return person.weight_kg / (1.0 - missing_share(person.limb_losses))


def bmi_kg_m2(person: Person) -> float:
    """Body mass index, kg/m2, from the weight corrected for missing limbs."""
    return whole_weight_kg(person) / person.height_m**2


def weight_at_bmi_kg(person: Person, bmi: float) -> float:
    """What this person's scale shows at a body mass index of 5 to 100 kg/m2."""
    bmi = require_one("bmi", bmi, 5, 100)
    return bmi * person.height_m**2 * (1.0 - missing_share(person.limb_losses))


def adjusted_weight_kg(person: Person) -> float:
    """Weight at BMI 25 and a quarter of what is above it; the weight itself below BMI 25."""
    c = constants("protein_reference_weight")
    healthy_kg = weight_at_bmi_kg(person, c.healthy_bmi)
    excess_kg = max(person.weight_kg - healthy_kg, 0.0)
    return person.weight_kg - (1.0 - float(c.excess_share)) * excess_kg


def protein_reference_weight_kg(person: Person) -> float:
    """The weight that protein is counted by (rule N01).

    Actual weight up to BMI 27, the adjusted weight above. Below 18 y actual weight.
    Evidence set ``protein_reference_weight``.
    """
    c = constants("protein_reference_weight")
    if not person.is_adult or bmi_kg_m2(person) <= c.actual_up_to_bmi:
        return person.weight_kg
    return adjusted_weight_kg(person)
