"""No calorie figure reaches who must or would not see one: P01, P13, I12, and W07."""

import re
from datetime import timedelta

import pytest
from diary_pages import PAGES
from django.urls import reverse

from trophe.plan import Goal
from trophe.web.accounts.services import make_token
from trophe.web.diary.days import slots_of, today
from trophe.web.diary.eating import log_food, quick_add
from trophe.web.diary.noting import log_exercise, log_water
from trophe.web.diary.services import weigh_in
from trophe.web.foods.own import save_own_food
from trophe.web.foods.recipes import Line, save_recipe
from trophe.web.people.services import create_person, update_person
from trophe.web.plans.services import make_plan

pytestmark = pytest.mark.django_db
# A figure with its unit, either way round: 300 kcal, kcal: 300, 1,255 kJ.
FIGURE = re.compile(r"\b\d[\d,.]*(<[^>]+>|\s|&nbsp;)*(kcal|kJ|[Cc]alories)\b")
RANDOM = re.compile(r"nonce=\"[^\"]*\"|[A-Za-z0-9]{64}")
# What is typed or chosen on a page, as its script asks for it.
ASKED = {
    "add-food": ["?q=milk", "?q=unheard"],
    "amount-count": ["?amount=2&unit=g&eaten_share=1"],
    "exercise": ["?q=walking", "?activity=17190"],
    "nutrients": ["?days=7"],
}
WHO = {
    "P01, a child": {"age_y": 12.0, "height_m": 1.5, "weight_kg": 40.0},
    "P13, an eating disorder": {"conditions": ["eating_disorder"]},
    "I12, an open emergency": {"conditions": ["open_emergency"]},
    "W07, a wish": {"hides_energy": True, "hides_weight": True},
    "W07, in kilojoules": {"hides_energy": True, "energy_unit": "kJ"},
}


@pytest.fixture(params=WHO, ids=WHO)
def person(request, owner, told):
    changes = dict(WHO[request.param])
    wishes = {n: changes.pop(n) for n in [*changes] if n.startswith("hides_")}
    person = create_person(by=owner, **{**told, **changes})
    return update_person(person=person, by=owner, **wishes) if wishes else person


@pytest.fixture(params=["without a plan", "with a plan"])
def planned(request, person, owner):
    if request.param == "with a plan":
        make_plan(person=person, goal=Goal.parse("maintain"), by=owner, days=28)
    return person


@pytest.fixture
def things(planned, owner, milk):
    person, now = planned, today(planned)
    slot = slots_of(person)[0]
    for back in (1, 0):
        day = now - timedelta(days=back)
        entry = log_food(person=person, by=owner, day=day, slot=slot, food=milk, amount=100)
    quick = quick_add(
        person=person,
        by=owner,
        day=now,
        slot=slot,
        nutrients={"energy_kcal": 123, "protein_g": 5},
        spread={"energy_kcal": 20},
    )
    lines = [Line(text="milk", food=milk, grams=500)]
    pot = save_recipe(person=person, by=owner, name="Porridge", servings=2, lines=lines)
    own = save_own_food(
        person=person, by=owner, name="Milk pie", amounts={"energy_kcal": 287, "fat_g": 9}
    )
    water = log_water(person=person, by=owner, day=now, ml=200)
    walk = log_exercise(person=person, by=owner, day=now, name="Walking", met=3.5, minutes=60)
    return {
        "day": now,
        "yesterday": now - timedelta(days=1),
        "slot": slot.code,
        "food": milk.code,
        "entry": entry.entries[0].code,
        "quick": quick.entries[0].code,
        "change": quick.change.code,
        "water": water.row.code,
        "exercise": walk.row.code,
        "recipe": pot.code,
        "own": own.code,
    }


def _figures(text):
    text = RANDOM.sub("", text)
    return [text[max(0, m.start() - 60) : m.end()] for m in FIGURE.finditer(text)]


def test_no_page_of_the_diary_or_of_foods_shows_a_calorie_figure(client_of, owner, planned, things):
    client = client_of(owner)
    for name, extra, _, _ in PAGES:
        address = reverse(name, args=[planned.code, *(things[one] for one in extra)])
        for query in ("", *ASKED.get(name, ())):
            part = {"HX-Request": "true"} if query else {}
            answer = client.get(address + query, headers=part, follow=True)
            assert answer.status_code in (200, 404, 405), (address, answer.status_code)
            if answer["Content-Type"].startswith("text/html"):
                assert not _figures(answer.content.decode()), address + query


