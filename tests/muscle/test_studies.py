"""Forecasts of study means: every word is understood, bad rows say why, bands behave."""

import csv

import pytest
from click.testing import CliRunner

from trophe.cli.main import main
from trophe.errors import InputError
from trophe.evidence import condition_names, effects, evidence_hash, measure_names, muscle_names
from trophe.muscle.draws import stored_draws
from trophe.muscle.studies import cases_of, forecast_studies, predict_rows
from trophe.muscle.words import KIND_OF_MEASURE, causes_of, countermeasures_of, kind_of, muscle_of

ROW = {
    "case_id": "a",
    "condition": "bed_rest",
    "muscle": "quadriceps",
    "measure": "muscle_volume",
    "day": "35",
    "phase": "loss",
    "days_exposed": "",
    "age_mean": "30",
    "pct_female": "0",
    "countermeasure": "none",
    "n": "10",
}


def one(**changes):
    return forecast_studies([cases_of(ROW | changes)])[0]


def test_the_stored_draws_come_from_the_study_table_in_the_package():
    assert stored_draws().evidence == evidence_hash(), "the table changed: run `make fit`"
    assert stored_draws().count >= 1000


def test_five_weeks_in_bed_take_about_a_tenth_of_the_quadriceps():
    # Printed for 29 to 56 days of bed rest: -10 % (Alkner) to -14 % (Mulder).
    assert -16 < one().mean_pct < -7


def test_a_longer_bed_rest_never_loses_less():
    means = [one(day=str(day)).mean_pct for day in (0, 3, 7, 14, 28, 56, 112, 365)]
    assert means == sorted(means, reverse=True)
    assert means[0] == pytest.approx(0, abs=0.5)


def test_a_case_alone_and_in_a_batch_agree():
    alone = one(muscle="soleus")
    batch = forecast_studies([cases_of(ROW), cases_of(ROW | {"muscle": "soleus"})])
    assert batch[1] == alone


def test_quantiles_are_in_order_and_one_person_varies_more_than_the_mean():
    forecast = one()
    assert list(forecast.quantiles_pct) == sorted(forecast.quantiles_pct)
    low, high = forecast.person_pct
    assert low < forecast.quantiles_pct[0]
    assert high > forecast.quantiles_pct[4]


def test_a_muscle_never_seen_in_a_condition_gets_a_wider_band_than_a_well_known_one():
    seen, unseen = one(), one(muscle="abdominals" if "abdominals" in muscle_names() else "neck")
    relative = [(f.quantiles_pct[4] - f.quantiles_pct[0]) / abs(f.mean_pct) for f in (seen, unseen)]
    assert relative[1] > relative[0]


def test_training_and_a_known_end_change_a_forecast_in_the_right_direction():
    assert one(countermeasure="resistance").mean_pct > one().mean_pct
    recovery = {"phase": "recovery", "days_exposed": "35", "condition": "recovery"}
    early, late = (one(**recovery, day=day).mean_pct for day in ("3", "60"))
    assert early < late <= 0.5
    known = one(**recovery, day="3", change_at_end_pct="-30").mean_pct
    assert known < early


@pytest.mark.parametrize("word", condition_names())
def test_every_condition_word_of_the_evidence_is_understood(word):
    shares = causes_of(word, 50.0)
    assert sum(shares.values()) == pytest.approx(1)


def test_every_muscle_and_measure_word_of_the_evidence_is_understood():
    for word in muscle_names():
        assert muscle_of(word).members
    for word in measure_names():
        if word in KIND_OF_MEASURE:
            assert kind_of(word) in (0, 1, 2)
            continue
        with pytest.raises(InputError, match="nothing to forecast"):
            kind_of(word)


def test_every_countermeasure_text_of_the_evidence_is_understood():
    for effect in effects():
        assert countermeasures_of(effect.arm.countermeasure) is not None
    assert countermeasures_of("12_wk_exercise_training_straight_after_discharge") == {"resistance"}
    assert countermeasures_of("ivig_or_plasma_exchange") == {"drug"}
    assert countermeasures_of("none") == frozenset()


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("condition", "moon_walk", "Known"),
        ("measure", "happiness", "Known"),
        ("phase", "later", "recovery"),
        ("day", "-3", "0 to"),
        ("day", "NaN", "day"),
        ("day", "", "missing"),
        ("day", "soon", "day ="),
    ],
)
def test_a_bad_row_says_what_is_wrong_and_the_others_go_on(column, value, words):
    done = list(predict_rows(iter([ROW, ROW | {column: value}, ROW])))
    assert [bool(row["error"]) for row in done] == [False, True, False]
    assert words in done[1]["error"]
    assert done[0]["q50"] == done[2]["q50"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("muscle", "flipper"),
        ("muscle", ""),
        ("countermeasure", "prayer"),
        ("n", "0"),
        ("age_mean", "two hundred"),
        ("pct_female", "-5"),
        ("change_at_end_pct", "much"),
    ],
)
def test_what_can_be_pooled_over_is_remarked_upon_and_never_refused(column, value):
    sure, unsure = predict_rows(iter([ROW, ROW | {column: value}]))
    assert not unsure["error"]
    assert column in unsure["note"]
    assert not sure["note"]
    assert float(unsure["q05"]) < float(unsure["mean_pct"]) < float(unsure["q95"])


