"""Barcodes of retail goods: their digits, one key for all spellings, and photos of them."""

from trophe.nutrition.barcode.digits import (
    KEY_LENGTH,
    WEIGHTS,
    check_digit,
    expand_upc_e,
    is_valid,
    key,
    search_key,
)
from trophe.nutrition.barcode.photo import Found, decode

__all__ = [
    "KEY_LENGTH",
    "WEIGHTS",
    "Found",
    "check_digit",
    "decode",
    "expand_upc_e",
    "is_valid",
    "key",
    "search_key",
]
