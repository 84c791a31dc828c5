"""From answers and readings to stages and what is due, each with its cut-off's source."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final

from trophe.evidence import constants
from trophe.person.measures import instrument
from trophe.person.screening.criteria import (
    Found,
    almi_kg_m2,
    calf_criterion,
    criterion,
    cut_by_sex,
    grip_criterion,
    last_value,
    some_met,
)
from trophe.person.screening.glim import glim
from trophe.person.screening.norms import Percentile, alm_percentile, chair_lines, grip_percentile
from trophe.person.screening.questions import sarc_f_score
from trophe.person.screening.seen import Seen, best_grip_kg
from trophe.person.vocabulary import Region, Sex

STAGES: Final[Mapping[str, str]] = {
    "unknown": "Too little is known",
    "not_found": "Not found",
    "probable": "Weak muscles: probable sarcopenia",
    "possible": "Possible sarcopenia",
    "confirmed": "Sarcopenia by these criteria",
    "severe": "Severe sarcopenia by these criteria",
}


_DUE: Final = ("sarc_f", "grip", "chair_rise_5", "gait_speed", "tape_calf", "dxa_alm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Scores (None while answers are missing), sets, GLIM, percentiles, what is due, remarks."""

    sarc_f: int | None
    sarc_calf: int | None
    sets: tuple[Found, ...]
    glim: Found
    percentiles: tuple[Percentile, ...]
    due: tuple[Mapping[str, Any], ...]
    remarks: tuple[str, ...]

    @property
    def headline(self) -> str:
        """The sentence of the set that applies."""
        return next(found.sentence for found in self.sets if found.applies)

    def as_dict(self) -> dict[str, Any]:
        """As JSON knows it."""
        return {
            "headline": self.headline,
            "sarc_f": self.sarc_f,
            "sarc_calf": self.sarc_calf,
            "sets": [asdict(found) for found in self.sets],
            "glim": asdict(self.glim),
            "percentiles": [asdict(p) | {"sentence": p.sentence} for p in self.percentiles],
            "due": [dict(one) for one in self.due],
            "remarks": list(self.remarks),
        }


def screen(seen: Seen) -> Screening:
    """Screen for weak muscle (SARC-F, SARC-CalF, EWGSOP2, AWGS 2019) and undernutrition (GLIM).

    The last reading of each instrument counts; grip by the best try of the better hand. What was
    not measured is never taken for normal.

    References
    ----------
    Evidence set ``screening_cutoffs``: Cruz-Jentoft 2019, Chen 2020, Cederholm 2019, Malmstrom
    2013, Barbosa-Silva 2016, Gonzalez 2021.
    """
    sarc_f = sarc_f_score(seen.answers)
    sarc_calf = _sarc_calf(seen, sarc_f)
    asia = seen.person.region is Region.ASIA
    sets = (_ewgsop2(seen, not asia), _awgs(seen, sarc_f, sarc_calf, asia))
    return Screening(
        sarc_f=sarc_f,
        sarc_calf=sarc_calf,
        sets=sets if not asia else sets[::-1],
        glim=glim(seen),
        percentiles=_percentiles(seen),
        due=_due(seen),
        remarks=_remarks(seen, sarc_f),
    )


def _sarc_calf(seen: Seen, sarc_f: int | None) -> int | None:
    """SARC-F and the points of a small calf; None while one of both is missing."""
    small = calf_criterion(seen).met
    if sarc_f is None or small is None:
        return None
    return sarc_f + (int(constants("screening_cutoffs").sarc_calf_adds) if small else 0)


def _ewgsop2(seen: Seen, applies: bool) -> Found:
    grip = grip_criterion(seen, "ewgsop2")
    rises = last_value(seen, "chair_rise_5")
    rise = criterion("chair_rise_5", "Five chair rises", rises, "s", "ewgsop2_rise_s", "above")
    muscle = criterion(
        "almi",
        "Limb lean mass over height²",
        almi_kg_m2(seen),
        "kg/m²",
        cut_by_sex(seen, "ewgsop2_almi")[1],
        "below",
    )
    gait = criterion(
        "gait",
        "Walking speed",
        last_value(seen, "gait_speed"),
        "m/s",
        "ewgsop2_gait",
        "at or below",
    )
    tug = criterion(
        "tug",
        "Timed up and go",
        last_value(seen, "timed_up_and_go"),
        "s",
        "ewgsop2_tug",
        "at or above",
    )
    sppb = criterion(
        "sppb", "SPPB", last_value(seen, "sppb"), "points", "ewgsop2_sppb", "at or below"
    )
    weak, small, slow = some_met(grip, rise), muscle.met, some_met(gait, tug, sppb)
    stage = "unknown" if weak is None else "not_found" if not weak else "probable"
    if weak and small:
        stage = "severe" if slow else "confirmed"
    elif weak and small is False:
        stage = "not_found"
    missing = _missing((weak, "grip or five chair rises"), (small if weak else False, "a DXA scan"))
    criteria = (grip, rise, muscle, gait, tug, sppb)
    sentence = _sentence("EWGSOP2", stage, weak, small, missing)
    return Found(
        name="EWGSOP2",
        stage=stage,
        sentence=sentence,
        criteria=criteria,
        applies=applies,
        missing=missing,
    )


