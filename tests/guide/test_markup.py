"""The small markup of pages."""

import pytest

from trophe.errors import EvidenceError
from trophe.guide.markup import cited, plain, raw_sentences, sections, spans


def test_a_page_falls_into_sections_with_blocks():
    made = sections(
        "## First steps\nOne line\nand its rest.\n\n- a\n- b\n\n## Then\n1. up\n2. down\n"
    )
    assert [(s.title, s.anchor) for s in made] == [("First steps", "first-steps"), ("Then", "then")]
    assert [block.kind for block in made[0].blocks] == ["paragraph", "list"]
    assert made[0].blocks[0].raw == ("One line and its rest.",)
    assert made[1].blocks[0].kind == "steps"
    assert made[1].blocks[0].raw == ("up", "down")


def test_a_line_falls_into_text_links_strong_words_and_citations():
    kinds = [s.kind for s in spans("See [[cast]] or **stop** [@row:a; @b].")]
    assert kinds == ["text", "link", "text", "strong", "cite", "text"]
    assert cited("A [@row:a; @b] and [@c].") == ("row:a", "b", "c")


def test_plain_words_have_no_marks_and_no_hole_where_a_citation_stood():
    assert (
        plain("It fell by 5 % [@row:a]. See [[cast|the page]].") == "It fell by 5 %. See the page."
    )


def test_decimals_do_not_end_a_sentence():
    assert raw_sentences("It lost 5.5 % [@a]. Then it grew.") == (
        "It lost 5.5 % [@a].",
        "Then it grew.",
    )


@pytest.mark.parametrize("body", ["text first\n## Then\nx\n", "## A\n- item\nnot an item\n"])
def test_text_in_the_wrong_place_is_refused(body):
    with pytest.raises(EvidenceError):
        sections(body)
