"""What a page reads once is right for each person, and forgotten with the page."""

from trophe.web.people.core import as_core_person
from trophe.web.people.once import once, reading_once


def test_only_a_page_that_reads_once_remembers():
    asked = []

    @once
    def read(name, *, twice=False):
        asked.append((name, twice))
        return len(asked)

    assert (read("a"), read("a")) == (1, 2)
    with reading_once():
        assert (read("a"), read("a"), read("b"), read("a", twice=True)) == (3, 3, 4, 5)
    assert read("a") == 6


def test_nothing_of_one_person_is_told_of_another(person, owner, told, django_assert_num_queries):
    from trophe.web.people.services import create_person

    other = create_person(by=owner, **{**told, "name": "Other", "weight_kg": 99.0})
    with reading_once():
        mine = as_core_person(person)
        assert as_core_person(other).weight_kg == 99.0 != mine.weight_kg
        with django_assert_num_queries(0):
            assert as_core_person(person) == mine
    person.weights.kept().update(weight_kg=71.5)
    assert as_core_person(person).weight_kg == 71.5
