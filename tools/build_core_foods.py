"""Build the core food table that the package carries.

    python tools/build_core_foods.py DATA [--out FILE]

DATA holds `usda_sr28`, `core_foods` and `usda_fdc_foundation`: public-domain figures of the US
Department of Agriculture. The output is one file in our own layout; the same input gives the same
bytes. Values of `core_foods` are compared with the release's own table while building.
"""

import argparse
import csv
import gzip
import io
import json
import sys
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1] / "src"), str(Path(__file__).parent)]

from core_foods import everyday, flags, names, portions  # noqa: E402

from trophe.nutrition.core import FOOD_COLUMNS, LAYOUT_VERSION  # noqa: E402
from trophe.nutrition.nutrients import nutrients  # noqa: E402

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "trophe" / "nutrition" / "tables" / "core_foods.zip"
ANALYSED, STATED = {"1", "6", "12", "13"}, {"5", "8", "9"}
STORED = [n for n in nutrients().values() if n.sr28 or n.fdc]


def main() -> None:
    """Read, name, flag and pack all foods."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    foods = sr28_foods(arguments.data)
    compare(foods, arguments.data / "core_foods" / "core_foods.csv.gz")
    extra = add_foundation(foods, arguments.data / "usda_fdc_foundation")
    rows = [finish(food) for food in [*foods.values(), *extra]]
    tell_twins_apart(rows)
    arguments.out.write_bytes(pack(rows))
    n_portions = sum(len(row["portions"]) for row in rows)
    size = arguments.out.stat().st_size
    print(f"{len(rows)} foods, {n_portions} portions, {size} bytes")


def table(path: Path) -> list[list[str]]:
    """A table of the release: fields between ^, texts between ~."""
    text = gzip.decompress(path.read_bytes()).decode("cp1252")
    return [[field.strip("~") for field in line.split("^")] for line in text.splitlines() if line]


def sr28_foods(data: Path) -> dict[str, dict]:
    """All foods of the release with their amounts as printed (text), by NDB number."""
    folder = data / "usda_sr28"
    groups = dict(table(folder / "FD_GROUP.txt.gz"))
    fdc = {r["ndb_no"]: r["fdc_id"] for r in read_csv(data / "core_foods" / "core_foods.csv.gz")}
    foods = {
        r[0]: {
            "source": "usda_sr28",
            "id": r[0],
            "ndb": r[0],
            "fdc": fdc[r[0]],
            "description": r[2],
            "common": r[4],
            "maker": r[5],
            "group": groups[r[1]],
            "refuse": r[8],
            "found": {},
            "origin": {},
            "portions": [],
            "filled": 0,
        }
        for r in table(folder / "FOOD_DES.txt.gz")
    }
    for r in table(folder / "NUT_DATA.txt.gz"):
        foods[r[0]]["found"][r[1]] = r[2]
        foods[r[0]]["origin"][r[1]] = r[5] if int(r[3] or 0) or r[5] in STATED else "4"
    for r in table(folder / "WEIGHT.txt.gz"):
        foods[r[0]]["portions"].append((float(r[2]), r[3], float(r[4])))
    for food in foods.values():
        food["amounts"] = pick(food["found"], "sr28")
    return foods


def pick(found: dict[str, str], column: str) -> dict[str, str]:
    """Our nutrients out of a source's, by its first code that has a value."""
    amounts = {}
    for nutrient in STORED:
        value = next((found[code] for code in getattr(nutrient, column) if code in found), None)
        if value is not None:
            amounts[nutrient.id] = value
    return amounts


