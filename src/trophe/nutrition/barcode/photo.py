"""Reading the barcode on a photo that was uploaded."""

import io
import re
from dataclasses import dataclass
from typing import Any, Final

from trophe.errors import InputError
from trophe.nutrition.barcode import digits

MAX_BYTES: Final = 25_000_000
MAX_PIXELS: Final = 40_000_000
FORMATS: Final = ("JPEG", "PNG", "WEBP")
KINDS: Final = "EAN13,EAN8,UPCA,UPCE,ITF14,Code128,QRCode,DataMatrix,DataBar"
# The trade item number inside a GS1 code: "(01)04006381333931…" or ".../01/04006381333931".
GTIN: Final = re.compile(r"(?:\(01\)|/01/)(\d{14})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A code on a photo: the 14-digit key, the digits as printed, and the kind of code."""

    key: str
    text: str
    kind: str


def decode(photo: bytes) -> tuple[Found, ...]:
    """The barcodes of goods on a photo, each once, in the order they were found; may be empty.

    Parameters
    ----------
    photo : JPEG, PNG or WebP of at most 25 MB and 40 megapixels, in any orientation.

    Raises
    ------
    InputError for what is no such picture, or is larger. The picture is not unpacked before its
    stated size is checked, and nothing of it is kept.
    """
    import zxingcpp

    image = _opened(photo)
    kinds = zxingcpp.barcode_formats_from_str(KINDS)
    codes = zxingcpp.read_barcodes(image, formats=kinds)
    found: dict[str, Found] = {}
    for code in codes:
        key = _key(code.text)
        if key:
            found.setdefault(key, Found(key=key, text=code.text, kind=str(code.format)))
    return tuple(found.values())


def _opened(photo: bytes) -> Any:
    """The picture in grey, upright; refused before unpacking when too large."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(photo) > MAX_BYTES:
        raise InputError("photo", f"photo is over {MAX_BYTES // 1_000_000} MB.")
    try:
        image = Image.open(io.BytesIO(photo), formats=FORMATS)
        width, height = image.size
        if width * height > MAX_PIXELS:
            size = f"{width} × {height}"
            raise InputError("photo", f"photo has {size} pixels; we read up to 40 megapixels.")
        image.load()
        return ImageOps.exif_transpose(image).convert("L")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        hint = "Take it as JPEG, PNG or WebP, or type the digits."
        raise InputError("photo", f"photo is no picture we can read. {hint}") from None


def _key(text: str) -> str:
    """The key of what a code says; empty for codes that name no goods."""
    inside = GTIN.search(text)
    try:
        return digits.key(inside[1] if inside else text)
    except InputError:
        return ""
