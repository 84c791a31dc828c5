"""The table of what helps, in words."""

import pytest

from trophe.evidence import treatment, treatments
from trophe.guide import pages
from trophe.guide.effects import effect_row, effect_rows, effect_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("strength_training-1", "0.6 standard deviations (SMD), 0.47 to 0.72"),
        ("energy_deficit_during_resistance_training-1", "−0.57 standard deviations (SMD)"),
        ("protein_target-1", "1.0 to 1.2 g/kg/day (at least)"),
        ("aquatic_v_land_exercise-1", "No difference"),
        ("resistance_training-2", "1.1 kg, 0.9 to 1.2"),
        ("semaglutide-1", "35.2 % of weight lost, 31.5 to 38.9"),
        ("protein_1_3_v_0_8_g_kg_d_for_6_months_no_trainin-1", "No difference"),
    ],
)  # fmt: skip
def test_an_effect_is_told_as_printed_with_its_interval(name, words):
    assert effect_words(treatment(name)) == words


@pytest.mark.parametrize("row", treatments(), ids=lambda r: r.treatment_id)
def test_every_effect_can_be_told(row):
    told = effect_row(row)
    assert told.effect
    assert told.sure
    assert " v " not in told.effect


def test_studies_and_people_are_counted():
    assert effect_row(treatment("resistance_training-2")).people == "49 studies, 1,328 people"


def test_no_page_lists_what_a_machine_wrote():
    # That row's own note asks to replace it before publishing.
    assert all("gbs_recovery_treated-1" not in page.treatments for page in pages())
    assert all(row.effect for page in pages() for row in effect_rows(page))
