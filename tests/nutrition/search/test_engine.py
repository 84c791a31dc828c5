"""What a person finds while typing."""

import pytest

from trophe.errors import InputError
from trophe.nutrition.core import core_table
from trophe.nutrition.food import Allergen, Diet, Food, Texture
from trophe.nutrition.search import Filters, FoodIndex, FoodSearch

EGG, MILK, SKIMMED = "usda_sr28:01123", "usda_sr28:01077", "usda_sr28:01085"


def keys(hits):
    return [hit.key for hit in hits]


@pytest.mark.parametrize(
    ("text", "ndb_no"),
    [
        ("milk", "01077"),
        ("banan", "09040"),
        ("bananas", "09040"),
        ("aubergine", "11210"),
        ("eggplant", "11209"),
        ("yoghurt greek", "01256"),
        ("porridge", "08121"),
        ("Crème fraîche", "01056"),
        ("jacket potato", "11674"),
        ("skimmed milk", "01085"),
        ("milk, skimmed", "01085"),
        ("2 eggs", "01123"),
        ("a slice of toast", "18070"),
    ],
)
def test_everyday_words_of_both_sides_of_the_ocean_come_first(search, text, ndb_no):
    assert keys(search.search(text))[0] == f"usda_sr28:{ndb_no}"


@pytest.mark.parametrize("text", ["chiken breast", "bannana", "tomatoe soup", "brocolli", "yogrut"])
def test_a_typo_still_finds_and_says_so(search, text):
    hits = search.search(text)
    assert len(hits) == 10
    assert hits[0].corrected


@pytest.mark.parametrize("text", ["cornflakes", "corn flakes", "sweet corn", "butternutsquash"])
def test_words_may_be_written_together_or_apart(search, text):
    assert search.search(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [("chick bre", "chicken"), ("yog nat", "yogurt"), ("brocc chee", "broccoli")],
)
def test_every_word_may_be_unfinished(search, text, word):
    assert word in search.search(text)[0].name.lower()


def test_a_word_the_table_does_not_have_does_not_hide_the_others(search):
    names = [hit.name.lower() for hit in search.search("grandma lasagne")]
    assert any("lasagn" in name for name in names)


def test_what_is_only_near_is_called_so(search):
    hit = search.search("crumpet")[0]
    assert hit.nearest_to == "crumpet"
    assert search.search("english muffin")[0].nearest_to == ""


def test_own_history_at_this_hour_comes_first(search):
    without = keys(search.search("milk"))
    assert without.index(SKIMMED) > 0
    assert keys(search.search("milk", history={SKIMMED: 1.0}))[0] == SKIMMED


def test_history_never_brings_what_was_not_asked_for(search):
    assert EGG not in keys(search.search("milk", history={EGG: 1.0}))


def test_filters_hold_for_every_hit(search):
    filters = Filters(without=frozenset({Allergen.MILK}), diet=Diet.VEGAN)
    hits = search.search("rice", filters=filters)
    assert hits
    for hit in hits:
        food = core_table().food_by_key(hit.key)
        assert Allergen.MILK in food.free_of
        assert Diet.VEGAN in food.diets


def test_an_unknown_allergen_counts_as_there(search):
    filters = Filters(without=frozenset({Allergen.CELERY}))
    assert not any("pizza" in hit.name.lower() for hit in search.search("pizza", filters=filters))


def test_soft_foods_can_be_asked_for(search):
    for hit in search.search("potato", filters=Filters(texture=Texture.SOFT)):
        assert core_table().food_by_key(hit.key).texture is Texture.SOFT


@pytest.mark.parametrize("text", ["", "   ", "!!!", "()", "ünïcödé ☃", "a" * 5000, "' OR 1=1 --"])
def test_no_text_breaks_the_search(search, text):
    assert isinstance(search.search(text), list)


@pytest.mark.parametrize("limit", [0, 101, -1])
def test_a_limit_out_of_range_is_refused(search, limit):
    with pytest.raises(InputError, match="limit"):
        search.search("milk", limit=limit)


def test_the_same_question_gets_the_same_answer(search):
    assert search.search("chicken") == search.search("chicken")


def test_a_code_finds_its_product_in_every_spelling(tmp_path):
    index = FoodIndex(tmp_path)
    crisps = Food(source="off", source_id="1", name="Crisps", barcode="00036000291452")
    index.build([crisps], "a1")
    found = FoodSearch(index)
    for code in ("036000291452", "0036000291452", "00036000291452"):
        assert keys(found.search(code)) == ["off:1"]
    assert found.search("4006381333931") == []


def test_without_an_index_nothing_is_found(tmp_path):
    assert FoodSearch(FoodIndex(tmp_path / "none")).search("milk") == []
