"""Leucine and the essential amino acids."""

import pytest

from trophe.nutrition.amino import protein_quality
from trophe.nutrition.core import core_table
from trophe.nutrition.totals import amounts_of, totals


def of(*parts):
    entries = [amounts_of(core_table().food(ndb), grams) for ndb, grams in parts]
    return protein_quality(totals(entries), weight_kg=70)


def test_egg_is_complete_and_wheat_flour_lacks_lysine():
    assert of(("01123", 100)).score == 1.0
    flour = of(("20081", 100))
    assert flour.limiting.name == "Lysine"
    # 0.228 g of lysine in 10.33 g of protein against 45 mg/g
    assert flour.score == pytest.approx(0.228 / 10.33 / 0.045, rel=1e-3)


def test_beans_make_up_for_what_flour_lacks():
    alone, together = of(("20081", 100)).score, of(("20081", 100), ("16028", 200)).score
    assert together > alone


def test_leucine_is_compared_with_the_need_of_the_body_weight():
    leucine = next(a for a in of(("01123", 100)).amino_acids if a.name == "Leucine")
    assert leucine.need_g == pytest.approx(0.039 * 70)
    assert leucine.share == pytest.approx(1.086 / 2.73)


def test_a_food_that_does_not_state_amino_acids_leaves_the_score_open():
    table = core_table()
    silent = next(
        f for f in table if f.amounts.get("protein_g", 0) > 5 and "leucine_g" not in f.amounts
    )
    quality = protein_quality(totals([amounts_of(silent, 100)]), weight_kg=70)
    assert quality.score is None
    assert quality.limiting is None