def _awgs(seen: Seen, sarc_f: int | None, sarc_calf: int | None, applies: bool) -> Found:
    grip = grip_criterion(seen, "awgs")
    gait = criterion(
        "gait", "Walking speed", last_value(seen, "gait_speed"), "m/s", "awgs_gait", "below"
    )
    rises = last_value(seen, "chair_rise_5")
    rise = criterion("chair_rise_5", "Five chair rises", rises, "s", "awgs_rise_s", "at or above")
    sppb = criterion("sppb", "SPPB", last_value(seen, "sppb"), "points", "awgs_sppb", "at or below")
    muscle = criterion(
        "almi",
        "Limb lean mass over height²",
        almi_kg_m2(seen),
        "kg/m²",
        cut_by_sex(seen, "awgs_almi")[1],
        "below",
    )
    calf = calf_criterion(seen)
    asked = criterion("sarc_f", "SARC-F", sarc_f, "points", "sarc_f", "at or above")
    both = criterion("sarc_calf", "SARC-CalF", sarc_calf, "points", "sarc_calf", "at or above")
    weak, slow, small = grip.met, some_met(gait, rise, sppb), muscle.met
    known = [one for one in (weak, slow) if one is not None]
    limited = any(known) if known else None
    stage = "unknown" if limited is None else "possible" if limited else "not_found"
    if limited and small:
        stage = "severe" if weak and slow else "confirmed"
    elif limited and small is False:
        stage = "not_found"
    missing = _missing(
        (limited, "grip, walking speed or chair rises"), (small if limited else False, "a DXA scan")
    )
    sentence = _sentence("AWGS 2019", stage, limited, small, missing)
    return Found(
        name="AWGS 2019",
        stage=stage,
        sentence=sentence,
        criteria=(calf, asked, both, grip, gait, rise, sppb, muscle),
        applies=applies,
        missing=missing,
    )


def _missing(*asked: tuple[bool | None, str]) -> tuple[str, ...]:
    return tuple(what for known, what in asked if known is None)


def _sentence(
    name: str, stage: str, weak: bool | None, small: bool | None, missing: tuple[str, ...]
) -> str:
    """The stage in words, with what would tell more."""
    if stage == "unknown":
        return f"{name}: too little is known. Measure {missing[0]}."
    if stage == "not_found":
        if weak:
            return (
                f"{name}: muscles are weak, but limb lean mass is not low. Ask what else weakens."
            )
        return f"{name}: not found by what was measured. That does not rule it out."
    text = f"{name}: {STAGES[stage][0].lower()}{STAGES[stage][1:]}."
    if missing:
        what = missing[0][0].upper() + missing[0][1:]
        text += f" {what} would tell whether muscle is low."
    return text + " Show this to a doctor."


def _percentiles(seen: Seen) -> tuple[Percentile, ...]:
    person, grip, almi = seen.person, best_grip_kg(seen), almi_kg_m2(seen)
    found = [
        None if grip is None else grip_percentile(grip, person.age_y, person.sex),
        None if almi is None else alm_percentile(almi, person.age_y, person.sex),
    ]
    return tuple(one for one in found if one is not None)


def _due(seen: Seen) -> tuple[dict[str, Any], ...]:
    """What was never done, or is due again, soonest first."""
    c = constants("screening_cutoffs")
    made = []
    for name in _DUE:
        taken = None if name == "sarc_f" else seen.latest(name)
        last = seen.answered_on if name == "sarc_f" else taken.measured_on if taken else None
        days = int(c.again_scan_d if name == "dxa_alm" else c.again_d)
        label = "SARC-F questions" if name == "sarc_f" else instrument(name).label
        if last is None:
            if name != "dxa_alm":
                why = "never asked" if name == "sarc_f" else "never measured"
                made.append({"what": name, "label": label, "why": why, "on": seen.today})
            continue
        on = last + timedelta(days=days)
        made.append({"what": name, "label": label, "why": f"last on {last}", "on": on})
    plain = [one | {"on": str(one["on"])} for one in made]
    return tuple(sorted(plain, key=lambda one: str(one["on"])))


def _remarks(seen: Seen, sarc_f: int | None) -> tuple[str, ...]:
    c, said = constants("screening_cutoffs"), []
    if seen.person.age_y < c.from_y:
        said.append(f"These cut-offs are of people from {c.from_y:g} y on; read them with care.")
    if seen.person.sex is Sex.UNSPECIFIED:
        said.append("Women's cut-offs are used; men's are higher.")
    if sarc_f is not None and sarc_f < c.sarc_f:
        said.append("SARC-F below 4 finds nothing, but it misses many who are weak: measure too.")
    lines = chair_lines(seen.person.age_y, seen.person.sex)
    stands = last_value(seen, "chair_stand_30s")
    if lines and stands is not None:
        word = "below" if stands < lines[0] else "within or above"
        said.append(
            f"{stands:g} chair stands in 30 s are {word} the average of your age and sex"
            f" (below average under {lines[0]:g})."
        )
    said.append("Cut-offs screen; they do not diagnose. A doctor looks for the cause.")
    return tuple(said)