def test_an_unknown_muscle_or_countermeasure_widens_the_band():
    def width(**changes):
        done = next(predict_rows(iter([ROW | changes])))
        return float(done["q95"]) - float(done["q05"])

    assert width(muscle="flipper") > 1.2 * width()
    assert width(countermeasure="prayer") > 1.05 * width()


def test_an_operation_that_is_not_named_is_a_mixture_of_the_common_ones():
    shares = causes_of("surgery", None)
    assert len(shares) > 3
    assert sum(shares.values()) == pytest.approx(1)
    assert causes_of("knee_replacement", None) == {"surgery_knee_replacement": 1.0}


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("nan", set()),
        ("unknown", set()),
        ("sham", {"usual_care"}),
        ("jump training", {"resistance"}),
        ("aerobic exercise training", {"aerobic"}),
        ("exercise training", {"resistance"}),
        ("omega-3", {"diet"}),
        ("cycle ergometer + whey", {"aerobic", "protein"}),
    ],
)
def test_words_for_what_was_done_are_read_by_their_meaning(text, means):
    assert countermeasures_of(text) == means


def test_times_and_sexes_may_be_words():
    assert one(day="5 weeks") == one(day="35 d") == one()
    assert one(pct_female="men") == one()
    assert one(age_mean="25-35 y") == one()


def test_every_word_of_the_vocabularies_goes_with_every_other():
    sizes = [word for word in measure_names() if word in KIND_OF_MEASURE]
    done = sorted({effect.arm.countermeasure for effect in effects()})
    for i, condition in enumerate(condition_names()):
        for j, muscle in enumerate(muscle_names()[i % 5 :: 5]):
            row = {
                "measure": sizes[(i + j) % len(sizes)],
                "phase": ("loss", "recovery", "treatment", "cross_sectional")[(i + 3 * j) % 4],
                "countermeasure": done[(7 * i + j) % len(done)],
            }
            shares = cases_of(ROW | row | {"condition": condition, "muscle": muscle})
            assert sum(shares.values()) == pytest.approx(1)


@pytest.mark.grid
def test_every_combination_of_the_vocabularies_is_forecast_with_ordered_bands():
    sizes = [word for word in measure_names() if word in KIND_OF_MEASURE]
    for turn, condition in enumerate(condition_names()):
        rows = [
            ROW | {"condition": condition, "muscle": muscle, "measure": measure, "phase": phase}
            for muscle in muscle_names()
            for measure in sizes
            for phase in ("loss", "recovery")
        ]
        # Each condition takes other rows, so that together they meet every muscle and measure.
        step = max(1, len(rows) // 70)
        for row in predict_rows(iter(rows[turn % step :: step])):
            assert not row["error"], row
            five = [float(row[q]) for q in ("q05", "q25", "q50", "q75", "q95")]
            assert five == sorted(five)
            assert five[0] < five[4]


def test_the_command_reads_and_writes_the_agreed_columns(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", newline="") as out:
        writer = csv.DictWriter(out, list(ROW))
        writer.writeheader()
        writer.writerows([ROW, ROW | {"case_id": "b", "condition": "moon_walk"}])
    result = CliRunner().invoke(main, ["predict-studies", str(source), str(target)])
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(target.read_text().splitlines()))
    assert {"mean_pct", "q05", "q25", "q50", "q75", "q95", "person_q05", "person_q95"} <= set(
        rows[0]
    )
    assert float(rows[0]["q05"]) < float(rows[0]["mean_pct"]) < float(rows[0]["q95"])
    assert rows[1]["case_id"] == "b"
    assert "moon_walk" in rows[1]["error"]
    assert "line 3" in result.output


def test_a_file_without_the_needed_columns_is_refused(tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("case_id,muscle\n1,calf\n")
    result = CliRunner().invoke(main, ["predict-studies", str(source), str(tmp_path / "out.csv")])
    assert result.exit_code == 2
    assert "lacks the columns condition" in result.output
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("condition", "muscle", "measure"),
    [
        ("ICU sepsis", "erector_spinae", "CSA"),
        ("cast", "flexor hallucis", "thickness"),
        ("bedrest HDT", "calcaneus", "BMD"),
        ("head_down_tilt", "legs", "bone_density"),
        ("knee_arthroplasty", "knee_ext_right", "MVC torque"),
        ("Immobilization (plaster)", "Left Vastus Lateralis", "Muscle thickness (US)"),
        ("microgravity", "quadriceps femoris", "volume"),
        ("Duchenne", "calf muscles", "mCSA"),
        ("TKA", "knee extensors, operated", "isometric torque"),
        ("bed rest", "vastus lateralis", "bone_density"),
        ("surgery", "leg press", "one-repetition maximum"),
        ("bed rest", "flexor digitorum longus", "muscle_csa"),
        ("bed rest", "femoral_neck", "muscle_csa"),
    ],
)
def test_near_words_are_understood(condition, muscle, measure):
    forecast = one(condition=condition, muscle=muscle, measure=measure)
    assert forecast.quantiles_pct[0] < forecast.mean_pct < 1
