"""People find a page by what they call it."""

import pytest

from trophe.guide import pages, search


@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        ("plaster cast", "cast"),
        ("broken leg", "cast"),
        ("mounjaro", "glp-1"),
        ("wegowy", "glp-1"),
        ("foot drop", "nerve-injury"),
        ("How much protein do I need?", "food-and-protein"),
        ("motor neurone disease", "als"),
        ("ICU", "intensive-care"),
        ("sarcopenia", "ageing"),
        ("weak legs", "how-it-limits-movement"),
        ("prednisolone", "corticosteroids"),
        ("PROTEIN", "food-and-protein"),
    ],
)
def test_the_right_page_comes_first(asked, slug):
    assert search(asked)[0].page.slug == slug


@pytest.mark.parametrize("each", pages(), ids=lambda p: p.slug)
def test_every_page_is_found_by_its_own_title(each):
    assert each.slug in [hit.page.slug for hit in search(each.title)[:3]]


def test_a_hit_shows_where_the_word_stands():
    hit = next(hit for hit in search("centrifuge") if hit.page.slug == "weightlessness")
    assert "centrifuge" in hit.excerpt


@pytest.mark.parametrize("asked", ["", "  ", "the of and", "zzzzqqqq", "%%%"])
def test_nothing_sensible_finds_nothing(asked):
    assert search(asked) == ()
