"""The study table: every row walks, and only what was verified reaches a fit."""

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from trophe.errors import UnknownNameError
from trophe.evidence import (
    CAUSES,
    MUSCLE_GROUPS,
    Censoring,
    Kind,
    Phase,
    Quantity,
    condition_name,
    condition_names,
    countermeasure_parts,
    effects,
    effects_of,
    evidence_hash,
    fit_rows,
    muscle_name,
    muscle_names,
    quantity_of,
    select,
    study,
    study_ids,
    treatment,
    treatments,
)
from trophe.evidence.export import as_dict, to_csv, to_json
from trophe.evidence.tables import table
from trophe.evidence.vocabulary import METHOD_CLASSES

ROOT = Path(__file__).resolve().parents[2]
DOI = re.compile(r"10\.\d{4,9}/\S+")


def test_every_figure_has_its_words_in_the_closed_lists():
    for effect in effects():
        assert effect.arm.cause in CAUSES
        assert effect.arm.condition in condition_names()
        assert effect.group in (*MUSCLE_GROUPS, "bone")
        assert effect.method_class in METHOD_CLASSES
        assert effect.period in ("", "month", "year")
        assert isinstance(effect.arm.countermeasures, frozenset)


def test_every_figure_lies_in_the_range_of_its_kind():
    for effect in effects():
        assert effect.n is None or effect.n > 0
        assert effect.day is None or 0 < effect.day <= 20_000
        assert effect.arm.age_y is None or 0 < effect.arm.age_y < 110
        assert effect.arm.pct_female is None or 0 <= effect.arm.pct_female <= 100
        assert effect.change_pct is None or effect.change_pct > -100
        assert effect.sd_pct is None or effect.sd_pct > 0
        assert (effect.sd_pct is None) == (effect.sd_kind == "")
        assert (effect.se_pct is None) == (effect.se_kind == "")


def test_every_figure_says_where_it_was_seen_or_is_not_verified():
    assert all(effect.seen_where or not effect.verified for effect in effects())


def test_every_doi_looks_like_one():
    found = {effect.study.doi for effect in effects()} | {t.doi for t in treatments()}
    for doi in found - {""}:
        assert DOI.fullmatch(doi), doi


def test_identifiers_are_unique_and_every_study_and_arm_is_used():
    assert len({e.effect_id for e in effects()}) == len(effects())
    assert {e.study.study_id for e in effects()} == set(study_ids())
    assert {e.arm.arm_id for e in effects()} == {row["arm_id"] for row in table("arms.csv")}


def test_a_bone_figure_stands_at_a_bone_site_and_no_other_does():
    for effect in effects():
        assert (effect.quantity is Quantity.BONE) == (effect.group == "bone"), effect.effect_id


def test_nothing_unverified_pooled_or_told_twice_reaches_a_fit():
    chosen = fit_rows()
    assert len(chosen) > 300
    for effect in chosen:
        assert effect.verified
        assert effect.kind in (Kind.PRINTED, Kind.DERIVED, Kind.NO_CHANGE)
        assert effect.phase in (Phase.LOSS, Phase.RECOVERY)
        assert effect.change_pct is not None
        assert not effect.duplicate_of
    assert not any(e.censoring for e in fit_rows(with_censored=False))


def test_a_figure_told_twice_names_a_verified_twin_of_the_same_people():
    by_id = {effect.effect_id: effect for effect in effects()}
    told_twice = [effect for effect in effects() if effect.duplicate_of]
    assert told_twice
    for effect in told_twice:
        twin = by_id[effect.duplicate_of]
        assert twin.verified
        assert not twin.duplicate_of
        assert twin.study.cluster == effect.study.cluster


def test_no_change_is_a_statement_and_not_a_measured_zero():
    for effect in effects():
        if effect.kind is Kind.NO_CHANGE:
            assert effect.censoring is Censoring.NO_SIGNIFICANT_CHANGE


def test_recovery_in_the_fit_knows_its_exposure_where_the_paper_tells_it():
    rows = [e for e in fit_rows() if e.phase is Phase.RECOVERY and e.quantity is not Quantity.BONE]
    known = [e for e in rows if e.days_exposed is not None]
    assert len(known) >= 0.8 * len(rows)
    assert all(e.arm.cause != "" for e in rows)


