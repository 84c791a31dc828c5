"""Words of the study literature as the model's own: causes, muscles, measures, countermeasures."""

import re
from functools import cache

from trophe.errors import InputError, UnknownNameError
from trophe.evidence import (
    MuscleName,
    condition_name,
    condition_names,
    measure_names,
    muscle_name,
    muscle_names,
    quantity_of,
)
from trophe.muscle.knowledge import BONE, SIZE, STRENGTH, countermeasures, courses, groups, rows

# What a recovery most often follows where the study does not say; shares of the draws.
UNKNOWN_CAUSES = {"immobilisation": 0.45, "bed_rest": 0.35, "unloading": 0.1, "spaceflight": 0.1}
UNKNOWN_CAUSES_OLD = {"hospitalisation": 0.4, "immobilisation": 0.3, "bed_rest": 0.3}
# Operations that studies of muscle most often follow, where a row says only "surgery".
UNKNOWN_OPERATION = {
    "surgery_knee_replacement": 0.25,
    "surgery_hip_replacement": 0.25,
    "surgery_acl": 0.2,
    "surgery_hip_fracture": 0.15,
    "surgery_other": 0.15,
}
OLD_AGE_Y = 70.0
NOT_TOLD = ("nan", "na", "n_a", "null", "unknown", "missing")
PHASES = ("loss", "recovery", "treatment", "cross_sectional")

KIND_OF_MEASURE = {
    "muscle_volume": SIZE,
    "muscle_csa": SIZE,
    "muscle_thickness": SIZE,
    "fibre_csa": SIZE,
    "lean_mass": SIZE,
    "girth": SIZE,
    "nonfat_fraction": SIZE,
    "strength": STRENGTH,
    "specific_strength": STRENGTH,
    "voluntary_activation": STRENGTH,
    "motor_unit_index": STRENGTH,
    "function_score": STRENGTH,
    "physical_function": STRENGTH,
    "vital_capacity": STRENGTH,
    "bone_density": BONE,
}


def causes_of(condition: str, age_y: float | None) -> dict[str, float]:
    """The causes behind a condition with their shares; several where a recovery does not say.

    Raises UnknownNameError, with the known words, for any other word.
    """
    word = _plain(condition)
    if word == "surgery":
        return UNKNOWN_OPERATION
    if word in courses():
        return {word: 1.0}
    if word not in condition_names() and (near := _near("condition", word)):
        return {near: 1.0}
    cause = condition_name(word).cause
    if cause in courses():
        return {cause: 1.0}
    if cause == "none":
        return {"ageing": 1.0}
    return UNKNOWN_CAUSES_OLD if age_y is not None and age_y >= OLD_AGE_Y else UNKNOWN_CAUSES


def muscle_of(word: str) -> MuscleName:
    """The muscle a word stands for. UnknownNameError, with the known words, for any other."""
    plain = _plain(word)
    if plain in groups() and plain not in muscle_names():
        return MuscleName(
            name=plain, muscle=plain, group=plain, part="", side="", fibre="", members=(plain,)
        )
    if not plain:
        raise UnknownNameError("muscle", word, muscle_names())
    if plain not in muscle_names() and (near := _near("muscle", plain)):
        return muscle_of(near)
    return muscle_name(plain)


def bone_site_of(word: str) -> str:
    """The bone site (hip, spine, leg) a word stands for; arms go with the spine, which bears
    as little. UnknownNameError, with the known sites, for a word that names no bone."""
    site = _near("bone", _plain(word))
    if site is None:
        raise UnknownNameError("muscle", word, ("hip", "spine", "leg", *muscle_names()))
    return site


def measure_of(measure: str) -> str:
    """A measure by its name in the tables. UnknownNameError for a word that is no measure."""
    word = _plain(measure)
    if word not in measure_names() and (near := _near("measure", word)):
        return near
    quantity_of(word)
    return word


def kind_of(measure: str) -> int:
    """Whether a measure shows size, strength or bone. InputError for one that shows none."""
    word = measure_of(measure)
    if word not in KIND_OF_MEASURE:
        known = [name for name in measure_names() if name in KIND_OF_MEASURE]
        raise InputError(
            "measure",
            f"measure = {measure!r} is no change of muscle size, strength or bone, so there is"
            f" nothing to forecast. Known: {', '.join(known)}.",
        )
    return KIND_OF_MEASURE[word]


@cache
def countermeasures_of(text: str) -> frozenset[str]:
    """The countermeasures that a text names; free text is read by its words.

    "none" and "not reported" are the empty set. UnknownNameError, with the known words, where
    nothing of a part is understood.

    >>> sorted(countermeasures_of("12 wk exercise training straight after discharge"))
    ['resistance']
    """
    found: set[str] = set()
    for part in re.split(r"[+;&]| and ", text):
        found |= _countermeasures_of_part(part)
    return frozenset(found - {"none", "not_reported"})


def _countermeasures_of_part(part: str) -> set[str]:
    """The countermeasures of one part of a combination."""
    plain = _plain(part)
    if not plain or plain in countermeasures():
        return {plain} if plain else set()
    if plain in NOT_TOLD:
        return {"not_reported"}
    if "no_difference" in plain or "no_effect" in plain:
        return {"usual_care"}
    named = {
        row["word"]: row["countermeasure"]
        for row in rows("countermeasure_words.csv")
        if row["word"] in plain
    }
    if not named:
        raise UnknownNameError("countermeasure", part.strip(), countermeasures())
    if len(named) > 1:
        named.pop("exercise_training", None)
    return set(named.values())


def phase_of(phase: str) -> str:
    """The phase a word stands for. InputError, with the known ones, for any other word."""
    word = _plain(phase)
    near = word if word in PHASES else _near("phase", word)
    if near is None:
        raise InputError("phase", f"phase = {phase!r} is not one of {', '.join(PHASES)}.")
    return near


def _near(which: str, plain: str) -> str | None:
    """What the first word of a list that is part of this one means; None if there is none.

    A word of up to three letters must begin or end one, because it hides inside too many others.
    """
    parts = plain.split("_")
    for row in rows("near_words.csv"):
        word = row["word"]
        short = any(part.startswith(word) or part.endswith(word) for part in parts)
        if row["list"] == which and (short if len(word) <= 3 else word in plain):
            return row["means"]
    return None


def _plain(word: str) -> str:
    """A word in the manner of the tables: lower case, underscores."""
    return re.sub(r"[^a-z0-9]+", "_", word.strip().lower()).strip("_")
