"""What can be wrong with a food row, and what we do about it: correct, flag or reject.

Corrected where the file itself proves it (kJ written as kcal beside its kJ, sodium from salt);
flagged where a person should look; rejected where the row would mislead. Nothing is clipped.
"""

from types import MappingProxyType
from typing import Final

import polars as pl

from trophe.nutrition.nutrients import nutrients
from trophe.units import KJ_PER_KCAL

# Flag -> what a page says of it.
FLAGS: Final = MappingProxyType(
    {
        "barcode_left_out": "The barcode fails its check digit and was left out.",
        "energy_from_kj": "Energy was given in kJ only.",
        "energy_from_macros": "Energy was worked out from protein, carbohydrate, fat and alcohol.",
        "energy_was_kj": "The figure under kcal was in kJ and was converted.",
        "energy_off": "Energy does not fit protein, carbohydrate, fat, fibre and alcohol.",
        "energy_over_fat": "More energy than pure fat has.",
        "energies_differ": "The figures in kJ and kcal do not belong together.",
        "macros_over_100": "Protein, carbohydrate and fat together are more than 100 g.",
        "no_longer_sold": "The product is marked as no longer sold; only its barcode finds it.",
        "salt_sodium": "Salt and sodium do not belong together.",
        "sugars_over_carbohydrate": "More sugars than carbohydrate.",
        "saturated_over_fat": "More saturated fat than fat.",
        "serving_as_100": "Figures per serving may stand under 100 g.",
        "impossible_amount": "An amount was impossible and was left out.",
        "carbohydrate_without_fibre": "Carbohydrate is without fibre, and fibre is not known.",
    }
)
SALT_PER_SODIUM: Final = 2.5
MAX_SUM_G: Final = 105.0
MAX_KCAL: Final = 910.0
IMPOSSIBLE_KCAL: Final = 1000.0
# Above it neither kJ nor kcal written as kJ can be meant.
IMPOSSIBLE_KJ: Final = IMPOSSIBLE_KCAL * KJ_PER_KCAL
ROUNDING: Final = 1.005
SHARE_OFF: Final = 0.20
KCAL_OFF: Final = 20.0
SALT_OFF: Final = 0.10
SAME: Final = 0.02
# kcal is taken for kJ only where it fits the macronutrients within so much, and they are no trifle.
PROOF: Final = 0.07
PROOF_KCAL: Final = 80.0
# Pure salt has 39.3 g of sodium in 100 g.
MAX_SODIUM_MG: Final = 40_000.0
UNIT_PER_100_G: Final = {"g": 100.0, "mg": 100_000.0, "µg": 100_000_000.0}
MACROS: Final = ("protein_g", "fat_g", "carbohydrate_g", "available_carbohydrate_g")

NO_NAME: Final = "no name"
NO_FIGURES: Final = "neither energy nor all of protein, carbohydrate and fat"
NEGATIVE: Final = "an amount below zero"


def check(rows: pl.DataFrame, *, trusted: bool = False) -> pl.DataFrame:
    """Rows with energy, sodium and carbohydrate completed, flags, and reasons to reject.

    `trusted`: a national table, whose energy is never taken for kJ on suspicion.
    """
    rows = rows.with_columns(trusted=pl.lit(trusted))
    rows = _reject(rows, NEGATIVE, pl.min_horizontal(*_amounts(), "kj", "salt_g") < 0)
    rows = _flag(rows, ("macros_over_100", _macros() > MAX_SUM_G))
    rows = _with_proven_energy(rows)
    rows = _without_impossible(rows)
    rows = _with_sodium(rows)
    rows = _with_carbohydrate(rows)
    rows = _with_energy(rows)
    rows = _flagged(rows)
    rows = _reject(rows, NO_NAME, pl.col("name") == "")
    return _reject(rows, NO_FIGURES, pl.col("energy_kcal").is_null())


def _amounts() -> list[str]:
    return list(nutrients())


def _reject(rows: pl.DataFrame, reason: str, wrong: pl.Expr) -> pl.DataFrame:
    """Give the reason to rows that are wrong and have none yet."""
    found = pl.when(wrong.fill_null(False)).then(pl.lit(reason))
    return rows.with_columns(reject=pl.coalesce("reject", found))


def _flag(rows: pl.DataFrame, *flags: tuple[str, pl.Expr]) -> pl.DataFrame:
    """Add flags to the rows they hold for."""
    found = [pl.when(w.fill_null(False)).then(pl.lit(name)) for name, w in flags]
    old = pl.when(pl.col("flags") != "").then(pl.col("flags").str.strip_chars())
    joined = pl.concat_str(old, *found, separator=" ", ignore_nulls=True)
    return rows.with_columns(flags=joined)


def _macros() -> pl.Expr:
    """Protein, fat and carbohydrate together, g; what is not known is left out."""
    net = pl.coalesce("available_carbohydrate_g", "carbohydrate_g")
    return pl.sum_horizontal("protein_g", "fat_g", net)


