"""Twenty thousand generated people: no unsafe plan, and every refusal knows a way on."""

import numpy as np
import pytest
import rules_oracle as oracle
from generated_people import cases
from grid_checks import check_chunk, drafts_of

PEOPLE, CHUNK = 20_000, 1_000


@pytest.mark.grid
@pytest.mark.parametrize("chunk", range(PEOPLE // CHUNK))
def test_no_plan_is_unsafe_and_every_refusal_has_an_alternative_that_passes(chunk):
    problems, refused = check_chunk(cases(CHUNK, seed=chunk))
    assert not problems, problems[:3]
    assert CHUNK / 10 < refused < CHUNK * 9 / 10  # both sides of the guard are exercised


def test_a_small_grid_is_safe_on_every_landing():
    problems, refused = check_chunk(cases(60, seed=991))
    assert not problems, problems[:3]
    assert refused


def test_one_by_one_decides_as_all_together():
    wanted = cases(25, seed=5)
    for one, together in zip(wanted, drafts_of(wanted), strict=True):
        (alone,) = drafts_of([one])
        assert alone.verdict.refused == together.verdict.refused
        assert {f.rule for f in alone.verdict.findings} == {
            f.rule for f in together.verdict.findings
        }
        if alone.course is not None:
            first = alone.course.intake_kcal_d[0]
            assert first == pytest.approx(together.course.intake_kcal_d[0], abs=1.0)


def test_the_oracle_would_notice_an_unsafe_day():
    person = next(w.person for w in cases(200, seed=3) if 30 < w.person.age_y < 60)
    days = np.full(60, False)
    weight = np.full(60, person.weight_kg)
    assert oracle.unsafe_days(person, days, days, np.full(60, 700.0), weight)
