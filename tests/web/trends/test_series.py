"""Every series: figures worked out by hand, unknown never zero, a key, a chart and a file."""

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest

from trophe.training.dose import one_rm_kg
from trophe.training.exercise import exercise
from trophe.training.programme import set_counts
from trophe.web.muscle.services import log_measurement
from trophe.web.people.services import update_person
from trophe.web.trends import catalogue
from trophe.web.trends.series import means, quoted
from trophe.web.trends.series_forecasts import inside
from trophe.web.trends.span import asked, dates, span_of

pytestmark = pytest.mark.django_db
DAYS = 56  # of the fixture `logged`


def test_every_line_of_the_catalogue_has_a_key_of_its_own_that_an_address_can_hold(reads_of):
    entries = catalogue.entries(reads_of())
    keys = [entry.key for entry in entries]
    assert len(set(keys)) == len(keys)
    assert all(key.replace("-", "").replace("_", "").isalnum() for key in keys)
    groups = {entry.group for entry in entries}
    assert groups >= {"Body", "Food", "Movement", "Strength", "How it felt"}


def test_every_series_is_a_chart_with_sentence_and_table_and_a_file(reads_of):
    reads, seen = reads_of(), 0
    for entry in catalogue.entries(reads):
        series = entry.make()
        if series is None:
            continue
        seen += 1
        assert series.key == entry.key
        chart = series.chart()
        assert any(c.isdigit() for c in chart.summary), entry.key
        assert chart.rows
        assert all(len(row.cells) == len(chart.columns) for row in chart.rows)
        assert all(0 <= row.x <= 1 and 0 <= row.y <= 1 for row in chart.rows)
        assert all(len(row) == len(series.columns()) for row in series.rows())
        assert series.columns()[0] == "date"
        told = series.as_dict()
        assert told["series"] == entry.key
        assert told["strands"]
    assert seen >= 15


def test_a_sum_that_meets_a_silent_food_is_at_least_and_never_zero(reads_of):
    found = catalogue.find(reads_of(), "nutrient-fibre_g")
    strand = found.strands[0]
    # Every other logged day both meals state fibre (15 g); on the others dinner is silent (6 g),
    # which makes 10.5 g on average.
    assert {v for _, v in strand.points} == {15.0, 6.0}
    assert {v for day, v in strand.points if day in strand.at_least} == {6.0}
    assert found.summary.startswith("At least 10 g a day on 28 days with food logged; on 14 of")
    assert "at least 6.0 g" in [row.cells[1] for row in found.chart().rows]
    assert found.latest == "at least 10 g"


def test_a_nutrient_that_no_food_states_is_not_drawn(reads_of):
    assert catalogue.find(reads_of(), "nutrient-vitamin_d_ug") is None
    days = catalogue.find(reads_of(), "protein").strands[0].points
    assert len(days) == DAYS / 2  # the days between were not logged


def test_protein_by_meal_is_each_meals_own(reads_of):
    found = catalogue.find(reads_of(), "meals")
    assert [s.name for s in found.strands] == ["Breakfast", "Dinner"]
    assert "Breakfast 20 g, Dinner 30 g a day." in found.summary


def test_steps_water_and_feelings_are_their_days(reads_of):
    steps = catalogue.find(reads_of(), "steps")
    assert steps.strands[0].points[0] == (0, 6000 - 20 * DAYS)
    assert "5,420 steps a day on 28 days counted" in steps.summary
    assert "1,010 ml a day on 28 days" in catalogue.find(reads_of(), "water").summary
    pain = catalogue.find(reads_of(), "felt-pain")
    assert "none on 9" in pain.summary
    assert pain.steps
    assert catalogue.find(reads_of(), "felt-nausea") is None


def test_sessions_volume_and_lifts_count_what_was_done(reads_of):
    reads = reads_of()
    weeks = catalogue.find(reads, "sessions").strands[0]
    assert sum(v for _, v in weeks.points) == 10
    assert min(day for day, _ in weeks.points) > 0  # nobody counted before the first session
    lift = catalogue.find(reads, "lift-straight_leg_raise_weight")
    assert {v for _, v in lift.strands[0].points} == {one_rm_kg(3.0, 10)}
    muscle = catalogue.find(reads, "volume-quadriceps")
    kept = 10 * 2  # sessions, and the sets of each that were not taken back
    counts = set_counts(exercise("straight_leg_raise_weight"))["quadriceps"]
    assert sum(v for _, v in muscle.strands[0].points) == pytest.approx(kept * counts)


def test_measures_stand_by_side_with_their_error(reads_of):
    found = catalogue.find(reads_of(), "measure-grip-hand")
    left, right = found.strands
    assert (left.name, right.name) == ("Left", "Right")
    assert [v for _, v in left.points] == [25.0, 33.0]
    assert all(error > 0 for error in left.errors.values())
    assert "Left: 33 kg, up 8 kg, more than chance alone makes." in found.summary
    assert "Right: 27 kg, the only reading in these days." in found.summary


