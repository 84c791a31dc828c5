"""Every figure has an address."""

import pytest

from trophe.errors import UnknownNameError
from trophe.evidence import cite, constant_names, constants, source, source_keys


@pytest.mark.parametrize("set_id", constant_names())
def test_every_constant_carries_unit_kind_and_a_known_source(set_id):
    entry = constants(set_id)
    assert entry.title
    assert entry.parameters
    for parameter in entry.parameters.values():
        assert parameter.unit
        assert source(parameter.source).title


@pytest.mark.parametrize("key", source_keys())
def test_every_source_can_be_cited_in_one_line(key):
    assert source(key).authors in cite(key)
    assert "\n" not in cite(key)


def test_an_unknown_source_is_refused_with_the_nearest_known_one():
    with pytest.raises(UnknownNameError, match="Did you mean mifflin1990"):
        cite("mifflin1991")
