"""Own foods, corrections and label photos."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from trophe.errors import InputError
from trophe.web.diary.changes import undo
from trophe.web.diary.days import today
from trophe.web.diary.eating import log_food
from trophe.web.foods.own import correct_food, save_own_food
from trophe.web.foods.photos import attach_photo, reencoded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_photos(settings, tmp_path):
    settings.PHOTOS = tmp_path / "photos"


def picture(kind="JPEG", size=(60, 40)):
    out = io.BytesIO()
    image = Image.new("RGB", size, "navy")
    exif = Image.Exif()
    exif[0x010F] = "A camera that tells"
    image.save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  "},
        {"amounts": {"energy_kcal": -1}},
        {"amounts": {"energy_kcal": 5000}},
        {"amounts": {"protein_g": 60, "fat_g": 60}},
        {"amounts": {"joy_g": 1}},
        {"barcode": "4006381333932"},
        {"portions": [(1, "slice", -3)]},
        {"contains": ["moonlight"]},
    ],
)
def test_what_no_food_is_like_is_refused_and_nothing_stored(person, owner, wrong):
    values = {"name": "Pie", "amounts": {"energy_kcal": 250.0}} | wrong
    with pytest.raises(InputError):
        save_own_food(person=person, by=owner, **values)
    assert not person.foods.exists()


def test_a_correction_reaches_past_entries_only_when_asked(person, owner, milk, breakfast):
    day = today(person)
    log_food(person=person, by=owner, day=day, slot=breakfast, food=milk, amount=200)
    correct_food(person=person, by=owner, food=milk, amounts={"energy_kcal": 70.0})
    entry = person.entries.get()
    assert entry.energy_kcal == 122
    correct_food(person=person, by=owner, food=milk, amounts={"energy_kcal": 71.0}, apply_since=day)
    entry.refresh_from_db()
    assert entry.energy_kcal == 142
    undo(change=person.changes.last(), by=owner)
    entry.refresh_from_db()
    assert entry.energy_kcal == 122


def test_a_photo_is_made_anew_without_what_the_camera_wrote():
    for kind in ("JPEG", "PNG", "WEBP"):
        with Image.open(io.BytesIO(reencoded(picture(kind)))) as image:
            assert image.format == "JPEG"
            assert not image.getexif()


def test_a_large_photo_is_made_smaller():
    with Image.open(io.BytesIO(reencoded(picture(size=(4000, 1000))))) as image:
        assert image.size == (1600, 400)


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" * 8, picture()[:90]],
)
def test_what_is_no_photo_is_refused(data):
    with pytest.raises(InputError, match="photo"):
        reencoded(data)


def test_a_photo_beyond_the_cap_is_refused_before_it_is_read():
    out = io.BytesIO()
    Image.new("1", (8000, 6000)).save(out, "PNG")
    with pytest.raises(InputError, match="40 megapixels"):
        reencoded(out.getvalue())


def test_a_photo_is_seen_by_who_may_see_the_person_alone(client_of, owner, stranger, person):
    food = save_own_food(person=person, by=owner, name="Pie", amounts={})
    attach_photo(person=person, by=owner, food=food, data=picture())
    address = reverse("food-photo", args=[person.code, food.code])
    answer = client_of(owner).get(address)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "no-store"
    assert client_of(stranger).get(address).status_code == 404


@pytest.mark.parametrize(
    ("fibre_in", "known"),
    [
        ("no", {"available_carbohydrate_g": 40.0, "carbohydrate_g": 46.0}),
        ("yes", {"available_carbohydrate_g": 34.0, "carbohydrate_g": 40.0}),
    ],
)
def test_carbohydrate_of_a_label_is_with_or_without_its_fibre(
    client_of, owner, person, fibre_in, known
):
    values = {"name": "Bread", "per": "100 g", "carbohydrate_g": "40", "fibre_g": "6"}
    address = reverse("food-new", args=[person.code])
    client_of(owner).post(address, values | {"fibre_in": fibre_in})
    amounts = person.foods.get().amounts
    assert {name: amounts[name] for name in known} == known


def test_figures_for_a_portion_become_figures_per_100(client_of, owner, person):
    values = {"name": "Bar", "per": "portion", "portion": "bar", "portion_g": "40"}
    values |= {"energy_kcal": "160", "salt_g": "0,2"}
    client_of(owner).post(reverse("food-new", args=[person.code]), values)
    food = person.foods.get()
    assert food.amounts == {"energy_kcal": 400.0, "sodium_mg": 200.0}
    assert food.portions == [[1.0, "bar", 40.0]]
