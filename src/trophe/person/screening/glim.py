"""GLIM: undernutrition by one sign of the body and one cause."""

from collections.abc import Sequence
from datetime import timedelta

from trophe.evidence import constants
from trophe.person.screening.criteria import (
    Criterion,
    Found,
    almi_kg_m2,
    calf_criterion,
    criterion,
    cut_by_sex,
    some_met,
)
from trophe.person.screening.seen import Seen
from trophe.person.vocabulary import Region


def glim(seen: Seen) -> Found:
    """Undernutrition: one sign of the body and one cause."""
    old = seen.person.age_y >= constants("screening_cutoffs").glim_old_y
    six, beyond = _weight_loss_pct(seen)
    region = "_asia" if seen.person.region is Region.ASIA else ""
    bmi = seen.person.weight_kg / seen.person.height_m**2
    signs = (
        criterion("loss_6", "Weight lost in 6 months", six, "%", "glim_loss_6_months", "above"),
        criterion("loss", "Weight lost in a year", beyond, "%", "glim_loss_beyond", "above"),
        criterion(
            "bmi",
            "Body mass index",
            bmi,
            "kg/m²",
            f"glim_bmi{region}{'_old' if old else ''}",
            "below",
        ),
        _low_muscle(seen, bmi),
    )
    sign = some_met(*signs)
    reasons = [one for one in (seen.eating_less, seen.inflammation) if one is not None]
    cause = any(reasons) if reasons and (any(reasons) or len(reasons) == 2) else None
    stage, sentence = _glim_stage(seen, sign, cause, signs, old)
    missing = ("the two questions on eating and illness",) if sign and cause is None else ()
    return Found(
        name="GLIM", stage=stage, sentence=sentence, criteria=signs, applies=True, missing=missing
    )


def _glim_stage(
    seen: Seen,
    sign: bool | None,
    cause: bool | None,
    signs: Sequence[Criterion],
    old: bool,
) -> tuple[str, str]:
    if not sign:
        return "not_found", "GLIM: no sign of undernutrition in what was measured."
    if cause is None:
        return (
            "unknown",
            "GLIM: a sign of undernutrition. Tell about eating and illness.",
        )
    if not cause:
        return "not_found", "GLIM: a sign, but no cause of undernutrition was told."
    c = constants("screening_cutoffs")
    six, beyond, bmi, _ = (one.value for one in signs)
    severe = (six or 0) > c.glim_severe_6_months or (beyond or 0) > c.glim_severe_beyond
    severe = severe or (bmi or 99) < (c.glim_severe_bmi_old if old else c.glim_severe_bmi)
    word = "severe undernutrition" if severe else "undernutrition"
    return (
        "severe" if severe else "confirmed",
        f"GLIM: {word} by these criteria. Show this to a doctor or dietitian soon.",
    )


def _low_muscle(seen: Seen, bmi: float) -> Criterion:
    """Limb lean mass where there is a scan, else the calf corrected for body mass index."""
    if almi_kg_m2(seen) is not None:
        return criterion(
            "almi",
            "Limb lean mass over height²",
            almi_kg_m2(seen),
            "kg/m²",
            cut_by_sex(seen, "ewgsop2_almi")[1],
            "below",
        )
    girth = calf_criterion(seen).value
    value = None if girth is None else girth + calf_correction_cm(bmi)
    constant = cut_by_sex(seen, "calf_nhanes")[1]
    return criterion("calf", "Calf girth for your build", value, "cm", constant, "at or below")


def calf_correction_cm(bmi: float) -> float:
    """What a calf's girth is corrected by for body mass index, cm. Gonzalez 2021,
    doi:10.1093/ajcn/nqab029.

    >>> calf_correction_cm(27)
    -3.0
    """
    c = constants("screening_cutoffs")
    if bmi < c.calf_bmi_low:
        return float(c.calf_add_below)
    for line, add in ((c.calf_bmi_40, c.calf_add_40), (c.calf_bmi_30, c.calf_add_30),
                      (c.calf_bmi_25, c.calf_add_25)):  # fmt: skip
        if bmi >= line:
            return float(add)
    return 0.0


def _weight_loss_pct(seen: Seen) -> tuple[float | None, float | None]:
    """Per cent of weight lost in the last six months and in the last year; None unknown."""
    rows = sorted((d, kg) for d, kg in seen.weights if d <= seen.today)
    if not rows:
        return None, None
    now = rows[-1][1]

    def lost(days: int) -> float | None:
        since = seen.today - timedelta(days=days)
        before = [kg for d, kg in rows if since - timedelta(days=31) <= d <= since]
        return None if not before else 100 * (before[0] - now) / before[0]

    inside = [kg for d, kg in rows if d >= seen.today - timedelta(days=182)]
    fast = 100 * (max(inside) - now) / max(inside) if inside else None
    six = max((v for v in (lost(182), fast) if v is not None), default=None)
    return six, lost(365)
