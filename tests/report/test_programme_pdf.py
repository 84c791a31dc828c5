"""The programme on paper."""

from trainees import trainee

from trophe.plan.programme import make_week
from trophe.report.programme_pdf import programme_pdf


def test_the_same_week_gives_the_same_bytes():
    week = make_week(trainee(8))
    first = programme_pdf(week)
    assert first.startswith(b"%PDF")
    assert first == programme_pdf(week)


def test_a_week_that_is_held_back_still_prints_its_note():
    from trophe.training.vocabulary import Fact

    held = make_week(trainee(8).with_(facts=frozenset({Fact.FEVER})))
    assert programme_pdf(held).startswith(b"%PDF")
