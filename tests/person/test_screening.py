"""Screening: published cut-offs at their edges, honest gaps, norms that match their source."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.errors import InputError
from trophe.evidence import constants, source
from trophe.person import Person, Region, Sex
from trophe.person.measures import Taken
from trophe.person.screening import SARC_F, Seen, alm_percentile, grip_percentile, screen
from trophe.person.screening.glim import calf_correction_cm

TODAY = date(2026, 6, 1)
EVA = Person(sex="female", age_y=74, height_m=1.6, weight_kg=60)
WEAK = {"lifting": 1, "walking": 1, "rising": 1, "stairs": 1, "falls": 0}


def taken(name, value, side="", day=TODAY):
    return Taken(instrument=name, measured_on=day, values=(value,), side=side)


def stages(person=EVA, answers=None, **readings):
    rows = [taken(n, v, "right" if n in ("grip", "tape_calf") else "") for n, v in readings.items()]
    seen = Seen(person=person, today=TODAY, answers=answers or {}, readings=tuple(rows))
    found = screen(seen)
    return {one.name: one.stage for one in found.sets}


def test_every_cut_off_has_a_source_that_can_be_cited():
    for parameter in constants("screening_cutoffs").parameters.values():
        assert source(parameter.source).text


@pytest.mark.parametrize(
    ("readings", "europe", "asia"),
    [
        ({}, "unknown", "unknown"),
        ({"grip": 16.0}, "not_found", "possible"),  # below 16 in Europe, below 18 in Asia
        ({"grip": 15.9}, "probable", "possible"),
        ({"grip": 18.0}, "not_found", "not_found"),
        ({"grip": 15.0, "dxa_alm": 13.0}, "confirmed", "confirmed"),  # 5.08 kg/m2
        ({"grip": 15.0, "dxa_alm": 14.08}, "not_found", "not_found"),  # 5.5 is not below 5.5
        ({"grip": 15.0, "dxa_alm": 13.0, "gait_speed": 0.8}, "severe", "severe"),
        ({"grip": 15.0, "dxa_alm": 13.0, "gait_speed": 0.9}, "confirmed", "severe"),
        ({"chair_rise_5": 15.0}, "not_found", "possible"),  # above 15; at or above 12
        ({"chair_rise_5": 15.1}, "probable", "possible"),
    ],
)
def test_stages_stand_where_the_consensus_papers_put_them(readings, europe, asia):
    assert stages(**readings) == {"EWGSOP2": europe, "AWGS 2019": asia}


def test_men_have_their_own_lines_and_asia_its_own_set_first():
    man = replace(EVA, sex=Sex.MALE)
    assert stages(man, grip=26.9)["EWGSOP2"] == "probable"
    assert stages(man, grip=27.0)["EWGSOP2"] == "not_found"
    found = screen(Seen(person=replace(EVA, region=Region.ASIA), today=TODAY))
    assert [one.name for one in found.sets] == ["AWGS 2019", "EWGSOP2"]
    assert found.sets[0].applies


def test_sarc_calf_adds_ten_points_for_a_small_calf_and_asks_before_it_counts():
    assert len(SARC_F) == 5
    rows = (taken("tape_calf", 32.9, "left"), taken("tape_calf", 36, "right"))
    found = screen(Seen(person=EVA, today=TODAY, answers=WEAK, readings=rows))
    assert (found.sarc_f, found.sarc_calf) == (4, 14)
    assert screen(Seen(person=EVA, today=TODAY, answers=WEAK)).sarc_calf is None
    partly = {name: WEAK[name] for name in ("lifting", "falls")}
    assert screen(Seen(person=EVA, today=TODAY, answers=partly)).sarc_f is None
    with pytest.raises(InputError) as refusal:
        Seen(person=EVA, today=TODAY, answers={"falls": 3})
    assert refusal.value.name == "falls"


def test_a_swollen_calf_is_no_calf():
    swollen = Taken(
        instrument="tape_calf", measured_on=TODAY, values=(30.0,), side="left", oedema=True
    )
    found = screen(Seen(person=EVA, today=TODAY, answers=WEAK, readings=(swollen,)))
    assert found.sarc_calf is None


def test_glim_needs_a_sign_and_a_cause_and_never_takes_unasked_for_no():
    thin = replace(EVA, weight_kg=55)  # body mass index 21.5, below 22 from 70 years on

    def glim(**more):
        return screen(Seen(person=thin, today=TODAY, **more)).glim

    assert glim().stage == "unknown"
    assert glim(eating_less=False, inflammation=False).stage == "not_found"
    assert glim(eating_less=True).stage == "confirmed"
    lost = ((TODAY - timedelta(days=170), 62.5), (TODAY, 55.0))  # 12 % in six months
    assert glim(eating_less=True, weights=lost).stage == "severe"
    young = replace(thin, age_y=50)
    assert screen(Seen(person=young, today=TODAY)).glim.stage == "not_found"


def test_calves_are_corrected_by_build_as_the_paper_prints():
    assert [calf_correction_cm(bmi) for bmi in (17, 22, 27, 33, 45)] == [4, 0, -3, -7, -12]


def test_grip_percentiles_are_those_of_the_table_and_move_with_strength():
    # Women of 70 to 74: 13.2 kg is the 5th, 23.6 the 50th, 34.1 the 95th percentile.
    for kg, percentile in ((13.2, 5), (23.6, 50), (34.1, 95)):
        assert grip_percentile(kg, 72.5, Sex.FEMALE).percentile == pytest.approx(
            percentile, abs=0.1
        )
    assert grip_percentile(30, 15, Sex.FEMALE) is None
    assert grip_percentile(30, 50, Sex.UNSPECIFIED) is None


@given(st.floats(1, 100), st.floats(1, 100), st.floats(20, 110))
def test_who_is_stronger_never_stands_lower(one, other, age_y):
    low, high = sorted((one, other))
    assert (
        grip_percentile(low, age_y, Sex.MALE).percentile
        <= grip_percentile(high, age_y, Sex.MALE).percentile
    )


def test_limb_lean_mass_stands_where_the_reference_puts_it(shared):
    import csv
    import gzip

    path = shared / "data" / "lms_body_composition" / "lead_lms.csv.gz"
    with gzip.open(path, "rt") as lines:
        for row in csv.DictReader(lines):
            if row["measure"] != "appendicular_LMI" or row["population"] != "adults":
                continue
            age_y = float(row["age_y"])
            if not 18 <= age_y <= 80:
                continue
            told = alm_percentile(float(row["M"]), age_y, Sex(row["sex"]))
            # Straight lines between decades: a point or two of a hundred at most.
            assert told.percentile == pytest.approx(50, abs=6)


def test_what_was_never_measured_is_due_today_and_the_rest_half_a_year_on():
    grip = taken("grip", 20, "right", TODAY - timedelta(days=10))
    found = screen(Seen(person=EVA, today=TODAY, readings=(grip,)))
    due = {one["what"]: one["on"] for one in found.due}
    assert due["gait_speed"] == str(TODAY)
    assert due["grip"] == str(TODAY - timedelta(days=10) + timedelta(days=182))
    assert "dxa_alm" not in due
    assert [one["on"] for one in found.due] == sorted(one["on"] for one in found.due)


def test_it_is_said_that_cut_offs_do_not_diagnose():
    assert any(
        "do not diagnose" in remark for remark in screen(Seen(person=EVA, today=TODAY)).remarks
    )
