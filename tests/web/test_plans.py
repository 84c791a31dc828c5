"""Plans: stored as made, checked on every reading, locked at once by what changed (I08)."""

import json
import re
from datetime import timedelta

import pytest

from trophe.plan import Goal, Plan, replay
from trophe.web.diary.noting import describe_day
from trophe.web.diary.services import delete_weight, weigh_in
from trophe.web.muscle.services import add_event, case_of
from trophe.web.people.services import create_person, update_person
from trophe.web.plans.models import StoredPlan
from trophe.web.plans.services import make_plan, offers, preview, read_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(owner, person):
    """Somebody who loses half a pound a week."""
    make_plan(person=person, goal=Goal.parse("lose-0.5"), by=owner)
    return person


def test_a_plan_is_stored_as_made_and_replays_to_the_byte(planned):
    stored = planned.plans.get()
    assert replay(stored.document).to_json() == stored.document
    reading = read_plan(planned)
    assert not reading.locked
    assert reading.findings == ()
    assert reading.plan["intake_kcal_d"] == json.loads(stored.document)["intake_kcal_d"]


def test_there_is_no_plan_before_one_is_made(person):
    assert read_plan(person) is None


def test_a_refused_goal_leaves_the_plan_that_is_followed(owner, planned):
    made = make_plan(person=planned, goal=Goal.parse("lose-2"), by=owner)
    assert made.plan.refused
    assert made.stored is None
    assert made.plan.alternative is not None
    assert read_plan(planned).stored.goal == "lose-0.5"


def test_a_new_plan_replaces_the_one_before_and_keeps_it(owner, planned):
    make_plan(person=planned, goal=Goal.parse("maintain"), by=owner)
    assert read_plan(planned).stored.goal == "maintain"
    assert list(planned.plans.values_list("state", flat=True)) == ["active", "replaced"]


def _pregnant(person, by):
    update_person(person=person, by=by, conditions=["pregnant"])


def _fell_ill(person, by):
    update_person(person=person, by=by, conditions=["cancer_treatment"])


def _takes_insulin(person, by):
    update_person(person=person, by=by, medicines=["insulin"])


def _grew_thin(person, by):
    weigh_in(person=person, by=by, weight_kg=50.0, confirmed=True)


def _eating_disorder(person, by):
    update_person(person=person, by=by, conditions=["eating_disorder"])


@pytest.mark.parametrize(
    ("happens", "rule"),
    [
        (_pregnant, "P02"),
        (_fell_ill, "P12"),
        (_takes_insulin, "P15"),
        (_grew_thin, "P04"),
        (_eating_disorder, "P13"),
    ],
)
def test_what_changes_locks_the_plan_at_once(owner, planned, client_of, happens, rule):
    happens(planned, owner)
    reading = read_plan(planned)
    assert reading.locked
    assert rule in {finding.rule for finding in reading.findings}
    assert reading.fallback is not None
    assert reading.fallback.goal.name == "maintain"
    assert planned.plans.get().locked_at is not None
    figure = f"{reading.made.intake_kcal_d:,.0f}"
    page = client_of(owner).get(f"/p/{planned.code}/plan/").content.decode()
    assert figure not in page, "a locked plan is hidden, not annotated"


def _weighed(person, by, kg_week, since):
    """Weights of the third to the fifth week of a plan that began `since`."""
    person.weights.all().delete()
    for day in (0, *range(16, 31, 2)):
        on, kg = since + timedelta(days=day), 80 - kg_week * day / 7
        weigh_in(person=person, by=by, weight_kg=kg, local_date=on, confirmed=True)


@pytest.fixture
def month_old(owner, person):
    """Somebody who follows a plan to lose a pound a week since 30 days."""
    first = person.today() - timedelta(days=30)
    _weighed(person, owner, 0.4, first)
    make_plan(person=person, goal=Goal.parse("lose-1"), by=owner, on_date=first)
    return person


@pytest.mark.parametrize(("kg_week", "goal"), [(1.2, "lose-1"), (1.8, "maintain")])
def test_a_scale_that_falls_too_fast_locks_the_plan_everywhere(
    owner, month_old, client_of, kg_week, goal
):  # P10
    reading = read_plan(month_old)
    assert not reading.locked
    _weighed(month_old, owner, kg_week, reading.stored.first_date)
    locked = read_plan(month_old)
    assert locked.locked
    assert {finding.rule for finding in locked.findings} == {"P10"}
    assert locked.fallback.goal.name == goal
    assert locked.fallback.intake_kcal_d > locked.made.intake_kcal_d
    client, figure = client_of(owner), f"{locked.made.intake_kcal_d:,.0f}"
    page = client.get(f"/p/{month_old.code}/plan/").content.decode()
    assert figure not in page
    assert f"{locked.fallback.intake_kcal_d:,.0f}" in page
    assert ("doctor within a week" in page) is (goal == "maintain")
    today = client.get(f"/p/{month_old.code}/").content.decode()
    assert figure not in today
    answer = client.get(f"/api/v1/people/{month_old.code}/plan").json()
    assert answer["locked"]
    assert answer["plan"] is None
    assert answer["fallback"]["goal"]["name"] == goal
    client.post(f"/p/{month_old.code}/plan/make/", {"goal": goal})
    assert not read_plan(month_old).locked


