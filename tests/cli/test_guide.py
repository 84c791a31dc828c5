"""`trophe guide`: the guide in a terminal."""

import json

import pytest
from click.testing import CliRunner

from trophe.cli import main
from trophe.guide import pages


def run(*args):
    return CliRunner().invoke(main, ["guide", *args])


def test_all_topics_are_listed():
    answer = run()
    assert answer.exit_code == 0
    assert all(each.slug in answer.output for each in pages())


@pytest.mark.parametrize("each", pages(), ids=lambda p: p.slug)
def test_every_page_is_printed_with_its_red_flags_first(each):
    text = run(each.slug).output
    places = [text.find(word) for word in ("NOW.", "SOON.") if word in text]
    assert all(place < text.index("Do this first") for place in places)
    assert "Sources" in text
    assert "[@" not in text


def test_a_page_as_json_has_its_course_and_its_sources():
    shown = json.loads(run("cast", "--json").output)
    assert shown["topic"] == "cast"
    assert shown["course"]["charts"][0]["rows"]
    keys = {source["key"] for source in shown["sources"]}
    cited = {
        k for s in shown["sections"] for b in s["blocks"] for i in b["items"] for k in i["sources"]
    }
    assert cited <= keys


def test_a_search_lists_pages_with_a_sentence():
    found = json.loads(run("--search", "plaster", "--json").output)["found"]
    assert found[0]["topic"] == "cast"
    assert "Nothing found" in run("--search", "zzzqqq").output


def test_an_unknown_topic_is_exit_2_and_names_near_ones():
    answer = run("strok")
    assert answer.exit_code == 2
    assert "stroke" in answer.stderr
