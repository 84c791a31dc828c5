"""Shared foods: loaded once, imported twice, resumed, found at once, none of them private."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from trophe.exchange.foods import read
from trophe.nutrition.core import core_table
from trophe.web.foods import importing
from trophe.web.foods.importing import import_foods
from trophe.web.foods.loading import ensure_core_foods
from trophe.web.foods.models import Food, ImportRun
from trophe.web.foods.own import correct_food, save_own_food
from trophe.web.foods.search import by_barcode, by_key, find_foods
from trophe.web.people.services import create_person

pytestmark = pytest.mark.django_db

TABLE = """name,kcal,protein_g,barcode
Rye bread with seeds,241,8.9,4006381333931
Oat drink,46,1.0,
"""


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    settings.FOOD_INDEX = tmp_path / "index"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_the_foods_that_come_along_are_loaded_once(person):
    told = []
    n = ensure_core_foods(lambda done, of: told.append((done, of)))
    assert n == len(core_table()) == Food.objects.count()
    assert told[-1] == (n, n)
    assert ensure_core_foods() == 0
    egg = Food.objects.get(source="usda_sr28", source_id="01123")
    assert egg.core() == core_table().food("01123")
    assert find_foods(person, "egg whole raw")[0].food == egg


def test_a_file_read_twice_doubles_nothing_and_keeps_codes(table, person):
    first = import_foods(table)
    codes = set(Food.objects.values_list("code", flat=True))
    second = import_foods(table)
    assert (first.taken, second.taken) == (2, 2)
    assert set(Food.objects.values_list("code", flat=True)) == codes
    assert [one.food.name for one in find_foods(person, "rye bread")] == ["Rye bread with seeds"]
    assert by_barcode(person, "04006381333931").name == "Rye bread with seeds"


def test_a_reading_that_was_stopped_goes_on_from_its_place(table, monkeypatch):
    asked = []

    def watched(path, kind, checkpoint):
        asked.append(checkpoint)
        yield from read(path, kind, checkpoint)
        if len(asked) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(importing, "read", watched)
    with pytest.raises(KeyboardInterrupt):
        import_foods(table)
    run = ImportRun.objects.get()
    assert run.ended_at is None
    assert run.foods_kept == 2
    import_foods(table)
    assert asked[0] is None
    assert asked[1] is not None
    assert Food.objects.count() == 2


def test_own_foods_and_corrections_are_the_persons_alone(person, owner, told, milk):
    other = create_person(by=owner, **told)
    own = save_own_food(person=person, by=owner, name="Ada's secret soup", amounts={})
    mine = correct_food(person=person, by=owner, food=milk, amounts={"energy_kcal": 66.0})
    assert [one.food for one in find_foods(person, "secret")] == [own]
    assert find_foods(other, "secret") == []
    assert [one.food for one in find_foods(person, "milk")] == [mine]
    assert [one.food for one in find_foods(other, "milk")] == [milk]


def test_a_food_among_millions_is_fetched_by_an_index(milk):
    milk.barcode = "00036000291452"
    milk.save(update_fields=["barcode"])
    with CaptureQueriesContext(connection) as asked:
        assert list(by_key([milk.key, "off:1", "off:2"])) == [milk.key]
        assert list(Food.objects.with_barcode(milk.barcode)) == [milk]
    for query in asked if connection.vendor == "sqlite" else ():
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plan = " ".join(str(row) for row in cursor.fetchall())
        assert "SCAN" not in plan
        assert "person_id=?" not in plan
