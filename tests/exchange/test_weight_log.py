"""Diaries as spreadsheets of any country write them, and reasons for what cannot be read."""

from datetime import date, timedelta

import numpy as np
import pytest

from trophe.errors import InputError, MissingDataError
from trophe.exchange.weight_log import read_weight_log

FIRST = date(2026, 3, 1)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def wrote(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "diary.csv"
    path.write_bytes(text.encode(encoding))
    return path


def diary(form, days=20, delimiter=",", weight="72.5", intake="1850"):
    """A diary whose dates are written by `form`."""
    rows = [delimiter.join(("date", "weight_kg", "intake_kcal", "complete"))]
    for n in range(days):
        rows.append(delimiter.join((form(FIRST + timedelta(days=n)), weight, intake, "1")))
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    "form",
    [
        lambda d: d.isoformat(),
        lambda d: f"{d:%Y/%m/%d}",
        lambda d: f"{d:%Y%m%d}",
        lambda d: f"{d:%Y-%m-%dT07:30:00Z}",
        lambda d: f"{d:%Y-%m-%d 07:30}",
        lambda d: f"{d.day}.{d.month}.{d.year}",
        lambda d: f"{d:%d.%m.%y}",
        lambda d: f"{d:%d/%m/%Y}",
        lambda d: f"{d:%m/%d/%Y}",
        lambda d: f"{d.month}/{d.day}/{d:%y}",
        lambda d: f"{d:%d-%m-%Y}",
        lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
        lambda d: f"{d.day:02}-{MONTHS[d.month - 1]}-{d.year}",
        lambda d: f'"{MONTHS[d.month - 1]} {d.day}, {d.year}"',
        lambda d: f'"Sun, {d.day} {MONTHS[d.month - 1]} {d.year}"',
    ],
)
@pytest.mark.parametrize("days", [5, 20])
def test_dates_of_many_forms_are_the_same_days(tmp_path, form, days):
    log = read_weight_log(wrote(tmp_path, diary(form, days)))
    assert log.first == FIRST
    assert log.weight_kg.size == days
    assert not log.bad


def test_a_date_that_could_be_two_is_asked_about(tmp_path):
    text = "date,weight_kg,intake_kcal\n03/04/2026,72,1800\n04/03/2026,72,1800\n"
    with pytest.raises(InputError, match="day/month or month/day"):
        read_weight_log(wrote(tmp_path, text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_and_encoding(tmp_path, delimiter, encoding):
    text = diary(lambda d: d.isoformat(), delimiter=delimiter) + "# Größe\n"
    log = read_weight_log(wrote(tmp_path, text, encoding))
    assert np.nanmax(log.weight_kg) == 72.5
    assert log.complete.all()


@pytest.mark.parametrize(
    ("weight", "intake"),
    [
        ("72,5", "1850"),
        ("72,5", "1.850"),
        ("72.5 kg", "1850 kcal"),
        ("72,50", "1 850"),
        ("159.8350 lb", "7740.4 kJ"),
    ],
)
def test_numbers_of_other_countries_and_units(tmp_path, weight, intake):
    text = diary(lambda d: d.isoformat(), delimiter=";", weight=weight, intake=intake)
    log = read_weight_log(wrote(tmp_path, text))
    assert log.weight_kg[0] == pytest.approx(72.5, abs=1e-3)
    assert log.intake_kcal[0] == pytest.approx(1850)


def test_headers_in_any_case_and_short_lines_and_blanks(tmp_path):
    text = "Date , WEIGHT_KG,Intake_kcal,Complete\r\n2026-03-01,72\r\n\r\n2026-03-02,,1800,1,,\r\n"
    log = read_weight_log(wrote(tmp_path, text))
    assert log.weight_kg[0] == 72
    assert np.isnan(log.weight_kg[1])
    assert log.intake_kcal[1] == 1800
    assert not log.bad


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2026-02-30,72,1800,1", "date = '2026-02-30' is not a date"),
        ("yesterday,72,1800,1", "date = 'yesterday'"),
        ("2026-03-02,0.5,1800,1", "weight_kg = 0.5 is outside 1 to 5000"),
        ("2026-03-02,-72,1800,1", "weight_kg = -72 is outside"),
        ("2026-03-02,heavy,1800,1", "weight_kg = 'heavy' is not a number"),
        ("2026-03-02,72,-5,1", "intake_kcal = -5 is outside 0 to 30000"),
        ("2026-03-02,72,1e9,1", "intake_kcal = 1e"),
        ("2026-03-02,72,1800,perhaps", "complete = 'perhaps'"),
        ("2026-03-02,72,1800,1,more", "5 cells, the header has 4"),
        ("2026-03-02,72..5,1800,1", "weight_kg = '72..5' is not a number"),
    ],
)
def test_a_line_that_cannot_be_read_says_why_and_the_others_go_on(tmp_path, line, reason):
    text = f"date,weight_kg,intake_kcal,complete\n2026-03-01,72,1800,1\n{line}\n"
    log = read_weight_log(wrote(tmp_path, text))
    ((bad),) = log.bad
    assert bad.line == 3
    assert reason in bad.error
    assert log.weight_kg[0] == 72


def test_a_mistyped_year_is_one_bad_line(tmp_path):
    text = diary(lambda d: d.isoformat(), days=40) + "2062-03-05,72,1800,1\n"
    log = read_weight_log(wrote(tmp_path, text))
    assert log.weight_kg.size == 40
    assert "years away" in log.bad[0].error


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", InputError),
        ("a,b\n1,2\n", InputError),
        ("date,weight_kg,intake_kcal\n", MissingDataError),
    ],
)
def test_a_file_without_a_diary_is_refused(tmp_path, text, error):
    with pytest.raises(error):
        read_weight_log(wrote(tmp_path, text))