def read_csv(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SAME = {
    "kcal": "energy_kcal",
    "protein_g": "protein_g",
    "fat_g": "fat_g",
    "carb_g": "carbohydrate_g",
    "fibre_g": "fibre_g",
    "sodium_mg": "sodium_mg",
    "leucine_g": "leucine_g",
    "vit_d_ug": "vitamin_d_ug",
    "vit_b12_ug": "vitamin_b12_ug",
    "iron_mg": "iron_mg",
}


def compare(foods: dict[str, dict], path: Path) -> None:
    """Stop when the two independent copies of the figures disagree."""
    for row in read_csv(path):
        amounts = foods[row["ndb_no"]]["amounts"]
        for theirs, ours in SAME.items():
            a, b = row[theirs], amounts.get(ours, "")
            if (a == "") != (b == "") or (a and float(a) != float(b)):
                raise SystemExit(f"{row['ndb_no']} {ours}: {a!r} against {b!r}")


def add_foundation(foods: dict[str, dict], folder: Path) -> list[dict]:
    """Laboratory values of Foundation Foods: fill gaps of twins, and add foods of their own."""
    extra = []
    for food in foundation_foods(folder):
        twin = foods.get(food["ndb"])
        if twin:
            new = {k: v for k, v in food["amounts"].items() if k not in twin["amounts"]}
            twin["amounts"].update(new)
            twin["filled"] = len(new)
        elif food["amounts"].keys() >= MACROS and "0% moisture" not in food["description"]:
            extra.append(food)
    return extra


MACROS = {"protein_g", "fat_g", "carbohydrate_g"}


def foundation_foods(folder: Path) -> list[dict]:
    """The current foods of the release, in the order of their ids."""
    with zipfile.ZipFile(next(folder.glob("*.zip"))) as archive:
        member = {Path(name).name: name for name in archive.namelist()}

        def read(name: str) -> csv.DictReader:
            return csv.DictReader(io.TextIOWrapper(archive.open(member[name]), "utf-8"))

        current = {r["fdc_id"]: r["NDB_number"].zfill(5) for r in read("foundation_food.csv")}
        about = {r["fdc_id"]: r for r in read("food.csv") if r["fdc_id"] in current}
        groups = {r["id"]: r["description"] for r in read("food_category.csv")}
        units = {r["id"]: r["name"] for r in read("measure_unit.csv")}
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for r in read("food_nutrient.csv"):
            if r["fdc_id"] in current and r["amount"] != "":
                found[r["fdc_id"]][r["nutrient_id"]] = r["amount"]
        weights: dict[str, list] = defaultdict(list)
        for r in read("food_portion.csv"):
            if r["fdc_id"] in current and r["amount"] and r["gram_weight"]:
                words = (units.get(r["measure_unit_id"], ""), r["modifier"])
                unit = ", ".join(w for w in words if w and w != "undetermined") or "portion"
                portion = (float(r["amount"]), unit, float(r["gram_weight"]))
                weights[r["fdc_id"]].append(portion)
    return [
        {
            "source": "usda_foundation", "id": fdc_id, "ndb": ndb, "fdc": fdc_id, "maker": "",
            "common": "", "description": about[fdc_id]["description"], "refuse": "", "origin": {},
            "group": groups[about[fdc_id]["food_category_id"]], "filled": 0,
            "amounts": pick(found[fdc_id], "fdc"), "portions": weights[fdc_id],
        }
        for fdc_id, ndb in sorted(current.items())
    ]  # fmt: skip


def finish(food: dict) -> dict:
    """Names, flags, prior and quality of one food."""
    said = EVERYDAY.get(food["ndb"], everyday.Everyday())
    name, left_out = names.natural_parts(food["description"])
    food["name"], food["left_out"], food["edited"] = said.name or name, left_out, bool(said.name)
    common = [c.strip().lower() for c in food["common"].split(",") if c.strip()]
    common = [c for c in common if "commodity" not in c]
    food["aliases"] = list(dict.fromkeys(said.aliases + common))
    food["also"] = [also for also in said.also_called if also not in food["aliases"]]
    food["near"] = said.nearest_to
    food["brand"] = names.title(food["maker"]) or names.brand(food["description"])
    food["prior"] = said.prior or everyday.plainness(
        food["description"], food["group"], len(food["portions"])
    )
    food["quality"] = quality(food)
    food.update(flags.flags(food["description"], food["group"]))
    food["portions"] = [
        (amount, portions.plain(unit, food["name"]), grams)
        for amount, unit, grams in food["portions"]
        if amount > 0 and grams > 0
    ]
    return food


def quality(food: dict) -> str:
    """Lab where protein and fat were analysed, label where one came from a label, else table."""
    if food["source"] == "usda_foundation":
        return "lab"
    origins = {food["origin"].get("203"), food["origin"].get("204")}
    if origins & STATED:
        return "label"
    return "lab" if origins <= ANALYSED else "table"


def tell_twins_apart(rows: list[dict]) -> None:
    """No two foods share a name: what was left out of it comes back, else the description."""
    for longer in (with_left_out, lambda row: row["description"], with_id):
        seen = Counter(row["name"] for row in rows)
        for row in rows:
            if seen[row["name"]] > 1 and not row["edited"]:
                row["name"] = longer(row)
    if max(Counter(row["name"] for row in rows).values()) > 1:
        raise SystemExit("two foods share a name")


def with_left_out(row: dict) -> str:
    """The name with the details that it lacks."""
    if not row["left_out"]:
        return row["description"]
    return f"{row['name']} ({', '.join(row['left_out'])})"


def with_id(row: dict) -> str:
    """The description with the food's id."""
    return f"{row['description']} (Foundation {row['id']})"


def pack(rows: list[dict]) -> bytes:
    """All rows as one file: amounts as scaled whole numbers by column, texts by line."""
    decimals, columns = [], []
    for nutrient in STORED:
        values = [row["amounts"].get(nutrient.id) for row in rows]
        fractions = [v.rstrip("0").partition(".")[2] for v in values if v and "." in v]
        places = min(6, max(map(len, fractions), default=0))
        scaled = [-1 if v is None else round(float(v) * 10**places) for v in values]
        decimals.append(places)
        columns.append(np.array(scaled, dtype="<i4"))
    lines = ["\t".join(text_row(row)) for row in rows]
    weights = [
        f"{i}\t{a:g}\t{u}\t{g:g}" for i, row in enumerate(rows) for a, u, g in row["portions"]
    ]
    layout = {
        "version": LAYOUT_VERSION,
        "nutrients": [n.id for n in STORED],
        "decimals": decimals,
        "foods": len(rows),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in [
            ("layout.json", json.dumps(layout).encode()),
            ("amounts.i4", np.stack(columns).tobytes()),
            ("foods.tsv", "\n".join(lines).encode()),
            ("portions.tsv", "\n".join(weights).encode()),
        ]:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_LZMA)
    return out.getvalue()


def text_row(row: dict) -> list[str]:
    """The text columns of one food, in the order of FOOD_COLUMNS."""
    said = {
        "source": row["source"],
        "source_id": row["id"],
        "ndb_no": row["ndb"],
        "fdc_id": row["fdc"],
        "name": row["name"],
        "description": row["description"],
        "brand": row["brand"],
        "group": row["group"],
        "quality": row["quality"],
        "popularity": f"{row['prior']:g}",
        "refuse_pct": row["refuse"],
        "contains": " ".join(row["contains"]),
        "free_of": "*" if row["free_of"] else "",
        "diets": " ".join(row["diets"]),
        "texture": row["texture"] or "",
        "filled": str(row["filled"]),
        "aliases": "|".join(row["aliases"]),
        "also_called": "|".join(row["also"]),
        "nearest_to": "|".join(row["near"]),
    }
    return [said[column].replace("\t", " ") for column in FOOD_COLUMNS]


EVERYDAY = everyday.read(HERE / "core_foods" / "everyday.txt")

if __name__ == "__main__":
    main()
