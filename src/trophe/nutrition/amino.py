"""Leucine and the essential amino acids: what foods hold of them against what an adult needs.

Pattern and needs of adults: WHO/FAO/UNU 2007, set ``amino_acids_who2007``. Digestibility is not
part of the score, because foods do not state it: a score of 1 is what the pattern asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from trophe.checks import require_one
from trophe.evidence import constants
from trophe.nutrition.totals import Sum

SET: Final = "amino_acids_who2007"
# Two amino acids that can stand in for each other are counted together.
ESSENTIAL: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "histidine": ("histidine_g",),
        "isoleucine": ("isoleucine_g",),
        "leucine": ("leucine_g",),
        "lysine": ("lysine_g",),
        "sulphur": ("methionine_g", "cystine_g"),
        "aromatic": ("phenylalanine_g", "tyrosine_g"),
        "threonine": ("threonine_g",),
        "tryptophan": ("tryptophan_g",),
        "valine": ("valine_g",),
    }
)
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sulphur": "Methionine and cystine",
        "aromatic": "Phenylalanine and tyrosine",
        **{name: name.capitalize() for name in ESSENTIAL if name not in ("sulphur", "aromatic")},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AminoAcid:
    """One essential amino acid (or pair) of an intake.

    `need_g` is the mean requirement of the person in a day; `share` the known intake over it;
    `score` the intake per gram of protein over the pattern, None when a food with protein did not
    say (a score of a part would flatter or wrong the whole).
    """

    name: str
    intake: Sum
    need_g: float
    share: float | None
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProteinQuality:
    """The essential amino acids of an intake, and the one that limits it."""

    amino_acids: tuple[AminoAcid, ...]
    limiting: AminoAcid | None

    @property
    def score(self) -> float | None:
        """The score of the limiting one, at most 1; None when any is not known."""
        return None if self.limiting is None else min(1.0, self.limiting.score or 0.0)


def protein_quality(intakes: Mapping[str, Sum], weight_kg: float) -> ProteinQuality:
    """Essential amino acids of summed intakes (see `totals`) for an adult of 20 to 400 kg."""
    weight_kg = require_one("weight_kg", weight_kg, 20, 400)
    protein = intakes["protein_g"]
    found = tuple(_amino_acid(name, intakes, protein, weight_kg) for name in ESSENTIAL)
    scores = [acid for acid in found if acid.score is not None]
    whole = len(scores) == len(found)
    limiting = min(scores, key=lambda acid: acid.score or 0.0) if whole else None
    return ProteinQuality(amino_acids=found, limiting=limiting)


def _amino_acid(name: str, intakes: Mapping[str, Sum], protein: Sum, weight_kg: float) -> AminoAcid:
    """One amino acid or pair; a pair is known only where both are."""
    parts = [intakes[part] for part in ESSENTIAL[name]]
    known = [part.value for part in parts if part.value is not None]
    intake = Sum(
        value=sum(known) if len(known) == len(parts) else None,
        n_known=min(part.n_known for part in parts),
        n_total=max(part.n_total for part in parts),
    )
    c = constants(SET)
    need_g = getattr(c, f"{name}_need") * weight_kg / 1000
    score = None
    if intake.value is not None and not intake.at_least and protein.value:
        score = intake.value * 1000 / protein.value / getattr(c, f"{name}_pattern")
    return AminoAcid(
        name=NAMES[name],
        intake=intake,
        need_g=need_g,
        share=None if intake.value is None else intake.value / need_g,
        score=score,
    )