def test_what_is_sent_back_after_a_change_shows_none_either(client_of, owner, planned, things):
    client = client_of(owner)
    for name, extra, writes, data in PAGES:
        if writes and data is not None:
            address = reverse(name, args=[planned.code, *(things[one] for one in extra)])
            told = {k: things.get(v, v) if isinstance(v, str) else v for k, v in data.items()}
            answer = client.post(address, told, follow=True)
            assert not _figures(answer.content.decode()), address


def test_the_forms_do_not_print_the_figure_and_keep_it(client_of, owner, planned, things):
    client, own = client_of(owner), planned.foods.get(code=things["own"])
    address = reverse("food-edit", args=[planned.code, own.code])
    assert 'value="287"' not in client.get(address).content.decode()
    client.post(address, {"name": "Milk pie", "per": "100 g", "fat_g": "8", "version": "1"})
    own.refresh_from_db()
    assert own.amounts == {"energy_kcal": 287, "fat_g": 8}
    address = reverse("entry-edit", args=[planned.code, things["quick"]])
    assert 'value="123"' not in client.get(address).content.decode()
    client.post(address, {"protein_g": "6", "version": "1"})
    entry = planned.entries.get(code=things["quick"])
    assert entry.nutrients == {"energy_kcal": 123, "protein_g": 6}
    assert entry.spread == {"energy_kcal": 20}


def test_programs_get_no_energy_unless_they_ask(client_of, owner, planned, things):
    token = make_token(user=owner, name="phone", scope="write")[1]
    headers, root = {"Authorization": f"Bearer {token}"}, f"/api/v1/people/{planned.code}"
    calls = [f"/days/{things['day']}", f"/foods/{things['own']}", "/foods?q=milk"]
    for call in calls:
        client = client_of(None)
        said = client.get(root + call, headers=headers).json()
        assert not _energy_told(said), call
        mark = "&" if "?" in call else "?"
        said = client.get(f"{root}{call}{mark}show_numbers=true", headers=headers).json()
        assert _energy_told(said), call


def _energy_told(said):
    """Every figure of energy anywhere in an answer."""
    if isinstance(said, list):
        return [found for one in said for found in _energy_told(one)]
    if not isinstance(said, dict):
        return []
    found = [v for k, v in said.items() if "kcal" in k and v is not None]
    return found + [one for value in said.values() for one in _energy_told(value)]


def test_a_wish_hides_weights_too_until_they_are_asked_for(client_of, owner, told):
    person = create_person(by=owner, **told)
    client = client_of(owner)
    weigh_in(person=person, by=owner, weight_kg=71.3, confirmed=True)
    pages = [reverse(name, args=[person.code]) for name in ("today", "weights", "plan")]
    make_plan(person=person, goal=Goal.parse("lose-1"), by=owner, days=28)
    assert "71.3" in client.get(pages[0]).content.decode()
    client.post(reverse("person-hiding", args=[person.code]), {"hides_weight": "on"})
    for page in pages:
        text = client.get(page).content.decode()
        assert "71.3" not in text, page
        assert "72.6" not in text, page
    assert "71.3" in client.get(pages[1] + "?figures=yes").content.decode()


def test_a_wish_hides_calories_on_the_plan_and_its_previews(client_of, owner, told):
    person = create_person(by=owner, **told)
    make_plan(person=person, goal=Goal.parse("lose-1"), by=owner, days=28)
    client, plan = client_of(owner), reverse("plan", args=[person.code])
    assert _figures(client.get(plan).content.decode())
    client.post(reverse("person-hiding", args=[person.code]), {"hides_energy": "on"})
    pages = [plan, reverse("plan-goal", args=[person.code])]
    pages.append(reverse("plan-preview", args=[person.code]) + "?goal=lose-0.5")
    for page in pages:
        assert not _figures(client.get(page).content.decode()), page
    client.post(reverse("person-hiding", args=[person.code]), {})
    assert _figures(client.get(plan).content.decode())
