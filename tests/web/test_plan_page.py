"""The plan's page prints the plan's own figures, and nothing that a rule hides."""

import re

import pytest

from trophe.evidence import source
from trophe.plan import Goal
from trophe.web.people.services import create_person, update_person
from trophe.web.plans import page
from trophe.web.plans.basis import basis_of
from trophe.web.plans.services import make_plan
from trophe.web.plans.words import goal_choices, goal_label

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(person, owner):
    """The plan's JSON, as it is stored."""
    return make_plan(person=person, goal=Goal.rate(-1.0, 68.0), by=owner).plan.as_dict()


@pytest.fixture
def read(owner, person, client_of):
    client = client_of(owner)
    return lambda path="plan/", **kw: client.get(f"/p/{person.code}/{path}", **kw).content.decode()


def test_the_first_numbers_are_the_plans(followed, read):
    html = read()
    assert f"{followed['intake_kcal_d']:,.0f} <span" in html
    assert f"{followed['protein_g_d']:.0f} <span" in html
    assert f"about {followed['protein_g_meal']:.0f} g at each" in html


def test_every_figure_has_its_page_with_sources_rules_and_versions(followed, read):
    for entry in followed["basis"]:
        html = read(f"plan/basis/{entry['figure']}/")
        for key in entry["sources"]:
            work = source(key)
            assert work.link in html
        for rule in entry["rules"]:
            assert f"{rule}:" in html
        assert followed["versions"]["rules"] in html


def test_a_figure_that_no_plan_has_is_not_found(followed, owner, person, client_of):
    assert client_of(owner).get(f"/p/{person.code}/plan/basis/luck/").status_code == 404


def test_htmx_gets_the_piece_and_others_the_page(followed, read):
    piece = read("plan/basis/intake_kcal_d/", headers={"HX-Request": "true"})
    whole = read("plan/basis/intake_kcal_d/")
    assert "<html" not in piece
    assert "<html" in whole
    assert 'id="sheet-title"' in piece


def test_a_preview_compares_and_stores_nothing(followed, read, person):
    html = read("plan/preview/?goal=lose-0.5&protein=1.6")
    assert "Make this my plan" in html
    assert f"{followed['intake_kcal_d']:,.0f} kcal" in html
    assert person.plans.count() == 1


def test_a_preview_of_an_unsafe_goal_says_why(followed, read):
    html = read("plan/preview/?goal=lose-2")
    assert "is not offered to you" in html
    assert "Make this my plan" not in html


def test_a_plan_that_hides_energy_shows_none_anywhere(owner, told, client_of):
    told |= {"conditions": {"eating_disorder"}}
    person = create_person(by=owner, **told)
    made = make_plan(person=person, goal=Goal.parse("maintain"), by=owner).plan
    assert "energy" in made.hide
    client = client_of(owner)
    for path in ("plan/", "plan/goal/", "plan/preview/?goal=gain-0.5", ""):
        main = client.get(f"/p/{person.code}/{path}").content.decode().split("<main")[1]
        assert not re.search(r"\d,?\d{3}(?:\.\d)? ?(?:<[^>]+>)*kcal", main), path


def test_a_child_gets_no_energy_and_no_forecast(owner, told, client_of):
    told |= {"age_y": 12.0, "height_m": 1.5, "weight_kg": 42.0}
    person = create_person(by=owner, **told)
    make_plan(person=person, goal=Goal.parse("maintain"), by=owner)
    html = client_of(owner).get(f"/p/{person.code}/plan/").content.decode()
    assert "figure class" not in html
    assert "kcal a day" not in html.split("<main")[1]


def test_a_locked_plan_is_hidden_and_a_safe_one_offered(followed, read, person, owner):
    update_person(person=person, by=owner, conditions={"pregnant"})
    html = read()
    assert "Your plan is locked" in html
    assert "Lose 1 pound a week" not in html.split("<main")[1]


def test_an_open_emergency_comes_first_and_hides_the_plan(followed, read, person, owner):
    update_person(person=person, by=owner, conditions={"open_emergency"})
    main = read().split("<main")[1]
    assert 'role="alert"' in main
    assert "Get help first" in main
    assert "kcal" not in main
    assert main.index("Get help first") < main.index("</main>")


