"""The library: complete, consistent, ours."""

import pytest

from trophe.errors import UnknownNameError
from trophe.evidence.treatments import treatment
from trophe.muscle.knowledge import courses, groups
from trophe.nutrition.exercise import activity
from trophe.person import Person
from trophe.plan.programme import make_week
from trophe.safety import rules
from trophe.training.claims import ANKLE_BRACE, BY_KIND, claims_of, study_words
from trophe.training.exercise import exercise, exercises, family
from trophe.training.kinds import kind_of_cause, manners
from trophe.training.trainee import GROUPS, Trainee
from trophe.training.vocabulary import Equipment, Kind, Move, Place, Trait
from trophe.training.words import GROUP_WORDS


def test_the_library_has_more_than_250_movements_of_every_kind_and_place():
    assert len(exercises()) >= 250
    assert {entry.move for entry in exercises().values()} == set(Move)
    assert {entry.place for entry in exercises().values()} == set(Place)


@pytest.mark.parametrize("entry", exercises().values(), ids=exercises())
def test_every_movement_is_complete(entry):
    assert entry.how.endswith((".", "!"))
    assert entry.cue.endswith(".")
    assert sum(entry.muscles.values()) == pytest.approx(1)
    assert set(entry.muscles) <= GROUPS
    assert {"X04", "X05"} <= set(entry.rules) <= set(rules())
    assert entry.easier_words
    assert entry.harder_words
    assert activity(entry.met_code).met >= 0.9
    assert entry.first_stage <= entry.last_stage


def test_the_muscle_groups_are_those_of_the_forecast():
    assert set(groups()) - {"whole_body"} == GROUPS == set(GROUP_WORDS)


def test_names_differ_and_every_piece_of_equipment_is_used():
    names = [entry.name for entry in exercises().values()]
    assert len(set(names)) == len(names)
    used = {piece for entry in exercises().values() for piece in entry.equipment}
    assert used == set(Equipment)


@pytest.mark.parametrize("entry", exercises().values(), ids=exercises())
def test_easier_and_harder_are_each_others_way_back(entry):
    assert entry in family(entry.family)
    if entry.harder is not None:
        assert entry.harder.easier == entry
        assert entry.harder.level >= entry.level


@pytest.mark.parametrize(("move", "trait"), [(Move.NMES, Trait.NMES), (Move.CUFF, Trait.CUFF)])
def test_current_and_cuffs_always_carry_their_rule(move, trait):
    for entry in exercises().values():
        if entry.move is move:
            assert trait in entry.traits
            assert "X09" in entry.rules


def test_what_is_done_in_the_pool_or_on_the_floor_says_so():
    for entry in exercises().values():
        assert (entry.place is Place.POOL) == (Trait.POOL in entry.traits)
        assert (entry.place is Place.FLOOR) == (Trait.FLOOR in entry.traits)


def test_every_cause_of_the_forecast_has_a_kind_of_training_and_every_kind_a_dose():
    assert all(kind_of_cause(cause) in Kind for cause in courses())
    assert set(manners()) == set(Kind)
    with pytest.raises(UnknownNameError, match="post_polio"):
        kind_of_cause("post_poli")


def test_an_unknown_movement_is_refused_with_a_near_one():
    with pytest.raises(UnknownNameError, match="squat"):
        exercise("squatt")


def test_every_claim_leads_to_a_row_of_the_treatment_table():
    assert set(BY_KIND) == set(Kind)
    rows = {name for entry in exercises().values() for name in claims_of(entry)}
    rows |= {name for names in BY_KIND.values() for name in names} | set(ANKLE_BRACE)
    assert all(treatment(name).verified for name in rows)
    assert all("None" not in study_words(name) for name in rows)
    who = Person(sex="female", age_y=70, height_m=1.6, weight_kg=60)
    week = make_week(Trainee(person=who, kind="stroke", facts={"falls_risk"}))
    assert {"strength_training-1", "ankle_foot_orthosis-1"} <= set(week.studies)
