"""What is corrected, flagged and rejected."""

import json

import pytest

from trophe.errors import InputError, UnknownNameError
from trophe.exchange.foods import Checkpoint, guess_source, read, summarise
from trophe.exchange.foods.tables import amount

HEAD = "name,kcal,kj,protein_g,fat_g,carb_g,fibre_g,sugar_g,salt_g,sodium_mg,gtin"


def one(tmp_path, **cells):
    """The food that one row of an own table becomes."""
    path = tmp_path / "own.csv"
    row = {"name": "Test", **{k: str(v) for k, v in cells.items()}}
    path.write_text(f"{HEAD}\n{','.join(row.get(c, '') for c in HEAD.split(','))}\n")
    report = summarise("own_table", read(path, "own_table"))
    foods = [f for b in read(path, "own_table") for f in b.foods()]
    return foods[0] if foods else report.rejects[0].reason


def test_what_fits_together_has_no_flag(tmp_path):
    food = one(tmp_path, kcal=100, protein_g=5, fat_g=4, carb_g=11, salt_g=1, sodium_mg=400)
    assert food.flags == ()


def test_energy_comes_from_kcal_then_kj_then_macronutrients(tmp_path):
    macros = {"protein_g": 5, "fat_g": 4, "carb_g": 11}
    assert one(tmp_path, kcal=99, kj=418.4, **macros).amounts["energy_kcal"] == 99
    food = one(tmp_path, kj=418.4, **macros)
    assert (food.amounts["energy_kcal"], food.flags) == (100, ("energy_from_kj",))
    food = one(tmp_path, **macros)
    assert (food.amounts["energy_kcal"], food.flags) == (100, ("energy_from_macros",))
    assert "neither energy" in one(tmp_path, protein_g=5)


def test_kilojoules_under_kilocalories_are_found_and_converted(tmp_path):
    food = one(tmp_path, kcal=1674, protein_g=10, fat_g=20, carb_g=45)
    assert food.amounts["energy_kcal"] == pytest.approx(400, rel=0.01)
    assert "energy_was_kj" in food.flags


@pytest.mark.parametrize(
    ("cells", "flag"),
    [
        ({"kcal": 300, "protein_g": 5, "fat_g": 4, "carb_g": 11}, "energy_off"),
        ({"kcal": 950, "fat_g": 100, "protein_g": 0, "carb_g": 0}, "energy_over_fat"),
        ({"kcal": 500, "protein_g": 50, "fat_g": 30, "carb_g": 40}, "macros_over_100"),
        ({"kcal": 50, "salt_g": 1, "sodium_mg": 900}, "salt_sodium"),
        ({"kcal": 44, "carb_g": 11, "sugar_g": 20}, "sugars_over_carbohydrate"),
        ({"kcal": 100, "kj": 900}, "energies_differ"),
        ({"kcal": 100, "gtin": 4006381333932}, "barcode_left_out"),
        ({"kcal": 100, "fat_g": 159}, "impossible_amount"),
    ],
)
def test_what_a_person_should_look_at_is_flagged(tmp_path, cells, flag):
    assert flag in one(tmp_path, **cells).flags


def test_an_impossible_amount_is_left_out_and_not_clipped(tmp_path):
    food = one(tmp_path, kcal=100, fat_g=159)
    assert "fat_g" not in food.amounts


def test_sodium_follows_from_salt(tmp_path):
    assert one(tmp_path, kcal=10, salt_g=2.5).amounts["sodium_mg"] == 1000


def test_below_zero_and_nameless_rows_are_rejected(tmp_path):
    assert one(tmp_path, kcal=-1) == "an amount below zero"
    assert one(tmp_path, name=" ", kcal=10) == "no name"


def test_nothing_unknown_becomes_zero(tmp_path):
    assert set(one(tmp_path, kcal=10).amounts) == {"energy_kcal"}


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1,5", 1.5), ("< 0,5", 0.25), ("traces", 0.0), ("Tr", 0.0), ("N", None), ("-", None),
     ("", None), ("[12]", 12.0), ("n/a", None)],
)  # fmt: skip
def test_cells_of_national_tables_are_read(cell, value):
    assert amount(cell) == value


def test_one_broken_row_does_not_stop_the_others(tmp_path):
    path = tmp_path / "products.jsonl"
    good = {"code": "4006381333931", "product_name": "A", "nutriments": {"energy-kcal_100g": 1}}
    path.write_text(f'{json.dumps(good)}\n{{"code": broken\n[1]\n{json.dumps(good)}\n')
    report = summarise("off", read(path, "off"))
    assert report.taken == 1
    assert [(r.line, r.reason) for r in report.rejects] == [
        (2, "the line is no JSON object"),
        (3, "the line is no JSON object"),
    ]


def test_an_import_goes_on_where_it_was_interrupted(tmp_path, monkeypatch):
    monkeypatch.setattr("trophe.exchange.foods.chunks.BLOCK_BYTES", 400)
    lines = ["code\tproduct_name\tenergy-kcal_100g"]
    lines += [f"{body}{check(body)}\tFood {body}\t{n}" for n, body in enumerate(bodies(60))]
    path = tmp_path / "en.openfoodfacts.org.products.csv"
    path.write_text("\n".join(lines) + "\n")
    whole = [row for b in read(path, "off") for row in b.frame["source_id"]]
    assert len(whole) == 60
    first = next(iter(read(path, "off")))
    mark = Checkpoint.from_json(json.loads(json.dumps(first.checkpoint.to_json())))
    rest = [row for b in read(path, "off", mark) for row in b.frame["source_id"]]
    assert 0 < len(rest) < 60
    assert [*first.frame["source_id"], *rest] == whole


def bodies(n):
    return [f"{400000000000 + i}" for i in range(n)]


def check(body):
    from trophe.nutrition.barcode import check_digit

    return check_digit(body)


def test_a_checkpoint_of_another_file_is_refused(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,kcal,protein_g,fat_g\nA,1,0,0\n")
    mark = Checkpoint(fingerprint="other", offset=5, line=2)
    with pytest.raises(InputError, match="begun"):
        list(read(path, "own_table", mark))


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00\x01\x02", b"{}", b"a,b\n1,2\n"])
def test_a_file_of_no_known_kind_is_refused_with_a_hint(tmp_path, content):
    path = tmp_path / "what.bin"
    path.write_bytes(content)
    with pytest.raises(InputError, match="--source") as refused:
        list(read(path))
    assert refused.value.name == "file"


def test_an_unknown_source_and_an_absent_file_are_refused(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,kcal,protein_g\nA,1,0\n")
    with pytest.raises(UnknownNameError):
        read(path, "nowhere")
    with pytest.raises(InputError, match="not there"):
        read(tmp_path / "absent.csv")
    assert guess_source(path) == "own_table"


def test_a_json_that_breaks_off_is_reported(tmp_path):
    path = tmp_path / "foods.json"
    path.write_text('{"FoundationFoods": [{"fdcId": 1, "description": "A"')
    with pytest.raises(InputError, match="breaks off"):
        list(read(path, "usda_fdc"))


def test_rejects_are_written_with_reasons_and_without_formulas(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,kcal,protein_g\n=1+1,,\n")
    report = summarise("own_table", read(path, "own_table"))
    report.write_rejects(tmp_path / "rejects.csv")
    assert "'=1+1" in (tmp_path / "rejects.csv").read_text()
