"""What a person does every day, on a phone's screen, counted in taps and timed in seconds.

Headless Chromium at 390 x 844 with touch; typing is as slow as a thumb.
"""

import io
import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from trophe.web.diary.days import slot_now, slots_of, today
from trophe.web.diary.eating import Eaten, log_many
from trophe.web.foods.models import Food
from trophe.web.foods.own import save_own_food

THUMB_MS = 80


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    settings.FOOD_INDEX = tmp_path / "index"


@pytest.fixture
def food_of(transactional_db):
    """A shared food with what is known of it per 100 g."""

    def make(name: str, portions=(), **amounts) -> Food:
        return Food.objects.create(
            source="test",
            source_id=name,
            name=name,
            quality="lab",
            amounts=amounts,
            portions=[list(portion) for portion in portions],
        )

    return make


@pytest.fixture
def milk(food_of):
    return food_of("Milk, whole", [(1, "glass", 250.0)], energy_kcal=61.0, protein_g=3.2)


@pytest.fixture
def oats(food_of):
    return food_of("Oats, rolled", [(1, "cup", 80.0)], energy_kcal=379.0, protein_g=13.2)


@pytest.fixture
def usual(person, owner, milk, oats):
    """A week in which the meal of this hour was the same every day."""
    slot = slot_now(person, slots_of(person))
    for ago in range(1, 8):
        log_many(
            person=person,
            by=owner,
            day=today(person) - timedelta(days=ago),
            slot=slot,
            foods=[Eaten(food=oats, amount=0.5, unit="cup"), Eaten(food=milk, amount=200)],
        )
    return slot


def address(person):
    return f"/p/{person.code}/"


def test_the_usual_meal_is_one_tap_and_undone_in_one(visit, person, usual):
    window = visit(width=390)
    phone = window.page
    window.go(address(person))
    phone.get_by_role("button", name="The usual").first.tap()
    phone.get_by_text("Added the usual").wait_for()
    assert person.entries.on_day(today(person)).count() == 2
    phone.locator(".toast").get_by_role("button", name="Undo").tap()
    phone.get_by_text("Undone").wait_for()
    assert person.entries.on_day(today(person)).count() == 0


def test_yesterday_is_copied_in_one_tap_and_undone_in_one(visit, person, usual):
    window = visit(width=390)
    phone = window.page
    window.go(address(person))
    phone.get_by_role("button", name="Same as yesterday").tap()
    phone.locator(".toast").get_by_role("button", name="Undo").wait_for()
    assert person.entries.on_day(today(person)).count() == 2
    phone.locator(".toast").get_by_role("button", name="Undo").tap()
    phone.get_by_text("Undone").wait_for()
    assert person.entries.on_day(today(person)).count() == 0


def test_search_amount_saved_within_ten_seconds(visit, person, food_of):
    window = visit(width=390)
    phone = window.page
    yogurt = food_of("Greek yogurt, plain", [(1, "pot", 170.0)], energy_kcal=97.0, protein_g=9.0)
    window.go(address(person))
    began = time.perf_counter()
    phone.locator(".meal__add").nth(1).tap()
    phone.get_by_role("searchbox").press_sequentially("greek yog", delay=THUMB_MS)
    phone.locator(".found__link", has_text="Greek yogurt").first.tap()
    amount = phone.get_by_label("How much")
    amount.fill("2")
    phone.get_by_role("button", name="Add to Lunch").tap()
    phone.get_by_text("Added Greek yogurt").wait_for()
    seconds = time.perf_counter() - began
    entry = person.entries.get()
    assert (entry.food, entry.grams) == (yogurt, 340)
    assert seconds <= 10


def test_each_keystroke_is_answered_and_narrows_the_list(visit, person, food_of):
    window = visit(width=390)
    phone = window.page
    for name in ("Apple, raw", "Apricots, raw", "Asparagus, cooked"):
        food_of(name, energy_kcal=50.0)
    slot = slots_of(person)[0]
    window.go(f"{address(person)}day/{today(person)}/meal/{slot.code}/add/")
    box = phone.get_by_role("searchbox")
    box.press_sequentially("a", delay=THUMB_MS)
    phone.locator(".found__link").first.wait_for()
    for letter in "ppl":
        with phone.expect_response(lambda answer: "q=" in answer.url) as answer:
            box.press(letter)
        assert answer.value.ok
    expect(phone.locator(".found__link").first).to_contain_text("Apple")
    expect(phone.get_by_text("Asparagus, cooked")).to_have_count(0)


