"""What people type becomes SI, and SI becomes what they read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe import units
from trophe.errors import InputError

HEIGHTS = [
    ("5ft 6in", 1.6764),
    ("5'6\"", 1.6764),
    ("5’6”", 1.6764),
    ("5′6″", 1.6764),
    ("5'6''", 1.6764),
    ("5' 6", 1.6764),
    ("5’ 6", 1.6764),
    ("5 ft 6 in", 1.6764),
    ("5 FT 6 IN", 1.6764),
    ("5 feet 6 inches", 1.6764),
    ("5 foot 6", 1.6764),
    ("5ft6", 1.6764),
    ("5'6.5\"", 1.6891),
    ("5'6,5\"", 1.6891),
    ("6ft", 1.8288),
    ("6'", 1.8288),
    ("66 in", 1.6764),
    ('66"', 1.6764),
    ("66in", 1.6764),
    ("168 cm", 1.68),
    ("168cm", 1.68),
    ("168,5 cm", 1.685),
    ("1.68 m", 1.68),
    ("1,68m", 1.68),
    ("1m68", 1.68),
    (" 168  cm ", 1.68),
]
WEIGHTS = [
    ("160 lb", 72.5747792),
    ("160lbs", 72.5747792),
    ("160 pounds", 72.5747792),
    ("11 st 6 lb", 72.5747792),
    ("11st 6lb", 72.5747792),
    ("11st6", 72.5747792),
    ("11 stone 6", 72.5747792),
    ("11 st", 69.85322498),
    ("72,5 kg", 72.5),
    ("72.5kg", 72.5),
    ("72.5 kilos", 72.5),
    (".5 kg", 0.5),
]


@pytest.mark.parametrize(("text", "height_m"), HEIGHTS)
def test_a_height_is_read_however_it_is_written(text, height_m):
    assert units.parse_height_m(text) == pytest.approx(height_m, abs=1e-12)


@pytest.mark.parametrize(("text", "weight_kg"), WEIGHTS)
def test_a_weight_is_read_however_it_is_written(text, weight_kg):
    assert units.parse_weight_kg(text) == pytest.approx(weight_kg, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "unit", "height_m"),
    [("168", "cm", 1.68), ("1,68", "m", 1.68), ("66", "in", 1.6764), ("5", "ft", 1.524)],
)
def test_a_bare_height_is_taken_in_the_stated_unit(text, unit, height_m):
    assert units.parse_height_m(text, unit) == pytest.approx(height_m)


@pytest.mark.parametrize(
    ("text", "unit", "weight_kg"),
    [("160", "lb", 72.5747792), ("72,5", "kg", 72.5), ("11", "st", 69.85322498)],
)
def test_a_bare_weight_is_taken_in_the_stated_unit(text, unit, weight_kg):
    assert units.parse_weight_kg(text, unit) == pytest.approx(weight_kg)


def test_a_stated_unit_never_overrules_the_one_that_was_typed():
    assert units.parse_weight_kg("160 lb", "kg") == pytest.approx(72.5747792)


def test_a_bare_weight_asks_which_unit():
    with pytest.raises(InputError, match=r"kg, lb or st\?") as caught:
        units.parse_weight_kg("160")
    assert caught.value.name == "weight"


def test_a_bare_height_asks_which_unit():
    with pytest.raises(InputError, match=r"cm, m, or feet and inches\?"):
        units.parse_height_m("66", name="height_m")


@pytest.mark.parametrize("text", ["5.6 ft", "5,5'", "5.5 feet"])
def test_parts_of_a_foot_are_ambiguous_and_refused(text):
    with pytest.raises(InputError, match="two ways"):
        units.parse_height_m(text)


def test_parts_of_a_stone_are_ambiguous_and_refused():
    with pytest.raises(InputError, match="two ways"):
        units.parse_weight_kg("11.5 st")


@pytest.mark.parametrize(
    "text", ["", "tall", "0m00", "5ft 12in", "-168 cm", "0 cm", "168 kg", "5 6", "1e3 cm", "nan m"]
)
def test_a_height_that_makes_no_sense_is_refused(text):
    with pytest.raises(InputError, match="height"):
        units.parse_height_m(text)


@pytest.mark.parametrize(
    "text", ["", "heavy", "11 st 14 lb", "-70 kg", "0 kg", "70 cm", "11 6", "1.2.3 kg", "1,23.5 kg"]
)
def test_a_weight_that_makes_no_sense_is_refused(text):
    with pytest.raises(InputError, match="weight"):
        units.parse_weight_kg(text)


def test_energy_is_read_in_both_units():
    assert units.parse_energy_kcal("1600 kcal") == 1600
    assert units.parse_energy_kcal("6694,4 kJ") == pytest.approx(1600)
    assert units.parse_energy_kcal("1600", "kcal") == 1600
    with pytest.raises(InputError, match=r"kcal or kJ\?"):
        units.parse_energy_kcal("1600")


def test_energy_is_printed_in_both_units():
    assert units.format_energy(1640) == "1,640 kcal"
    assert units.format_energy(1640, "kJ") == "6,862 kJ"


def test_inches_and_pounds_carry_into_the_next_unit():
    assert units.format_height(71.6 * units.M_PER_IN, "ft") == "6 ft 0 in"
    assert units.format_weight(167.6 * units.KG_PER_LB, "st") == "12 st 0 lb"


def test_a_weight_change_keeps_its_sign_and_never_reads_minus_zero():
    assert units.format_weight(-0.9, "kg") == "-0.9 kg"
    assert units.format_weight(-0.01, "kg") == "0 kg"
    assert units.format_weight(-1 * units.KG_PER_LB, "st") == "-0 st 1 lb"


def test_an_unknown_unit_is_refused_by_name():
    with pytest.raises(InputError, match="stone"):
        units.format_weight(70, "stone")
    with pytest.raises(InputError, match="kg, lb, st"):
        units.parse_weight_kg("70", "stone")


# Half the display step bounds what a print and a reading may lose; a hair for binary rounding.
HALF_STEP_M = {"cm": 0.005, "m": 0.005, "ft": units.M_PER_IN / 2, "in": units.M_PER_IN / 2}
HALF_STEP_KG = {"kg": 0.05, "lb": 0.05 * units.KG_PER_LB, "st": units.KG_PER_LB / 2}


@given(st.floats(0.4, 2.6), st.sampled_from(units.HEIGHT_UNITS))
def test_a_printed_height_reads_back_within_half_a_step(height_m, unit):
    back = units.parse_height_m(units.format_height(height_m, unit))
    assert abs(back - height_m) <= HALF_STEP_M[unit] + 1e-9


@given(st.floats(2, 400), st.sampled_from(units.WEIGHT_UNITS))
def test_a_printed_weight_reads_back_within_half_a_step(weight_kg, unit):
    back = units.parse_weight_kg(units.format_weight(weight_kg, unit))
    assert abs(back - weight_kg) <= HALF_STEP_KG[unit] + 1e-9


@given(st.integers(20, 400), st.integers(0, 13))
def test_stones_and_pounds_equal_pounds(stones, pounds):
    twin = units.parse_weight_kg(f"{stones * 14 + pounds} lb")
    assert units.parse_weight_kg(f"{stones} st {pounds} lb") == pytest.approx(twin, rel=1e-12)


@given(st.integers(1, 8), st.integers(0, 11))
def test_feet_and_inches_equal_inches(feet, inches):
    twin = units.parse_height_m(f"{feet * 12 + inches} in")
    assert units.parse_height_m(f"{feet}'{inches}\"") == pytest.approx(twin, rel=1e-12)


@given(st.text(max_size=12))
def test_any_text_is_a_positive_weight_or_a_clear_refusal(text):
    try:
        weight_kg = units.parse_weight_kg(text)
    except InputError as error:
        weight_kg, refusal = 1.0, str(error)
    else:
        refusal = "weight"
    assert weight_kg > 0
    assert refusal.startswith("weight")