def test_recovery_after_a_cast_counts_from_its_end_against_the_first_scan():
    # printed: -24.4 % after 7 weeks, then +22.5 % of that size over 10 weeks; 0.756 x 1.225 = 0.926
    (row,) = [
        e
        for e in effects_of("stevens2004")
        if e.phase is Phase.RECOVERY and e.day == 70 and e.muscle == "plantar_flexors"
    ]
    assert (row.change_pct, row.days_exposed, row.change_at_end_pct) == (-7.4, 49, -24.4)


def test_a_standard_error_comes_from_the_spread_and_the_number_of_people():
    # 5.2 points between 9 men: 5.2 / 3
    row = next(e for e in effects() if e.sd_pct == 5.2 and e.n == 9)
    assert row.se_pct == pytest.approx(1.733, abs=0.001)


def test_every_muscle_name_leads_to_a_group_that_is_its_first_member():
    for name in muscle_names():
        entry = muscle_name(name)
        assert entry.group in (*MUSCLE_GROUPS, "bone")
        assert entry.members[0] == entry.group
        assert muscle_name(entry.muscle).group == entry.group


def test_unknown_words_are_refused_with_the_known_ones():
    with pytest.raises(UnknownNameError, match="Did you mean quadriceps"):
        muscle_name("quadricepts")
    with pytest.raises(UnknownNameError, match="bed_rest"):
        condition_name("bedrest")
    with pytest.raises(UnknownNameError, match="muscle_csa"):
        quantity_of("muscle_area")
    with pytest.raises(UnknownNameError, match="resistance"):
        countermeasure_parts("weights")
    with pytest.raises(UnknownNameError, match="Did you mean mulder2006_bbr"):
        study("mulder2006_bb")
    with pytest.raises(UnknownNameError, match="Known"):
        treatment("magic")


def test_a_longer_condition_falls_back_to_the_longest_known_beginning():
    assert condition_name("corticosteroid_some_dose").cause == "corticosteroid"
    assert condition_name("weight_loss_new_way").cause == "weight_loss_diet"


def test_filters_work_by_word_and_by_what_the_word_stands_for():
    by_muscle = select(muscle="soleus")
    by_group = select(muscle="triceps_surae")
    assert set(by_muscle) < set(by_group)
    by_cause = select(condition="surgery_knee_replacement", measure="size", phase=Phase.LOSS)
    assert {e.measure for e in by_cause} == {"muscle_csa"}
    assert len(select(verified=True)) + len(select(verified=False)) == len(effects())
    with pytest.raises(UnknownNameError):
        select(condition="nonsense")


def test_export_as_json_and_csv_keeps_every_figure():
    rows = effects()
    back = json.loads(to_json(rows))
    assert [entry["change_pct"] for entry in back] == [row.change_pct for row in rows]
    cells = list(csv.DictReader(io.StringIO(to_csv(rows), newline="")))
    for row, cell in zip(rows, cells, strict=True):
        assert (float(cell["change_pct"]) if cell["change_pct"] else None) == row.change_pct
        assert cell["notes"].removeprefix("'") == row.notes.removeprefix("'")
        assert list(cell) == list(as_dict(row))


def test_the_hash_is_that_of_the_bytes_in_whatever_order_they_are_named():
    path = ROOT / "src" / "trophe" / "evidence" / "tables" / "studies.csv"
    content = path.read_bytes()
    expected = hashlib.sha256(b"studies.csv %d\n" % len(content) + content).hexdigest()
    assert evidence_hash(("studies.csv",)) == expected
    assert re.fullmatch(r"[0-9a-f]{64}", evidence_hash())
    assert evidence_hash(("arms.csv", "studies.csv")) == evidence_hash(("studies.csv", "arms.csv"))


def test_treatments_have_an_effect_or_say_it_in_words():
    for entry in treatments():
        assert entry.effect is not None or entry.effect_text
        assert entry.seen_where
        if entry.effect is not None and entry.ci_low is not None and entry.ci_high is not None:
            assert entry.ci_low <= entry.ci_high
        assert treatment(entry.treatment_id) is entry


def test_the_build_script_makes_the_packaged_tables_byte_for_byte(shared, tmp_path):
    script = ROOT / "tools" / "build_evidence.py"
    subprocess.run(
        [sys.executable, str(script), str(shared / "evidence"), "--out", str(tmp_path)], check=True
    )
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made
    for name in made:
        packaged = ROOT / "src" / "trophe" / "evidence" / "tables" / name
        assert packaged.read_bytes() == (tmp_path / name).read_bytes(), name
