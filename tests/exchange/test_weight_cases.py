"""Batches of weight cases: every reference case comes back, a bad row says why, the rest go on."""

import csv
import math
import random

import pytest

from trophe.errors import InputError
from trophe.exchange.weight_cases import simulate_weight_cases

FILES = {"bw": "hall_adult.csv", "niddk": "niddk_adult.csv", "child": "hall_child.csv"}

ADULT = {
    "sex": "female",
    "age_y": "40",
    "height_m": "1.65",
    "weight0_kg": "80",
    "pal": "1.5",
    "ei_schedule_kind": "step",
    "ei_schedule_delta_kcal_d": "0:-500",
    "day": "365",
}
CHILD = {
    "sex": "male",
    "age_y": "10",
    "ffm0_kg": "29",
    "fm0_kg": "12",
    "intake_mode": "linear",
    "intake_parameters": "start=2100;end=2450",
    "day": "365",
}


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def simulated(tmp_path, rows, preset="bw"):
    """The rows of OUT for these rows of IN."""
    write(tmp_path / "in.csv", rows)
    simulate_weight_cases(tmp_path / "in.csv", tmp_path / "out.csv", preset)
    return read(tmp_path / "out.csv")


def figures_agree(ours, printed):
    return all(
        math.isclose(float(ours[k]), float(v), rel_tol=0, abs_tol=2e-6)
        for k, v in printed.items()
        if k.endswith(("_kg", "_kcal_d")) and ":" not in v and v
    )


@pytest.mark.parametrize("preset", FILES)
def test_a_reference_file_comes_back_as_it_is(shared, tmp_path, preset):
    source = shared / "reference" / FILES[preset]
    table = simulate_weight_cases(source, tmp_path / "out.csv", preset)
    assert not table.bad_rows
    out, printed = read(tmp_path / "out.csv"), read(source)
    assert list(out[0]) == [*printed[0], "error"]
    assert all(figures_agree(a, b) for a, b in zip(out, printed, strict=True))


@pytest.mark.parametrize("preset", FILES)
def test_order_of_rows_and_columns_and_missing_outputs_change_nothing(shared, tmp_path, preset):
    printed = read(shared / "reference" / FILES[preset])
    shuffled = random.Random(1).sample(printed, len(printed))
    inputs = list(printed[0])[: list(printed[0]).index("day") + 1]
    names = random.Random(2).sample(inputs, len(inputs))
    out = simulated(tmp_path, [{n: row[n] for n in names} for row in shuffled], preset)
    assert list(out[0])[: len(names)] == names
    assert all(figures_agree(a, b) for a, b in zip(out, shuffled, strict=True))


def test_optional_columns_may_be_missing_empty_or_in_scientific_notation(tmp_path):
    plain = simulated(tmp_path, [ADULT])[0]["weight_kg"]
    assert plain == "66.238774"  # worked in the specification
    empty = ADULT | {"carb_frac_base": "", "baseline_fat_override_kg": "NA", "note": "kept"}
    science = empty | {"weight0_kg": "8.0e1", "age_y": "4E+1", "day": "3.65e2"}
    rows = simulated(tmp_path, [empty, science])
    assert [row["weight_kg"] for row in rows] == [plain, plain]
    assert rows[1]["weight0_kg"] == "8.0e1"
    assert rows[0]["note"] == "kept"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sex": "mael"}, "sex"),
        ({"age_y": "seventeen"}, "age_y = 'seventeen' is not a number"),
        ({"height_m": "165"}, "height_m = 165 is outside 1 to 2.6"),
        ({"weight0_kg": ""}, "weight0_kg is missing"),
        ({"pal": "1.1"}, "pal"),
        ({"day": "-3"}, "day = -3 is not a whole number"),
        ({"day": "1.5"}, "day"),
        ({"ei_schedule_kind": "stepp"}, "Did you mean step"),
        ({"ei_schedule_delta_kcal_d": "0:-500;x"}, "'x' is not day:value"),
        ({"ei_schedule_delta_kcal_d": "0:-inf"}, "is not day:value"),
        ({"ei_schedule_delta_kcal_d": "9:0;3:1"}, "must rise"),
    ],
)
def test_a_bad_row_says_why_and_the_others_go_on(tmp_path, change, reason):
    out = simulated(tmp_path, [ADULT, ADULT | change, ADULT | {"day": "30"}])
    assert [bool(row["error"]) for row in out] == [False, True, False]
    assert reason in out[1]["error"]
    assert out[1]["weight_kg"] == ""
    assert out[0]["weight_kg"] == "66.238774"


