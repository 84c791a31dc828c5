"""One sentence for every kind of timeline."""

from datetime import date, timedelta

import pytest

from trophe.person import Person
from trophe.timeline import Event, kinds
from trophe.timeline.case import Case
from trophe.timeline.document import document
from trophe.timeline.outlook import outlook
from trophe.timeline.words import headline, notes

ADA = Person(sex="female", age_y=66, height_m=1.68, weight_kg=80)
TODAY = date(2026, 6, 1)
DETAILS = {
    "steroid": {"dose_mg_d": 20},
    "glp1": {"drug": "semaglutide"},
    "protein": {"g_kg_d": 1.6},
    "surgery": {"level": "knee_replacement"},
    "stroke": {"level": "walking"},
    "spinal_cord_injury": {"level": "complete"},
    "dystrophy": {"level": "fshd"},
}


def told(kind, began, ended=None, **more):
    of = kinds()[kind]
    place = {"part": of.parts[0]} if "part" in of.needs else {}
    place |= {"side": "left"} if "side" in of.needs else {}
    detail = dict(DETAILS.get(kind, {}))
    detail |= {"sessions_week": 3} if "sessions_week" in of.needs else {}
    end = None if ended is None else TODAY - timedelta(days=ended)
    began_on = TODAY - timedelta(days=began)
    return Event(kind=kind, began_on=began_on, ended_on=end, detail=detail, **(place | more))


def made(*events):
    return outlook(Case(person=ADA, today=TODAY, events=events), particles=60)


@pytest.mark.parametrize("kind", list(kinds()))
def test_every_kind_of_event_has_its_sentence_and_document(kind):
    document_of = document(made(told(kind, 30)))
    text = document_of["headline"]
    assert text.endswith((".", ")."))
    assert "nan" not in text
    assert "None" not in text


def test_each_state_has_its_words():
    assert "when the cast comes off (" in headline(made(told("cast", 10, -30)))
    assert "than before today" in headline(made(told("cast", 60, 2)))
    assert "in four weeks if it goes on" in headline(made(told("bed_rest", 10)))
    assert "in a year" in headline(made(told("diabetic_neuropathy", 2000)))
    assert headline(made()).startswith("Nothing on your timeline takes muscle")


def test_no_published_rate_is_said_and_nothing_is_made_up():
    als = made(told("als", 100))
    assert "no published rate" in headline(als)
    places = document(als)["places"]
    assert all(p["size"] is None for p in places)
    # A cast beside it is forecast all the same, and the gap is said.
    both = made(told("copd", 400), told("cast", 10, -30))
    assert "when the cast comes off" in headline(both)
    assert any("no published rate" in note for note in notes(both))


def test_whose_band_it_is_is_said():
    assert any("one person like you" in note for note in notes(made(told("cast", 10, -30))))
