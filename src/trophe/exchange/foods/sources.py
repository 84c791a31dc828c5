"""Where foods may be imported from, under what licence, and how far their figures are trusted."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from trophe.nutrition.food import Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodSource:
    """A food database. `attribution` must be shown wherever its foods are.

    `needs_code`: a product without a valid barcode is refused. `fibre_in_carbohydrate`: whether
    its carbohydrate counts fibre (US) or not (EU).
    """

    id: str
    title: str
    licence: str
    url: str
    attribution: str
    quality: Quality
    needs_code: bool = False
    fibre_in_carbohydrate: bool = False


SOURCES: Final = MappingProxyType(
    {
        source.id: source
        for source in (
            FoodSource(
                id="usda_fdc",
                title="USDA FoodData Central",
                licence="CC0 1.0",
                url="https://fdc.nal.usda.gov/",
                attribution="U.S. Department of Agriculture, FoodData Central",
                quality=Quality.TABLE,
                fibre_in_carbohydrate=True,
            ),
            FoodSource(
                id="off",
                title="Open Food Facts",
                licence="ODbL 1.0 (contents DbCL 1.0)",
                url="https://world.openfoodfacts.org/",
                attribution="Open Food Facts contributors",
                quality=Quality.CROWD,
                needs_code=True,
            ),
            FoodSource(
                id="bls",
                title="Bundeslebensmittelschlüssel",
                licence="CC BY 4.0",
                url="https://www.blsdb.de/",
                attribution="Max Rubner-Institut, Bundeslebensmittelschlüssel (BLS) 4.0",
                quality=Quality.TABLE,
            ),
            FoodSource(
                id="ciqual",
                title="Table Ciqual",
                licence="Licence Ouverte 2.0 (Etalab)",
                url="https://ciqual.anses.fr/",
                attribution="Anses, table de composition nutritionnelle des aliments Ciqual",
                quality=Quality.TABLE,
            ),
            FoodSource(
                id="cofid",
                title="McCance and Widdowson's Composition of Foods Integrated Dataset",
                licence="Open Government Licence 3.0",
                url="https://www.gov.uk/government/publications/"
                "composition-of-foods-integrated-dataset-cofid",
                attribution="Contains public sector information (CoFID) under the OGL v3.0",
                quality=Quality.TABLE,
            ),
            FoodSource(
                id="own_table",
                title="Your own table",
                licence="yours",
                url="",
                attribution="",
                quality=Quality.OWN,
            ),
        )
    }
)