def test_a_stale_figure_does_not_stay_beside_an_error(tmp_path):
    out = simulated(tmp_path, [ADULT | {"weight_kg": "99", "sex": "x"}])
    assert out[0]["weight_kg"] == ""


def test_a_run_that_leaves_the_models_ground_is_told_from_its_day_on(tmp_path):
    starving = ADULT | {"ei_schedule_delta_kcal_d": "0:-1800"}
    rows = [starving | {"day": d} for d in ("30", "1000")]
    out = simulated(tmp_path, rows, "hall2011")
    assert not out[0]["error"]
    assert "stopped on day" in out[1]["error"]
    assert out[1]["weight_kg"] == ""
    program = simulated(tmp_path, rows, "bw")  # which runs on
    assert not program[1]["error"]
    assert float(program[1]["weight_kg"]) < 40


@pytest.mark.parametrize("preset", ["hall2011", "bw", "trophe"])
def test_the_printed_parts_make_up_the_weight(tmp_path, preset):
    for row in simulated(tmp_path, [ADULT | {"day": d} for d in ("0", "3", "200")], preset):
        part = {k: float(row[f"{k}_kg"]) for k in ("weight", "fat", "lean", "glycogen", "ecf")}
        parts = part["fat"] + part["lean"] + 3.7 * part["glycogen"] + part["ecf"]
        assert parts == pytest.approx(part["weight"], abs=4e-6)  # six printed digits each


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"intake_mode": "ramp"}, "intake_mode"),
        ({"intake_parameters": "start=2100"}, "end is missing"),
        ({"age_y": "19"}, "age_y = 19 is outside 2 to 18"),
        ({"fm0_kg": "0"}, "fat_kg"),
        ({"intake_mode": "richards", "intake_parameters": "K=1;Q=1;A=1;B=1;nu=0;C=1"}, "nu"),
    ],
)
def test_a_bad_child_row_says_why_and_the_others_go_on(tmp_path, change, reason):
    out = simulated(tmp_path, [CHILD, CHILD | change], "child")
    assert not out[0]["error"]
    assert reason in out[1]["error"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("sex,age_y\nmale,40\n", "lacks the columns height_m"),
        ("sex,sex\n", "twice"),
        (",".join(ADULT) + '\n"male,40\n', "is not a CSV table"),
    ],
)
def test_a_file_that_is_no_table_of_cases_is_refused_and_nothing_is_written(
    tmp_path, content, message
):
    (tmp_path / "in.csv").write_text(content)
    with pytest.raises(InputError, match=message):
        simulate_weight_cases(tmp_path / "in.csv", tmp_path / "out.csv", "bw")
    assert not (tmp_path / "out.csv").exists()


def test_a_missing_file_or_a_binary_one_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        simulate_weight_cases(tmp_path / "none.csv", tmp_path / "out.csv", "bw")
    (tmp_path / "in.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        simulate_weight_cases(tmp_path / "in.csv", tmp_path / "out.csv", "bw")


def test_a_row_with_too_few_cells_is_told_by_its_line(tmp_path):
    header, cells = ",".join(ADULT), ",".join(ADULT.values())
    (tmp_path / "in.csv").write_text(f"\ufeff{header}\n{cells}\nfemale,40\n\n{cells}\n")
    table = simulate_weight_cases(tmp_path / "in.csv", tmp_path / "out.csv", "bw")
    assert [(row.line, row.error) for row in table.bad_rows] == [(3, "2 cells, the header has 8")]
    assert read(tmp_path / "out.csv")[2]["weight_kg"] == "66.238774"