def test_one_reading_of_each_side_is_two_dots_at_a_glance(person, owner, client_of):
    for side, kg in (("left", 25.0), ("right", 27.0)):
        log_measurement(
            person=person,
            by=owner,
            instrument="grip",
            side=side,
            values=[kg],
            measured_on=person.today(),
            confirmed=True,
        )
    html = client_of(owner).get(f"/p/{person.code}/trends/").content.decode()
    dots = re.findall(r'spark__dot" d="([^"]*)"', html)
    assert 2 in [drawn.count("M") for drawn in dots]


def test_hidden_figures_are_in_no_series(reads_of, logged, owner):
    update_person(person=logged, by=owner, hides_energy=True, hides_weight=True)
    keys = {entry.key for entry in catalogue.entries(reads_of())}
    assert keys.isdisjoint({"weight", "fat", "lean", "energy", "nutrient-energy_kcal"})
    assert not any(key.startswith("forecast-weight") for key in keys)
    assert {"weight", "energy"} <= {e.key for e in catalogue.entries(reads_of(figures=True))}


def test_no_forecast_is_shown_while_an_emergency_is_open(reads_of, logged, owner):  # I12
    from trophe.web.check.services import check_and_keep

    assert any(e.group.startswith("Forecast") for e in catalogue.entries(reads_of()))
    check_and_keep(person=logged, by=owner, findings="breathless_rest;weak", country="")
    for figures in (False, True):
        entries = catalogue.entries(reads_of(figures=figures))
        assert not any(e.group.startswith("Forecast") for e in entries)


def test_a_muscle_forecast_of_then_is_held_against_what_was_read_since(reads_of):
    found = catalogue.find(reads_of(), "forecast-grip-hand-left")
    assert found.facts["n"] == 1
    assert found.facts["within_50"] <= found.facts["within_90"] <= 1
    assert "No forecast was kept from then" in found.note
    assert found.band.bands["q05"][0] < 25.0 < found.band.bands["q95"][0]
    assert [v for _, v in found.strands[0].points] == [33.0]


def test_a_plans_forecast_is_held_against_the_weighings(reads_of, logged, owner):
    from trophe.plan import Goal
    from trophe.web.diary.services import weigh_in
    from trophe.web.plans.services import make_plan

    start = logged.today() - timedelta(days=30)
    weigh_in(person=logged, by=owner, weight_kg=72.6, local_date=start, confirmed=True)
    made = make_plan(person=logged, goal=Goal.parse("maintain"), by=owner, on_date=start)
    bands = json.loads(made.stored.document)["forecast"]["weight_kg"]
    inside_kg, outside_kg = bands["median"][10], bands["q95"][20] + 3
    for day, kg in ((10, inside_kg), (20, outside_kg)):
        weigh_in(person=logged, by=owner, weight_kg=round(kg, 1),
                 local_date=start + timedelta(days=day), confirmed=True)  # fmt: skip
    found = catalogue.find(reads_of(), "forecast-weight")
    points = dict(found.strands[0].points)
    last = max(points)  # the fixture's own weighing of today
    assert found.facts["n"] == len(points)
    within = inside([(d, v) for d, v in found.strands[0].points if d != last], found.band)
    assert (within["n"], within["within_90"], within["within_50"]) == (2, 1, 1)
    assert f"Of {len(points)} weighings since" in found.summary


def test_a_mean_of_a_week_needs_three_days_of_it():
    points = [(0, 1.0), (1, 2.0), (6, 3.0), (7, 4.0), (30, 9.0)]
    assert means(points) == [(6, 2.0), (7, 3.0)]


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_a_cell_that_a_spreadsheet_would_run_is_quoted(start):
    assert quoted(f"{start}cmd") == f"'{start}cmd"
    assert quoted(-1.5) == -1.5


def test_a_meal_with_a_dangerous_name_is_quoted_in_the_file(logged, owner, client_of):
    slot = logged.slots.first() or logged.entries.first().slot
    slot.name = "=1+1"
    slot.save()
    text = client_of(owner).get(f"/p/{logged.code}/trends/meals.csv").content.decode()
    heads = next(csv.reader(io.StringIO(text)))
    assert not any(head.startswith(("=", "+", "-", "@")) for head in heads)


def test_ranges_and_dates():
    today, first = date(2026, 11, 30), date(2026, 1, 1)
    assert span_of(asked("4w", "", ""), today, first).days == 28
    assert span_of(asked("all", "", ""), today, first).first == first
    own = span_of(asked("", "2026-03-20", "2026-03-01"), today, first)
    assert (own.first, own.last) == (date(2026, 3, 1), date(2026, 3, 20))
    assert span_of(asked("", "2026-11-29", "2027-05-01"), today, first).last == today
    assert dates(None, None, today).days == 84
    for told in ((date(2026, 5, 2), date(2026, 5, 1)), (None, date(2026, 12, 1)),
                 (date(2000, 1, 1), today)):  # fmt: skip
        with pytest.raises(ValueError, match=r"^(from|to) = "):
            dates(*told, today)