def test_a_reader_sees_the_plan_but_no_button(followed, person, reader, client_of):
    html = client_of(reader).get(f"/p/{person.code}/plan/").content.decode()
    assert "kcal a day" in html
    assert "Change the goal" not in html
    assert "Make this my plan" not in html


def test_goals_are_said_in_the_unit_that_is_read():
    assert goal_label(Goal.parse("lose-1"), "lb") == "Lose 1 pound a week"
    assert goal_label(Goal.parse("lose-1"), "kg") == "Lose 0.45 kg a week"
    assert goal_label(Goal.rate(-0.5, 68.0), "kg") == "Lose 0.23 kg a week, to 68 kg"
    assert goal_label(Goal.target(68.0, 182), "kg") == "Reach 68 kg in 26 weeks"
    assert goal_label(Goal.parse("maintain"), "kg") == "Maintain my weight"


def test_nine_goals_stand_in_three_groups():
    groups = goal_choices("lb")
    assert [len(g["choices"]) for g in groups] == [4, 1, 4]
    assert all(choice["allowed"] for g in groups for choice in g["choices"])


def test_todays_goal_is_that_of_todays_phase(followed):
    second = followed["phases"][1]
    assert page.numbers(followed, 0).intake_kcal_d == followed["phases"][0]["intake_kcal_d"]
    assert page.numbers(followed, second["first_day"]).intake_kcal_d == second["intake_kcal_d"]


def test_each_basis_can_be_read_in_full(followed):
    for figure in [entry["figure"] for entry in followed["basis"]]:
        found = basis_of(followed, figure)
        assert found["text"]
        assert len(found["sources"]) == len({s.key for s in found["sources"]})


def test_a_change_of_profile_is_checked_against_the_plan(followed, person, owner, client_of):
    client = client_of(owner)
    form = {
        "name": "Ada",
        "sex": "female",
        "age_y": "40",
        "height": "168",
        "activity": "light",
        "region": "default",
        "kidney": "normal",
        "conditions": ["pregnant"],
    }
    answer = client.post(f"/p/{person.code}/settings/change/", form)
    assert answer.headers["Location"] == f"/p/{person.code}/plan/"
    assert person.facts.get(ended_on=None).name == "pregnant"


def test_units_change_what_is_shown_and_nothing_that_is_stored(followed, person, owner, client_of):
    before = person.weights.get().weight_kg
    client = client_of(owner)
    units = {"weight_unit": "st", "height_unit": "ft", "energy_unit": "kJ"}
    client.post(f"/p/{person.code}/more/units/", units)
    assert "11 st" in client.get(f"/p/{person.code}/plan/").content.decode()
    assert person.weights.get().weight_kg == before


def test_who_reads_kilograms_and_kilojoules_meets_no_pounds_and_no_calories(
    followed, read, person, owner
):
    update_person(person=person, by=owner, weight_unit="kg", energy_unit="kJ")
    # The box of everything the plan rests on names the equations' own units.
    main = read().split("<main")[1].split("Everything this plan rests on")[0]
    assert f"{followed['intake_kcal_d'] * 4.184:,.0f} <span" in main
    assert "lose 0.45 kg a week" in main
    assert not re.search(r"\d pound|\ba pound|\blb\b|kcal a day|kcal</span>", main)
    assert " kJ a day" in read("plan/goal/")
    assert " kJ" in read("plan/preview/?goal=lose-0.5")


@pytest.mark.parametrize("aim", ["5 kg", "900 lb", "nothing", "160"])
def test_a_weight_that_no_body_has_is_asked_about(followed, person, owner, client_of, aim):
    client = client_of(owner)
    for path in ("plan/?goal=lose-1&aim=", "plan/preview/?goal=lose-1&aim="):
        assert client.get(f"/p/{person.code}/{path}{aim}").status_code == 200
    typed = {"weight": aim, "weeks": "20"}
    html = client.post(f"/p/{person.code}/plan/make/", typed).content.decode()
    assert ("is outside" in html) == (aim in ("5 kg", "900 lb"))
