"""Barcodes of retail goods: check digits, and one key for all spellings of a code.

EAN-13, EAN-8, UPC-A, UPC-E and GTIN-14 name the same thing in different lengths; filled up with
zeroes to 14 digits they compare equal. Check digit: GS1 General Specifications, section 7.9.
"""

import re
from typing import Final

from trophe.errors import InputError

KEY_LENGTH: Final = 14
LENGTHS: Final = (8, 12, 13, 14)
WEIGHTS: Final = (3, 1)


def check_digit(body: str) -> int:
    """The check digit that belongs to the digits before it.

    >>> check_digit("400638133393")
    1
    """
    total = sum(int(d) * WEIGHTS[i % 2] for i, d in enumerate(reversed(body)))
    return -total % 10


def is_valid(code: str) -> bool:
    """Whether digits of a known length end in their check digit."""
    digits = code.isascii() and code.isdigit() and len(code) in LENGTHS
    return digits and check_digit(code[:-1]) == int(code[-1])


def expand_upc_e(code: str) -> str:
    """The UPC-A behind a short UPC-E of 8 digits (number system 0 or 1, with check digit).

    >>> expand_upc_e("04252614")
    '042100005264'
    """
    if not re.fullmatch(r"[01]\d{7}", code):
        raise InputError("barcode", f"barcode = {code!r} is no UPC-E: 8 digits, the first 0 or 1.")
    system, body, check = code[0], code[1:7], code[7]
    last = body[5]
    if last in "012":
        middle = f"{body[:2]}{last}0000{body[2:5]}"
    elif last == "3":
        middle = f"{body[:3]}00000{body[3:5]}"
    elif last == "4":
        middle = f"{body[:4]}00000{body[4]}"
    else:
        middle = f"{body[:5]}0000{last}"
    return f"{system}{middle}{check}"


def key(code: str) -> str:
    """The 14 digits that all spellings of a code share.

    Spaces and hyphens are left out. 8 digits are an EAN-8 if their check digit says so, else a
    UPC-E. 6 and 7 digits are a UPC-E without system or check digit. Codes that lost leading zeroes
    are filled up.

    Raises InputError when the digits are none of these or the check digit is wrong.

    >>> key("4 006381 333931"), key("0 36000 29145 2"), key("04252614")
    ('04006381333931', '00036000291452', '00042100005264')
    """
    digits = re.sub(r"[\s\-]", "", code)
    if not re.fullmatch(r"[0-9]{6,14}", digits):
        raise InputError("barcode", f"barcode = {code!r} is not 6 to 14 digits.")
    found = _full(digits)
    if found is None:
        hint = "One of the digits is wrong; the last one checks the others."
        raise InputError("barcode", f"barcode = {code!r} fails its check digit. {hint}")
    return found.zfill(KEY_LENGTH)


def _full(digits: str) -> str | None:
    """The digits as a valid code of full length, or None."""
    if len(digits) == 8 and is_valid(digits):
        return digits
    if len(digits) == 8 and digits[0] in "01" and is_valid(expand_upc_e(digits)):
        return expand_upc_e(digits)
    if len(digits) in (6, 7):
        return _short(digits)
    padded = digits.zfill(KEY_LENGTH)
    return padded if is_valid(padded) else None


def _short(digits: str) -> str | None:
    """6 or 7 digits of a UPC-E as a UPC-A; its check digit is computed where it is not given."""
    if len(digits) == 6:
        body = expand_upc_e(f"0{digits}0")[:-1]
        return body + str(check_digit(body))
    for candidate in (f"0{digits}", f"1{digits}"):
        if is_valid(expand_upc_e(candidate)):
            return expand_upc_e(candidate)
    return digits.zfill(8) if is_valid(digits.zfill(8)) else None


def search_key(text: str) -> str:
    """The key of a typed or scanned code; empty when the text is none, so words are searched."""
    digits = re.sub(r"[\s\-]", "", text)
    if not re.fullmatch(r"[0-9]{8,14}", digits):
        return ""
    try:
        return key(digits)
    except InputError:
        return ""