def test_a_photo_of_a_barcode_is_saved_within_six_seconds(visit, person, owner):
    window = visit(width=390)
    phone = window.page
    save_own_food(
        person=person,
        by=owner,
        name="Oat drink",
        amounts={"energy_kcal": 46.0},
        barcode="4006381333931",
        portions=[(1, "glass", 200)],
    )
    place = f"day/{today(person)}/meal/{slots_of(person)[0].code}/barcode/"
    window.go(address(person) + place)
    began = time.perf_counter()
    photo = {"name": "a.png", "mimeType": "image/png", "buffer": barcode_photo("4006381333931")}
    phone.get_by_label("Or a photo of the barcode").set_input_files(photo)
    phone.get_by_role("button", name="Add to Breakfast").tap()
    phone.get_by_text("Added Oat drink").wait_for()
    assert time.perf_counter() - began <= 6
    assert person.entries.get().grams == 200


def barcode_photo(digits: str) -> bytes:
    """A picture of an EAN-13, drawn by its code table."""
    from PIL import Image, ImageDraw

    left = ["0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011"]
    odd = left[0].split()
    even = ["".join("1" if b == "0" else "0" for b in code)[::-1] for code in odd]
    right = ["".join("1" if b == "0" else "0" for b in code) for code in odd]
    parity = [
        "LLLLLL",
        "LLGLGG",
        "LLGGLG",
        "LLGGGL",
        "LGLLGG",
        "LGGLLG",
        "LGGGLL",
        "LGLGLG",
        "LGLGGL",
        "LGGLGL",
    ]
    first = parity[int(digits[0])]
    bars = "101"
    for digit, side in zip(digits[1:7], first, strict=True):
        bars += (odd if side == "L" else even)[int(digit)]
    bars += "01010" + "".join(right[int(d)] for d in digits[7:]) + "101"
    image = Image.new("L", (95 * 4 + 160, 260), 255)
    draw = ImageDraw.Draw(image)
    for place, bar in enumerate(bars):
        if bar == "1":
            draw.rectangle([80 + place * 4, 30, 80 + place * 4 + 3, 230], fill=0)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_everything_is_reached_with_the_keyboard_and_without_script(visit, person, usual, milk):
    window = visit(script=False)
    page = window.page
    window.go(address(person))
    page.get_by_role("button", name="The usual").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Added the usual").wait_for()
    page.locator(".meal__add").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("searchbox").fill("milk")
    page.keyboard.press("Enter")
    page.get_by_label("Choose Milk").check()
    page.get_by_role("button", name="Add the ticked foods").click()
    page.get_by_text("Added Milk").wait_for()
    assert person.entries.on_day(today(person)).count() == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages_are_accessible_and_never_scroll_sideways(visit, person, usual, milk, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    window = visit(width=width, scheme=scheme)
    page = window.page
    base, day, slot = address(person), today(person), usual.code
    meal = f"{base}day/{day}/meal/{slot}/"
    places = [
        base,
        f"{meal}add/?q=milk",
        f"{meal}add/{milk.code}/",
        f"{meal}quick/",
        f"{meal}barcode/",
        f"{base}day/{day}/exercise/?q=walk",
        f"{base}day/{day - timedelta(days=1)}/",
        f"{base}day/{day - timedelta(days=1)}/nutrients/",
        f"{base}foods/new/",
        f"{base}foods/{milk.code}/",
        f"{base}recipes/new/",
        f"{base}diary-settings/",
        f"{base}meals/",
    ]
    for place in places:
        window.go(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
        found = Axe().run(page).response["violations"]
        assert found == [], (place, [(one["id"], one["nodes"][0]["html"]) for one in found])