def _without_impossible(rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out amounts heavier than the food, which are slips of the unit."""
    bounds = {
        n.id: UNIT_PER_100_G[n.unit] * ROUNDING for n in nutrients().values() if n.unit != "kcal"
    }
    bounds |= {"sodium_mg": MAX_SODIUM_MG, "energy_kcal": IMPOSSIBLE_KCAL, "kj": IMPOSSIBLE_KJ}
    over = {name: pl.col(name) > bound for name, bound in bounds.items()}
    rows = _flag(rows, ("impossible_amount", pl.any_horizontal(*over.values())))
    return rows.with_columns(
        pl.when(~wrong.fill_null(False)).then(pl.col(name)).alias(name)
        for name, wrong in over.items()
    )


def _with_sodium(rows: pl.DataFrame) -> pl.DataFrame:
    """Sodium from salt where only salt is stated; a flag where both are and disagree."""
    from_salt = pl.col("salt_g") * 1000 / SALT_PER_SODIUM
    off = (pl.col("sodium_mg") - from_salt).abs() > SALT_OFF * pl.max_horizontal(
        "sodium_mg", from_salt
    )
    rows = _flag(rows, ("salt_sodium", off & (from_salt > 40)))
    return rows.with_columns(
        sodium_mg=pl.coalesce("sodium_mg", pl.when(from_salt <= MAX_SODIUM_MG).then(from_salt))
    )


def _with_carbohydrate(rows: pl.DataFrame) -> pl.DataFrame:
    """Carbohydrate with and without fibre, each from the other where fibre is known.

    Where only the one without is known, it stands for both, as a lower bound, and is flagged.
    """
    total, net, fibre = (
        pl.col(c) for c in ("carbohydrate_g", "available_carbohydrate_g", "fibre_g")
    )
    rows = _flag(
        rows,
        ("carbohydrate_without_fibre", total.is_null() & net.is_not_null() & fibre.is_null()),
    )
    return rows.with_columns(
        carbohydrate_g=pl.coalesce(total, net + fibre, net),
        available_carbohydrate_g=pl.coalesce(net, (total - fibre).clip(lower_bound=0.0)),
    )


def _atwater() -> pl.Expr:
    """Energy from the macronutrients with the general factors 4, 4, 9, 7 and 2 for fibre."""
    net = pl.coalesce("available_carbohydrate_g", "carbohydrate_g")
    fibre = pl.when(pl.col("available_carbohydrate_g").is_not_null()).then("fibre_g").otherwise(0.0)
    return (
        4 * pl.col("protein_g")
        + 4 * net
        + 9 * pl.col("fat_g")
        + 7 * pl.col("alcohol_g").fill_null(0.0)
        + 2 * fibre.fill_null(0.0)
    )


def _with_proven_energy(rows: pl.DataFrame) -> pl.DataFrame:
    """kJ written under kcal, converted where the macronutrients prove it."""
    kcal, guess = pl.col("energy_kcal"), _atwater()
    fits = (kcal / KJ_PER_KCAL - guess).abs() <= PROOF * guess
    labelled = pl.col("quality").is_in(["", "label", "crowd", "own"]) & ~pl.col("trusted")
    was_kj = (labelled & fits & (guess > PROOF_KCAL)).fill_null(False)
    rows = _flag(rows, ("energy_was_kj", was_kj))
    return rows.with_columns(energy_kcal=pl.when(was_kj).then(kcal / KJ_PER_KCAL).otherwise(kcal))


def _with_energy(rows: pl.DataFrame) -> pl.DataFrame:
    """Energy by its chain: kcal, kJ, the macronutrients."""
    kcal, from_kj, guess = pl.col("energy_kcal"), pl.col("kj") / KJ_PER_KCAL, _atwater()
    rows = _flag(
        rows,
        ("energy_from_kj", kcal.is_null() & from_kj.is_not_null()),
        ("energy_from_macros", kcal.is_null() & from_kj.is_null() & guess.is_not_null()),
        ("energies_differ", (from_kj - kcal).abs() > SHARE_OFF * kcal + 2),
    )
    return rows.with_columns(energy_kcal=pl.coalesce(kcal, from_kj, guess).round(4))


def _flagged(rows: pl.DataFrame) -> pl.DataFrame:
    """Flags that a person should look at."""
    kcal, guess = pl.col("energy_kcal"), _atwater()
    off = (kcal - guess).abs()
    serving = pl.col("serving_g")
    same = (pl.col("kcal_serving") - kcal).abs() <= SAME * kcal
    return _flag(
        rows,
        ("energy_off", (off > KCAL_OFF) & (off > SHARE_OFF * pl.max_horizontal(kcal, guess))),
        ("energy_over_fat", kcal > MAX_KCAL),
        ("sugars_over_carbohydrate", pl.col("sugars_g") > pl.col("carbohydrate_g") + 1),
        ("saturated_over_fat", pl.col("saturated_fat_g") > pl.col("fat_g") + 0.5),
        ("serving_as_100", same & (kcal > 0) & ((serving - 100).abs() > 10)),
    )
