"""Recipes out of pasted pages."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.errors import InputError
from trophe.nutrition.recipes import read_recipe

SOUP = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Lentil soup &amp; bread",
    "recipeYield": ["4", "4 bowls"],
    "totalTime": "PT1H15M",
    "recipeIngredient": ["200 g red lentils", "1 onion, chopped", "1&frac12; l water"],
    "recipeInstructions": [
        {"@type": "HowToStep", "text": "Boil."},
        {
            "@type": "HowToSection",
            "name": "End",
            "itemListElement": [{"@type": "HowToStep", "text": "Serve."}],
        },
    ],
}


def page(entry):
    return (
        "<html><head><script>var x = '<b>';</script><script type='application/ld+json'>"
        f"{json.dumps(entry)}</script></head><body><p>Hello</p></body></html>"
    )


@pytest.mark.parametrize(
    "entry",
    [
        SOUP,
        [{"@type": "WebPage"}, SOUP],
        {"@graph": [{"@type": "Organization"}, SOUP]},
        {"@type": "WebPage", "mainEntity": SOUP},
        {**SOUP, "@type": ["Recipe", "NewsArticle"]},
    ],
)
def test_a_recipe_is_found_wherever_the_page_puts_it(entry):
    recipe = read_recipe(page(entry))
    assert recipe.name == "Lentil soup & bread"
    assert [line.name for line in recipe.lines] == ["red lentils", "onion", "water"]
    assert (recipe.servings, recipe.minutes) == (4.0, 75.0)
    assert recipe.steps == ("Boil.", "Serve.")
    assert recipe.lines[2].millilitres == 1500


def test_the_json_alone_will_do():
    assert read_recipe(json.dumps(SOUP)).servings == 4


def test_microdata_is_read_where_there_is_no_json():
    html = """<div itemscope itemtype="https://schema.org/Recipe"><h1 itemprop="name">Toast</h1>
    <meta itemprop="recipeYield" content="2"><ul><li itemprop="recipeIngredient">2 slices bread</li>
    <li itemprop="recipeIngredient"><b>10 g</b> butter</li></ul></div>"""
    recipe = read_recipe(html)
    assert (recipe.name, recipe.servings) == ("Toast", 2)
    assert [line.name for line in recipe.lines] == ["bread", "butter"]


@pytest.mark.parametrize("text", ["", "just words", "<p>no recipe</p>", "{broken", "[1, 2]", "{}"])
def test_a_page_without_a_recipe_is_refused_with_a_way_out(text):
    with pytest.raises(InputError, match="one to a line"):
        read_recipe(text)


def test_a_page_that_is_far_too_long_is_refused():
    with pytest.raises(InputError, match="characters"):
        read_recipe("x" * 5_000_001)


def test_deep_nesting_does_no_harm():
    with pytest.raises(InputError):
        read_recipe("[" * 100_000)


@given(st.text(alphabet='<>{}[]":,@type Recipe/script-ld+jon', max_size=200))
def test_no_page_makes_it_fail_otherwise(text):
    with suppress(InputError):
        read_recipe(text)
