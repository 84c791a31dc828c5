"""Barcodes of whole columns: one key for all spellings, as `nutrition.barcode` defines it."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trophe.errors import InputError
from trophe.exchange.foods.sources import FoodSource
from trophe.nutrition import barcode

BAD_CODE = "barcode fails its check digit"
NO_CODE = "no barcode"


def with_barcode(rows: pl.DataFrame, source: FoodSource) -> pl.DataFrame:
    """Adds `barcode` (14 digits or empty). A product of a source that needs one is rejected
    without; elsewhere the food stays and is flagged."""
    digits = pl.col("code").str.replace_all(r"[\s\-]", "")
    numeric = digits.str.contains(r"^[0-9]{6,14}$")
    padded = digits.str.zfill(barcode.KEY_LENGTH)
    codes = rows.select(pl.when(numeric).then(padded)).to_series()
    checked = pl.lit(pl.Series(_checks(codes)))
    good = numeric & ~digits.str.len_chars().is_in([6, 7]) & checked
    rows = rows.with_columns(
        barcode=pl.when(good).then(padded).otherwise(pl.lit("")),
        short=numeric & ~good & (digits.str.len_chars() <= 8),
    )
    if rows["short"].any():
        keys = [
            _key(code) if s else k for code, s, k in rows.select("code", "short", "barcode").rows()
        ]
        rows = rows.with_columns(barcode=pl.Series(keys, dtype=pl.String))
    missing, wrong = pl.col("code") == "", (pl.col("code") != "") & (pl.col("barcode") == "")
    if source.needs_code:
        reason = pl.when(missing).then(pl.lit(NO_CODE)).when(wrong).then(pl.lit(BAD_CODE))
        return rows.with_columns(reject=pl.coalesce("reject", reason))
    flag = pl.when(wrong).then(pl.lit("barcode_left_out "))
    return rows.with_columns(flags=pl.concat_str(flag.fill_null(""), "flags"))


def _checks(padded: pl.Series) -> NDArray[np.bool_]:
    """Which texts of 14 digits end in their check digit; none for what is no number.

    Digits are taken apart as numbers, a hundred times faster than as text.
    """
    codes = padded.cast(pl.Int64, strict=False).fill_null(0).to_numpy()
    rest, total = codes // 10, np.zeros(len(codes), dtype=np.int64)
    for place in range(barcode.KEY_LENGTH - 1):
        total += rest % 10 * barcode.WEIGHTS[place % 2]
        rest = rest // 10
    # A code of nothing but zeroes passes every check and names nothing.
    right: NDArray[np.bool_] = ((-total % 10) == codes % 10) & (codes > 0)
    return right


def _key(code: str) -> str:
    """A short code by the full rules; empty when it is none."""
    try:
        return barcode.key(code)
    except InputError:
        return ""
