"""The food table that comes with Trophe: 8,789 foods of USDA SR28 and the Foundation Foods.

Figures: U.S. Department of Agriculture, Agricultural Research Service, National Nutrient Database
for Standard Reference, Release 28 (2016), and FoodData Central Foundation Foods (October 2024);
public domain. Names, flags, priors and layout are ours: `tools/build_core_foods.py` writes the
file. What was not determined is absent, never zero.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.checks import require_name
from trophe.errors import EvidenceError, UnknownNameError
from trophe.nutrition.food import ALLERGENS, Allergen, Diet, Food, Portion, Quality, Texture

LAYOUT_VERSION: Final = 1
FOOD_COLUMNS: Final = (
    "source", "source_id", "ndb_no", "fdc_id", "name", "description", "brand", "group", "quality",
    "popularity", "refuse_pct", "contains", "free_of", "diets", "texture", "filled", "aliases",
    "also_called", "nearest_to",
)  # fmt: skip


@dataclass(frozen=True)
class CoreTable:
    """All core foods. `amounts[food, nutrient]` is per 100 g, NaN where not determined."""

    nutrient_ids: tuple[str, ...]
    amounts: NDArray[np.float64]
    columns: Mapping[str, tuple[str, ...]]
    portions: tuple[tuple[Portion, ...], ...]
    digest: str

    def __len__(self) -> int:
        return len(self.columns["name"])

    def __iter__(self) -> Iterator[Food]:
        return (self.at(row) for row in range(len(self)))

    def at(self, row: int) -> Food:
        """The food in a row of the table."""
        text = {name: column[row] for name, column in self.columns.items()}
        contains = frozenset(map(Allergen, text["contains"].split()))
        return Food(
            source=text["source"],
            source_id=text["source_id"],
            name=text["name"],
            description=text["description"],
            brand=text["brand"],
            group=text["group"],
            quality=require_name("quality", text["quality"], Quality),
            amounts=self._known(row),
            portions=self.portions[row],
            contains=contains,
            free_of=frozenset(ALLERGENS) - contains if text["free_of"] else frozenset(),
            diets=frozenset(map(Diet, text["diets"].split())),
            texture=Texture(text["texture"]) if text["texture"] else None,
            aliases=_split(text["aliases"]),
            also_called=_split(text["also_called"]),
            nearest_to=_split(text["nearest_to"]),
            popularity=float(text["popularity"]),
            refuse_pct=float(text["refuse_pct"]) if text["refuse_pct"] else None,
        )

    def food(self, ndb_no: str) -> Food:
        """A food by its NDB number, with or without leading zeroes; UnknownNameError else.

        >>> core_table().food("1123").name
        'Egg, whole, raw'
        """
        return self.at(self.row(ndb_no))

    def food_by_key(self, key: str) -> Food:
        """A food by its `Food.key`. Raises UnknownNameError for a key of another source."""
        try:
            return self.at(self.rows_by_key[key])
        except KeyError:
            raise UnknownNameError("key", key, ("usda_sr28:01123",)) from None

    def row(self, ndb_no: str) -> int:
        """The row of an NDB number, with or without leading zeroes; UnknownNameError else."""
        try:
            return self.rows_by_ndb_no[ndb_no.strip().zfill(5)]
        except KeyError:
            near = [n for n in self.rows_by_ndb_no if n.startswith(ndb_no.zfill(5)[:4])]
            raise UnknownNameError("ndb_no", ndb_no, near[:8] or ("01001", "44260")) from None

    @cached_property
    def rows_by_ndb_no(self) -> Mapping[str, int]:
        """NDB number -> row."""
        return {ndb_no: row for row, ndb_no in enumerate(self.columns["ndb_no"])}

    @cached_property
    def rows_by_key(self) -> Mapping[str, int]:
        """Food key -> row."""
        pairs = zip(self.columns["source"], self.columns["source_id"], strict=True)
        return {f"{source}:{source_id}": row for row, (source, source_id) in enumerate(pairs)}

    def _known(self, row: int) -> Mapping[str, float]:
        """What is known of one food, with the carbohydrate that is not fibre where both are."""
        values = self.amounts[row]
        known = {
            name: float(value)
            for name, value in zip(self.nutrient_ids, values, strict=True)
            if value == value
        }
        total, fibre = known.get("carbohydrate_g"), known.get("fibre_g")
        if total is not None and fibre is not None:
            known["available_carbohydrate_g"] = max(0.0, round(total - fibre, 4))
        return MappingProxyType(known)


@cache
def core_table() -> CoreTable:
    """The core food table, read once (about a tenth of a second)."""
    path = files("trophe.nutrition") / "tables" / "core_foods.zip"
    data = path.read_bytes()
    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        layout = json.loads(archive.read("layout.json"))
        if layout["version"] != LAYOUT_VERSION:
            raise EvidenceError(f"core_foods.zip has layout {layout['version']}")
        lines = archive.read("foods.tsv").decode().split("\n")
        weights = archive.read("portions.tsv").decode().split("\n")
        scaled = np.frombuffer(archive.read("amounts.i4"), dtype="<i4")
    columns = zip(*(line.split("\t") for line in lines), strict=True)
    return CoreTable(
        nutrient_ids=tuple(layout["nutrients"]),
        amounts=_amounts(scaled, layout),
        columns=MappingProxyType(dict(zip(FOOD_COLUMNS, columns, strict=True))),
        portions=_portions(weights, len(lines)),
        digest=hashlib.sha256(data).hexdigest(),
    )


def _amounts(scaled: NDArray[np.int32], layout: dict[str, Any]) -> NDArray[np.float64]:
    """Whole numbers back to amounts; a quotient of whole numbers is exact to the last digit."""
    whole = scaled.reshape(len(layout["nutrients"]), layout["foods"]).T
    amounts: NDArray[np.float64] = whole / np.array([10.0**places for places in layout["decimals"]])
    amounts[whole < 0] = np.nan
    amounts.flags.writeable = False
    return amounts


def _portions(lines: list[str], n_foods: int) -> tuple[tuple[Portion, ...], ...]:
    """The portions of each food, in the order of the table."""
    found: list[list[Portion]] = [[] for _ in range(n_foods)]
    for line in lines:
        row, amount, unit, grams = line.split("\t")
        found[int(row)].append(Portion(unit=unit, grams=float(grams), amount=float(amount)))
    return tuple(map(tuple, found))


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()
