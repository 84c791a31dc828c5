"""Real and sample files: every row is taken or left out for a stated reason."""

import json
from pathlib import Path

import polars as pl
import pytest

from trophe.exchange.foods import FLAGS, FOOD_COLUMNS, read, summarise
from trophe.nutrition.nutrients import nutrients

OFF = "samples/openfoodfacts"
NO_FIGURES = "neither energy nor all of protein, carbohydrate and fat"


def rows_of(path, source="auto"):
    return pl.concat([batch.frame for batch in read(path, source)])


@pytest.mark.parametrize(
    "name", ["en.openfoodfacts.org.products.csv", "openfoodfacts-products.jsonl", "food.parquet"]
)
def test_the_three_forms_of_open_food_facts_give_the_same_foods(shared, name):
    report = summarise("off", read(shared / OFF / name))
    assert (report.taken, dict(report.reject_reasons)) == (10, {NO_FIGURES: 1})
    foods = {f.source_id: f for b in read(shared / OFF / name) for f in b.foods()}
    porridge = foods["2000000010007"]
    assert porridge.name == "Oat porridge (invented)"
    assert porridge.amounts["energy_kcal"] == 91.2
    assert porridge.amounts["sodium_mg"] == 44
    assert porridge.amounts["carbohydrate_g"] == pytest.approx(17.08)
    assert porridge.portions[0].grams == 250


def test_fdc_tables_and_json_take_energy_by_its_chain(shared):
    folder = shared / "samples" / "usda_fdc"
    assert rows_of(folder).height == 9
    for path in (folder, folder / "foundation.json"):
        foods = {f.name: f for b in read(path) for f in b.foods()}
        assert all(f.amounts["energy_kcal"] > 0 for f in foods.values())
        assert foods["Oat porridge (invented)"].amounts["energy_kcal"] == 91.2


def test_a_median_stands_in_for_a_missing_amount(shared):
    path = shared / "samples" / "usda_fdc" / "foundation.json"
    foods = {f.name: f for b in read(path) for f in b.foods()}
    assert foods["Oat porridge (invented)"].amounts["fibre_g"] == 2.08


# file, source, rows in the file
REAL = [
    ("off_sample/off_export_2026-04_1000.csv.gz", "auto", 1000),
    ("off_sample/off_export_2026-04_1000.parquet", "auto", 1000),
    ("off_sample/off_export_2024-05_1000.csv.gz", "auto", 1000),
    ("off_sample/off_search_export_2021-05_it_1263.csv.gz", "auto", 1263),
    ("intl_foods/bls_4_0_2025.csv.gz", "auto", 7043),
    ("intl_foods/ciqual_2025.csv.gz", "auto", 3323),
    ("intl_foods/cofid_2021.csv.gz", "auto", 2537),
    ("usda_fdc_branded_sample/gtin_nutrients_1000.csv.gz", "own_table", 1000),
    ("usda_fdc_foundation/FoodData_Central_foundation_food_csv_2024-10-31.zip", "auto", 387),
    ("usda_fdc_sr_legacy", "auto", 7793),
]


@pytest.mark.parametrize(("name", "source", "n_rows"), REAL, ids=[r[0] for r in REAL])
def test_every_row_is_taken_or_left_out_for_a_reason(shared, name, source, n_rows):
    batches = list(read(shared / "data" / name, source))
    frame = pl.concat([b.frame for b in batches])
    rejects = [r for b in batches for r in b.rejects]
    assert all(r.reason and r.line > 0 for r in rejects)
    # Versions of one food, and foods that share an id, count once.
    assert n_rows - 5 <= frame.height + len(rejects) <= n_rows
    assert tuple(frame.columns) == FOOD_COLUMNS
    assert frame.select(pl.struct("source", "source_id").is_unique().all()).item()
    for amounts, flags in frame.select("amounts", "flags").iter_rows():
        known = json.loads(amounts)
        assert set(known) <= set(nutrients())
        assert all(0 <= value < 1e9 for value in known.values())
        assert 0 <= known["energy_kcal"] <= 1000
        assert set(flags.split()) <= set(FLAGS)


def test_foundation_foods_without_energy_are_the_29_that_have_none(shared):
    report = summarise("usda_fdc", read(shared / "data" / REAL[8][0]))
    assert report.taken == 287
    assert report.reject_reasons[NO_FIGURES] == 29


def test_importing_twice_doubles_nothing(shared):
    table = {}
    for _ in range(2):
        for batch in read(shared / "data" / REAL[0][0]):
            for row in batch.frame.iter_rows(named=True):
                table[row["source"], row["source_id"]] = row
    assert len(table) == rows_of(shared / "data" / REAL[0][0]).height


def test_a_branded_product_keeps_barcode_serving_and_newest_version(tmp_path: Path):
    write(
        tmp_path,
        "food",
        "fdc_id,data_type,description,food_category_id,publication_date",
        "1,branded_food,OLD BAR,,2020-01-01",
        "2,branded_food,NEW BAR,,2024-01-01",
        "3,sub_sample_food,NO FOOD,,2024-01-01",
    )
    write(
        tmp_path,
        "branded_food",
        "fdc_id,brand_owner,gtin_upc,serving_size,serving_size_unit,household_serving_fulltext",
        "1,Acme,036000291452,40,GRM,1 bar",
        "2,Acme,036000291452,40,GRM,1 bar",
    )
    write(
        tmp_path,
        "nutrient",
        "id,name,unit_name,nutrient_nbr",
        "1008,Energy,KCAL,208",
        "1087,Calcium,MG,301",
        "1109,E,UG,323",
    )
    write(
        tmp_path,
        "food_nutrient",
        "id,fdc_id,nutrient_id,amount",
        "1,1,1008,400",
        "2,2,1008,410",
        "3,2,1087,50",
        "4,2,1109,2000",
    )
    (food,) = (f for b in read(tmp_path) for f in b.foods())
    assert (food.name, food.brand, food.barcode) == ("New Bar", "Acme", "00036000291452")
    assert food.amounts == {"energy_kcal": 410, "calcium_mg": 50, "vitamin_e_mg": 2}
    assert food.portions[0].label == "1 1 bar" or food.portions[0].grams == 40


def write(folder, name, *lines):
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
