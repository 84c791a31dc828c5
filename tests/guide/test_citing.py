"""Citations lead to the work and to the figures behind a claim."""

import pytest

from trophe.errors import EvidenceError, UnknownNameError
from trophe.guide.citing import figures, reference


def test_a_study_with_a_doi_leads_to_it():
    made = reference("row:kilroe2020_brace7")
    assert made.link.startswith("https://doi.org/10.")
    assert made.text.startswith("Kilroe (2020)")


def test_a_study_without_doi_leads_to_where_it_was_seen_and_says_what_is_recalled():
    made = reference("row:stevens2004")
    assert made.link.startswith("http")
    assert "doi.org" not in made.link
    assert "Recalled" in made.note


def test_sources_treatments_and_constants_can_be_cited():
    assert "nice.org.uk" in reference("nice_ng127").link
    assert "Peterson" in reference("treatment:resistance_training-2").text
    assert "Protein" in reference("constants:protein_targets").text


@pytest.mark.parametrize(
    "key", ["row:nobody1999", "nobody1999", "treatment:none", "constants:none"]
)
def test_a_key_that_leads_nowhere_is_refused(key):
    with pytest.raises(UnknownNameError):
        reference(key)


def test_an_unknown_kind_of_citation_is_refused():
    with pytest.raises(EvidenceError):
        reference("poem:homer")


def test_a_study_stands_for_its_figures_and_its_days_in_weeks():
    known = figures("row:stevens2004")
    assert {14.1, 24.4, 7.4, 7.0, 2.0} <= known


def test_a_source_stands_for_the_constants_that_rest_on_it():
    assert {27.0, 16.0, 15.0, 0.8} <= figures("ewgsop2")