def test_hardly_any_food_hides_the_figures_until_the_person_eats(
    owner, month_old, client_of
):  # P11
    today = month_old.today()
    for back in range(1, 8):
        on = today - timedelta(days=back)
        describe_day(person=month_old, by=owner, day=on, status="fasting")
    reading = read_plan(month_old)
    assert reading.locked
    assert reading.fallback.intake_kcal_d is None
    made = make_plan(person=month_old, goal=Goal.parse("maintain"), by=owner)
    assert made.plan.intake_kcal_d is None
    assert not read_plan(month_old).locked
    root = f"/p/{month_old.code}/plan/"
    assert "hardly any food" in client_of(owner).get(root).content.decode()
    month_old.days.all().delete()
    answer = client_of(owner).get(root)
    assert not answer.context["warnings"]
    assert "figures can come back" in answer.content.decode()


def test_a_birthday_locks_a_plan_that_was_right_the_day_before(owner, told):
    today = create_person(by=owner, **(told | {"weight_kg": 90.0})).today()
    birthday = today.replace(year=today.year - 65, day=1) + timedelta(days=62)
    told |= {"birth_date": birthday, "age_y": None, "weight_kg": 80.0}
    person = create_person(by=owner, **told)
    make_plan(person=person, goal=Goal.parse("lose-0.5"), by=owner)
    there = birthday.replace(year=birthday.year + 65)
    assert not read_plan(person, there - timedelta(days=1)).locked
    assert read_plan(person, there).locked


def test_a_lock_opens_when_its_reason_is_gone(owner, planned):
    update_person(person=planned, by=owner, conditions=["acute_infection"])
    assert read_plan(planned).locked
    update_person(person=planned, by=owner, conditions=[])
    assert not read_plan(planned).locked
    assert planned.plans.get().state == StoredPlan.State.ACTIVE


def test_a_plan_without_any_weight_is_locked_and_asks_for_one(owner, planned):
    delete_weight(entry=planned.weights.get(), by=owner)
    reading = read_plan(planned)
    assert reading.locked
    assert reading.fallback is None
    assert "Weigh in" in reading.findings[0].text


def test_figures_are_hidden_from_who_must_not_see_them_unasked(owner, person):
    make_plan(person=person, goal=Goal.parse("maintain"), by=owner)
    update_person(person=person, by=owner, conditions=["eating_disorder"])
    reading = read_plan(person)
    assert not reading.locked
    assert reading.plan["intake_kcal_d"] is None
    assert reading.numbers["intake_kcal_d"] > 1000


def test_reading_a_plan_writes_only_when_its_state_changes(
    owner, planned, django_assert_num_queries
):
    with django_assert_num_queries(
        6
    ):  # the plan, weights, whole days, last weight, facts, timeline
        read_plan(planned)


def test_a_preview_is_the_plan_it_would_be_and_stores_nothing(owner, person):
    seen = preview(person=person, goal=Goal.parse("lose-0.5"))
    assert not person.plans.exists()
    made = make_plan(person=person, goal=Goal.parse("lose-0.5"), by=owner).plan
    assert seen.intake_kcal_d == made.intake_kcal_d
    assert seen.protein_g_d == made.protein_g_d


def test_offers_and_plans_agree(owner, person):
    found = offers(person)
    assert len(found) == 9
    for offer in found:
        made = make_plan(person=person, goal=offer.goal, by=owner).plan
        assert made.refused is not offer.allowed, offer.goal.name


def test_the_stored_text_is_a_plan(planned):
    assert Plan.from_json(planned.plans.get().document).goal.name == "lose-0.5"


def test_the_muscle_forecast_leaves_out_a_plan_that_is_locked_before_anybody_reads_it(
    owner, planned
):
    assert case_of(planned).energy is not None
    add_event(
        person=planned,
        by=owner,
        kind="cast",
        began_on=planned.today(),
        part="knee",
        side="left",
    )
    assert planned.plans.get().state == StoredPlan.State.ACTIVE
    assert case_of(planned).energy is None


def test_a_reason_against_a_whole_group_of_goals_is_said_once(owner, person, client_of):
    update_person(person=person, by=owner, conditions=["acute_infection"])
    page = client_of(owner).get(f"/p/{person.code}/plan/goal/").content.decode()
    assert page.count("Now is not the time to lose weight") == 1


def test_a_plan_knows_the_timeline_and_counts_a_cast_once(owner, person):
    plain = make_plan(person=person, goal=Goal.parse("maintain"), by=owner).plan
    assert plain.muscle is None
    began = person.today() - timedelta(days=7)
    add_event(
        person=person,
        by=owner,
        kind="cast",
        began_on=began,
        ended_on=began + timedelta(days=42),
        part="knee",
        side="left",
    )
    made = make_plan(person=person, goal=Goal.parse("maintain"), by=owner).plan
    assert made.muscle.baseline_day == -7
    assert made.muscle.of("quadriceps", "left").size["median"][5] < 0.95
    assert made.forecast.ffm_kg["median"][35] < plain.forecast.ffm_kg["median"][35] - 0.2
    assert min(case_of(person).energy.muscle) > 0.99, "the cast is not in the share of food"


def test_the_way_on_from_a_refused_rate_with_a_weight_to_reach_can_be_taken(
    owner, person, client_of
):
    client, root = client_of(owner), f"/p/{person.code}/plan/"
    page = client.get(root, {"goal": "lose-2", "aim": "68 kg"}).content.decode()
    form = page[page.index("What fits you now") :].partition("</form>")[0]
    told = dict(
        re.findall(r'type="hidden" name="(goal|aim|weight|weeks|protein)" value="([^"]*)"', form)
    )
    assert "None" not in told.values()
    answer = client.post(f"{root}make/", told)
    assert answer.status_code == 302
    assert json.loads(person.plans.get().document)["goal"]["target_weight_kg"] == 68.0
