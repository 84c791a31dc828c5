"""The index on disk: swapped in whole, follows edits, survives being killed."""

import os
import signal
import subprocess
import sys
import time

import pytest

from trophe.nutrition.food import Food
from trophe.nutrition.search import FoodIndex, FoodSearch


def food(number, name, **more):
    return Food(source="own", source_id=str(number), name=name, **more)


def found(index, text):
    return {hit.key for hit in FoodSearch(index).search(text)}


@pytest.fixture
def index(tmp_path):
    made = FoodIndex(tmp_path / "index")
    made.build([food(1, "Lentil soup"), food(2, "Tomato soup")], "d1")
    return made


def test_a_new_food_is_found_at_once_by_a_reader_that_was_open(index):
    reader = FoodSearch(index)
    assert len(reader.search("soup")) == 2
    start = time.monotonic()
    FoodIndex(index.root).upsert([food(3, "Pea soup")])
    assert len(reader.search("soup")) == 3
    assert time.monotonic() - start < 1.0


def test_an_edited_food_is_found_by_its_new_name_only(index):
    index.upsert([food(1, "Barley broth")])
    assert "own:1" in found(index, "barley")
    assert "own:1" not in found(index, "lentil")


def test_a_deleted_food_is_gone_and_deleting_twice_is_no_error(index):
    index.delete(["own:1"])
    index.delete(["own:1", "own:99"])
    assert found(index, "soup") == {"own:2"}


def test_a_rebuild_takes_the_place_of_the_old_index(index):
    old = index.digest
    index.build([food(7, "Onion soup")], "d2")
    assert (old, index.digest) == ("d1", "d2")
    assert found(index, "soup") == {"own:7"}
    assert len([p for p in index.root.iterdir() if p.is_dir()]) == 1


def test_edits_made_during_a_build_are_in_its_result(index):
    def rows():
        yield food(10, "Leek soup")
        index.upsert([food(11, "Fish soup")])
        index.delete(["own:10"])

    index.build(rows(), "d3")
    assert found(index, "soup") == {"own:11"}


def test_a_build_that_fails_leaves_the_old_index(index):
    def rows():
        yield food(10, "Leek soup")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        index.build(rows(), "d4")
    assert index.digest == "d1"
    assert found(index, "soup") == {"own:1", "own:2"}


def test_an_index_of_another_version_is_not_read(index):
    (index.root / "CURRENT").write_text("v0-d1-1")
    assert index.digest == ""
    assert FoodIndex(index.root).searchers() == ()


@pytest.fixture
def shelves(tmp_path):
    """Two well known foods on the front shelf, and two hundred behind them."""
    known = [food(1, "Chicken soup", popularity=1.0), food(2, "Chicken pie", popularity=0.9)]
    rest = [food(n, f"Corner mill crisps {n}", brand="Mill") for n in range(3, 203)]
    made = FoodIndex(tmp_path / "shelves", front_foods=2)
    made.build([*known, *rest], "s1")
    return made


def test_the_best_known_foods_stand_apart_only_where_there_are_more(index, shelves):
    assert [view.num_docs for view in index.searchers()] == [2]
    assert [view.num_docs for view in shelves.searchers()] == [2, 202]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("chicken", "own:1"),
        ("chiken pie", "own:2"),
        ("mill crisps 77", "own:77"),
        ("mil crisps", "own:10"),
        ("corner mil crispz", "own:10"),
    ],
)
def test_what_the_best_known_do_not_answer_all_foods_do(shelves, text, key):
    assert key in found(shelves, text)


def test_an_edit_reaches_both_shelves(shelves):
    reader = FoodSearch(shelves)
    assert reader.search("chicken pie")
    shelves.delete(["own:2"])
    shelves.upsert([food(300, "Leek tart")])
    assert not [hit for hit in reader.search("chicken pie") if hit.key == "own:2"]
    assert [hit.key for hit in reader.search("leek tart")] == ["own:300"]


KILLED_BUILD = """
import sys
from pathlib import Path
from trophe.nutrition.food import Food
from trophe.nutrition.search import FoodIndex

def rows():
    for number in range(10**9):
        if number == 500:
            print("building", flush=True)
        yield Food(source="own", source_id=str(number), name=f"Soup {number}")

FoodIndex(Path(sys.argv[1])).build(rows(), "never")
"""


def test_a_build_killed_without_warning_harms_nothing_and_is_swept_up(index):
    command = [sys.executable, "-c", KILLED_BUILD, str(index.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ) as process:
        assert process.stdout.readline() == b"building\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert found(index, "soup") == {"own:1", "own:2"}
    index.build([food(5, "Bean soup")], "d5")
    assert found(index, "soup") == {"own:5"}
    assert len([p for p in index.root.iterdir() if p.is_dir()]) == 1


KILLED_EDITS = """
import sys
from pathlib import Path
from trophe.nutrition.food import Food
from trophe.nutrition.search import FoodIndex

index = FoodIndex(Path(sys.argv[1]))
for number in range(100, 10**9):
    index.upsert([Food(source="own", source_id=str(number), name="Extra soup")])
    print("edited", flush=True)
"""


def test_edits_killed_without_warning_leave_a_readable_index_that_takes_more(index):
    command = [sys.executable, "-c", KILLED_EDITS, str(index.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ) as process:
        for _ in range(3):
            assert process.stdout.readline() == b"edited\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert {"own:1", "own:100"} <= found(index, "soup")
    index.upsert([food(4, "Bean soup")])
    assert "own:4" in found(index, "bean")


def test_a_digest_that_is_no_plain_word_is_refused(index):
    with pytest.raises(ValueError, match="digest"):
        index.build([], "../x")
