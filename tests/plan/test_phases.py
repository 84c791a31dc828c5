"""Two stretches of one person's days: what the difference is, and how often its interval holds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trophe.errors import InputError, MissingDataError
from trophe.plan.phase_words import cautions, sentence, verdict, worth
from trophe.plan.phases import About, compare


def series(days, memory, noise, rng):
    """Readings of variance 1: a remembered part and noise of their own."""
    kept, value = np.empty(days), rng.normal()
    for day in range(days):
        kept[day] = value
        value = memory * value + np.sqrt(1 - memory**2) * rng.normal()
    return np.sqrt(1 - noise) * kept + np.sqrt(noise) * rng.normal(size=days)


def stretches(values, *, first=0):
    pairs = [(first + day, float(v)) for day, v in enumerate(values)]
    half = len(pairs) // 2
    return pairs[:half], pairs[half:]


def kg(value):
    return f"{value:.1f} kg"


def test_without_memory_it_is_nearly_the_t_test():
    # Two samples of 40 without memory; pooled t-test by SciPy's formula worked here.
    rng = np.random.default_rng(3)
    a, b = rng.normal(0, 1, 40), rng.normal(0.8, 1, 40)
    found = compare(*stretches([*a, *b]))
    pooled = np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 40)
    assert found.difference == pytest.approx(b.mean() - a.mean(), abs=0.5 * pooled)
    plain = 2 * 1.665 * pooled  # t of 78 degrees of freedom
    # wider, because memory is not excluded; not much wider, because none is seen
    assert plain * 0.95 < found.high - found.low < plain * 1.8
    assert found.first + found.difference == pytest.approx(found.second)


@pytest.mark.parametrize(
    ("about", "days", "memory", "noise", "least"),
    [
        (About.LEVEL, 28, 0.0, 0.0, 0.85),
        (About.LEVEL, 28, 0.5, 0.0, 0.85),
        (About.LEVEL, 28, 0.8, 0.3, 0.80),
        (About.LEVEL, 14, 0.5, 0.0, 0.84),
        (About.PACE, 28, 0.5, 0.0, 0.85),
    ],
)
def test_the_interval_holds_as_often_as_it_promises(about, days, memory, noise, least):
    # 120 series with a quarter of the days missing: the standard error of a share is 3 points, so
    # the bounds lie two to three below the 90 % promised; very long memories cost a few more.
    rng, held = np.random.default_rng(11), 0
    for _ in range(120):
        values = series(2 * days, memory, noise, rng)
        logged = rng.random(2 * days) > 0.25
        a, b = stretches(values)
        a = [pair for pair in a if logged[int(pair[0])]]
        b = [pair for pair in b if logged[int(pair[0])]]
        found = compare(a, b, about=about) if min(len(a), len(b)) >= 14 else None
        found = found or compare(*stretches(values), about=about)
        held += found.low <= 0 <= found.high
    assert held / 120 >= least


def test_a_plain_t_test_would_be_too_sure_of_days_with_memory():
    rng, held, plain = np.random.default_rng(5), 0, 0
    for _ in range(150):
        a, b = stretches(series(56, 0.8, 0.0, rng))
        found = compare(a, b)
        held += found.low <= 0 <= found.high
        x, y = np.array(a)[:, 1], np.array(b)[:, 1]
        half = 1.674 * np.sqrt((x.var(ddof=1) + y.var(ddof=1)) / 28)
        plain += abs(y.mean() - x.mean()) <= half
    assert plain / 150 < 0.6  # what the docstring says: it counts days as if each were new
    assert held / 150 > plain / 150 + 0.2


def test_a_difference_that_is_there_is_found():
    rng = np.random.default_rng(7)
    values = series(56, 0.5, 0.2, rng) + np.repeat([0.0, 2.5], 28)
    found = compare(*stretches(values))
    assert found.is_beyond_chance
    assert found.low < 2.5 < found.high
    assert found.probability_up > 0.99


def test_a_pace_is_the_change_in_a_week():
    days = np.arange(56)
    slope = np.where(days < 28, -0.1, -0.02) * (days % 28)
    wobble = 0.05 * np.random.default_rng(2).normal(size=56)
    found = compare(*stretches(slope + wobble), about=About.PACE)
    assert found.first == pytest.approx(-0.7, abs=0.1)
    assert found.difference == pytest.approx(0.56, abs=0.1)
    assert found.is_beyond_chance


values_ = st.lists(
    st.floats(-50, 50, allow_nan=False).map(lambda v: round(v, 2)), min_size=12, max_size=30
).filter(lambda v: np.ptp(v[: len(v) // 2]) > 0.5 and np.ptp(v[len(v) // 2 :]) > 0.5)


@settings(max_examples=40, deadline=None)
@given(values_, st.floats(0.1, 100), st.floats(-500, 500), st.integers(-900, 900))
def test_units_origin_and_dates_do_not_matter(values, factor, shift, first):
    plain = compare(*stretches(values))
    moved = compare(*stretches([v * factor + shift for v in values], first=first))
    near = 1e-4 * factor * (1 + np.std(values))
    for name in ("low", "difference", "high"):
        assert getattr(moved, name) == pytest.approx(factor * getattr(plain, name), abs=near)
    assert plain.low <= plain.difference <= plain.high
    assert 1 <= plain.worth_days <= plain.n_first + plain.n_second


@settings(max_examples=30, deadline=None)
@given(values_)
def test_exchanged_stretches_turn_the_sign_and_nothing_else(values):
    a, b = stretches(values)
    there, back = compare(a, b), compare(b, a)
    assert back.difference == pytest.approx(-there.difference, abs=1e-6 + 1e-6 * np.ptp(values))
    assert back.low == pytest.approx(-there.high, rel=1e-4, abs=1e-4)
    assert back.probability_up == pytest.approx(1 - there.probability_up, abs=1e-6)


def test_a_reading_twice_a_day_counts_once():
    a, b = stretches(series(24, 0.2, 0.5, np.random.default_rng(1)))
    twice = [*a, (a[0][0], a[0][1] + 1), (a[0][0], a[0][1] - 1)]
    assert compare(twice, b).difference == pytest.approx(compare(a, b).difference)
    assert compare(twice, b).n_first == 12


@pytest.mark.parametrize(
    ("first", "second", "error", "says"),
    [
        ([(0, 1.0)] * 9, [(9 + i, i) for i in range(9)], MissingDataError, "1 days"),
        ([(i, i) for i in range(9)], [(8 + i, i) for i in range(9)], InputError, "overlap"),
        ([(i, 1) for i in range(9)], [(9 + i, 1) for i in range(9)], InputError, "do not differ"),
        ([(i, i) for i in range(9)], [(900 + i, i) for i in range(9)], InputError, "800 days"),
        ([(i, i) for i in range(9)], [(9 + i, np.nan) for i in range(9)], InputError, "not a num"),
    ],
)
def test_what_cannot_be_compared_is_refused(first, second, error, says):
    with pytest.raises(error, match=says):
        compare(first, second)


def test_the_words_hold_the_figures_and_what_it_cannot_tell():
    rng = np.random.default_rng(7)
    found = compare(*stretches(series(56, 0.5, 0.2, rng) - np.repeat([0.0, 2.5], 28)))
    said = sentence(found, "Weight", kg)
    assert f"Weight: {kg(-found.difference)} lower in the second stretch" in said
    assert f"{kg(-found.low)} lower to {kg(-found.high)} lower" in said
    assert "more than chance" in said
    assert any("not causes" in text for text in cautions(found))
    assert any("came after" in text for text in cautions(found))
    assert any("steps" in text for text in cautions(found, steps=True))
    assert "56 days" in worth(found)


def test_what_rounds_to_nothing_is_about_the_same():
    found = compare(*stretches(series(56, 0.3, 0.2, np.random.default_rng(23))))
    said = sentence(found, "Weight", lambda value: f"{value / 100:.0f} t")
    assert said.startswith("Weight: about the same in both stretches (90 % interval: no diff")


def test_no_difference_is_said_as_not_known():
    found = compare(*stretches(series(56, 0.3, 0.2, np.random.default_rng(23))))
    assert not found.is_beyond_chance
    assert "chance" in verdict(found)
    assert "safe" not in verdict(found)
