"""Screening of a stored person: answers saved once, measured criteria from the measurements."""

import json
from uuid import uuid4

import pytest
from click.testing import CliRunner

from trophe.cli import main
from trophe.errors import InputError
from trophe.person.screening import screen
from trophe.web.muscle import services
from trophe.web.muscle.access import screenings_of

pytestmark = pytest.mark.django_db
ANSWERS = {"lifting": 2, "walking": 1, "rising": 1, "stairs": 1, "falls": 0, "eating_less": False}


def test_answers_are_saved_once_and_give_the_screening_of_today(person, owner):
    code = uuid4()
    told = {"person": person, "by": owner, "answers": ANSWERS, "code": code}
    first, second = services.save_screening(**told), services.save_screening(**told)
    assert (first.created, second.created) == (True, False)
    reading = services.screening(person)
    assert reading.found.sarc_f == 5
    assert reading.found.headline.startswith("EWGSOP2: too little is known")
    services.log_measurement(
        person=person, by=owner, instrument="grip", values=[14, 15], side="right"
    )
    assert services.screening(person).sets[0].stage == "probable"
    assert first.row.result["sarc_f"] == 5


def test_a_screening_is_taken_back_and_brought_back(person, owner):
    row = services.save_screening(person=person, by=owner, answers=ANSWERS).row
    services.delete_screening(row=row, by=owner)
    assert screenings_of(person) == []
    services.restore_screening(row=row, by=owner)
    assert len(screenings_of(person)) == 1


@pytest.mark.parametrize(
    ("answers", "field"), [({"lifting": 5}, "lifting"), ({"eating_less": "a bit"}, "eating_less")]
)
def test_an_answer_that_is_none_names_its_question(person, owner, answers, field):
    with pytest.raises(InputError) as refusal:
        services.save_screening(person=person, by=owner, answers=answers)
    assert refusal.value.name == field
    assert screenings_of(person) == []


def test_library_and_command_line_screen_alike(tmp_path):
    from trophe.cli.screen import EXAMPLE
    from trophe.person.screening import seen_from_dict
    from trophe.timeline.case import person_from_dict

    path = tmp_path / "seen.json"
    path.write_text(json.dumps(EXAMPLE))
    printed = CliRunner().invoke(main, ["screen", str(path), "--json"])
    rest = {key: value for key, value in EXAMPLE.items() if key != "person"}
    library = screen(seen_from_dict(person_from_dict(EXAMPLE["person"]), rest)).as_dict()
    assert json.loads(printed.stdout) == json.loads(json.dumps(library))


def test_the_sample_has_a_knee_to_look_at(owner):
    from trophe.web.people.sample import make_sample

    sample = make_sample(owner=owner)
    reading = services.forecast_for(sample)
    assert reading.headline.startswith("Left thigh about ")
    girths = [one for one in reading.document["measured"] if one["instrument"] == "tape_thigh"]
    assert len(girths) == 7
    assert services.verdict(sample).answer == "yes"
