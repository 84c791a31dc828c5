"""Label photos: re-encoded, without what the camera wrote into them, under names of our own."""

import io
import os
import secrets
import warnings
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from trophe.errors import InputError
from trophe.web.accounts.models import User
from trophe.web.diary.changes import Pen
from trophe.web.foods.models import Food
from trophe.web.people.models import Person

MOST_BYTES: Final = 15_000_000
MOST_PIXELS: Final = 40_000_000
LONGEST_SIDE: Final = 1600
FORMATS: Final = ("JPEG", "PNG", "WEBP")


def reencoded(data: bytes) -> bytes:
    """A photo as a plain JPEG of at most 1,600 pixels a side, turned upright, EXIF gone.

    Raises InputError for anything that is no JPEG, PNG or WebP, or has over 40 megapixels.
    """
    from PIL import Image, ImageOps

    if len(data) > MOST_BYTES:
        raise InputError("photo", f"photo has {len(data) / 1e6:.0f} MB; 15 MB fit.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise InputError("photo", "photo has more than 40 megapixels.")
                upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("photo", "photo is no JPEG, PNG or WebP picture.") from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


@transaction.atomic
def attach_photo(*, person: Person, by: User | None, food: Food, data: bytes) -> Food:
    """Keep a photo of the label with one of the person's own foods."""
    if food.person_id != person.pk:
        raise InputError("food", "food: photos are kept with your own foods.")
    picture = reencoded(data)
    name = f"{secrets.token_urlsafe(24)}.jpg"
    _write(photo_path(name), picture)
    pen = Pen(person, by)
    food = pen.change(food, photo=name)
    pen.close("photo", f"Added a photo to {food.name}")
    return food


def photo_path(name: str) -> Path:
    """Where a photo lies. Names are ours: made of letters, digits, - and _."""
    return Path(settings.PHOTOS) / name


def read_photo(food: Food) -> bytes | None:
    """The photo of a food; None when it has none or the file is gone."""
    if not food.photo:
        return None
    try:
        return photo_path(food.photo).read_bytes()
    except FileNotFoundError:
        return None


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, readable by the owner of the server alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
