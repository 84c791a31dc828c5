"""Build the small tables of nutrition: reference intakes and activities.

    python tools/build_small_tables.py DATA

DATA holds `dri` (Dietary Reference Intakes as rows) and `compendium_met` (codes and METs of the
2011 Compendium of Physical Activities). Figures are facts; layout and words are ours.
"""

import argparse
import csv
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "src"))

from trophe.nutrition.nutrients import nutrients  # noqa: E402

TABLES = HERE.parent / "src" / "trophe" / "nutrition" / "tables"
# Their unit -> ours, where they differ.
FACTOR = {("ug", "mg"): 0.001, ("mg", "ug"): 1000.0}
# The plan gives targets for these, by body weight and activity.
LEFT_TO_THE_PLAN = {"protein", "carbohydrate", "fat", "water"}


def main() -> None:
    """Write both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    write("reference_intakes.csv", intakes(data / "dri" / "dri_us_long.csv"))
    write("activities.csv", activities(data / "compendium_met" / "compendium_2011.csv"))


def intakes(path: Path) -> list[list[str]]:
    """Rows of reference intakes, neighbouring ages of one amount joined."""
    ours = {n.dri: n for n in nutrients().values() if n.dri and n.dri not in LEFT_TO_THE_PLAN}
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            nutrient = ours.get(row["nutrient"])
            if nutrient is None:
                continue
            unit = nutrient.unit.replace("µ", "u")
            factor = 1.0 if row["unit"] == unit else FACTOR[row["unit"], unit]
            amount = f"{round(float(row['per_day']) * factor, 6):g}"
            upto = f"{float(row['age_to']) + 0.01:g}" if row["age_to"] else ""
            note = row["note"].removesuffix(", ug") if row["kind"] == "UL" else ""
            who = [nutrient.id, row["kind"], row["sex"], row["condition"], note]
            rows.append([*who, f"{float(row['age_from']):g}", upto, amount])
    rows.sort(key=lambda r: (list(ours_order()).index(r[0]), *r[1:5], float(r[5])))
    head = ["nutrient", "kind", "sex", "condition", "note", "from_age_y", "to_age_y", "amount"]
    return [head, *join(rows)]


def ours_order() -> tuple[str, ...]:
    """Nutrients in the order of the registry."""
    return tuple(nutrients())


def join(rows: list[list[str]]) -> list[list[str]]:
    """Rows whose ages touch and whose amounts agree, as one."""
    joined: list[list[str]] = []
    for row in rows:
        last = joined[-1] if joined else None
        if last and last[:5] == row[:5] and last[7] == row[7] and last[6] == row[5]:
            last[6] = row[6]
        else:
            joined.append(row)
    return joined


def activities(path: Path) -> list[list[str]]:
    """Our list of activities with the METs of their codes."""
    with path.open(encoding="utf-8", newline="") as file:
        mets = {r["code_2011"]: r["met_2011"] for r in csv.DictReader(file) if r["code_2011"]}
    rows = [["code", "met", "group", "name"]]
    for line in (HERE / "activities" / "activities.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, group, name = (part.strip() for part in line.split("|"))
            rows.append([code, f"{float(mets[code]):g}", group, name])
    if len({row[0] for row in rows}) < len(rows):
        raise SystemExit("a code stands twice")
    return rows


def write(name: str, rows: list[list[str]]) -> None:
    with (TABLES / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    print(f"{name}: {len(rows) - 1} rows")


if __name__ == "__main__":
    main()
