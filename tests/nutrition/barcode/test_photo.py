"""Barcodes read from photos."""

import io

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from trophe.errors import InputError
from trophe.nutrition.barcode import decode

KINDS = zxingcpp.BarcodeFormat


def picture(text="4006381333931", kind=KINDS.EAN13, scale=4):
    """A code printed on a grey pack."""
    drawn = zxingcpp.create_barcode(text, kind).to_image(scale=scale)
    code = Image.fromarray(np.array(drawn)).convert("L")
    pack = Image.new("L", (code.width * 2, code.height * 3), 170)
    pack.paste(code, (code.width // 2, code.height))
    return pack


def saved(image, form="JPEG", **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def keys(photo):
    return [found.key for found in decode(photo)]


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("4006381333931", KINDS.EAN13, "04006381333931"),
        ("96385074", KINDS.EAN8, "00000096385074"),
        ("036000291452", KINDS.UPCA, "00036000291452"),
        ("04252614", KINDS.UPCE, "00042100005264"),
        ("10614141000415", KINDS.ITF14, "10614141000415"),
        ("https://id.gs1.org/01/04006381333931/10/AB", KINDS.QRCode, "04006381333931"),
    ],
)
def test_every_kind_of_code_on_goods_is_read(text, kind, key):
    assert keys(saved(picture(text, kind))) == [key]


@pytest.mark.parametrize("degrees", [7, 90, 180, 270])
def test_a_turned_pack_is_read(degrees):
    assert keys(saved(picture().rotate(degrees, expand=True, fillcolor=170)))


def test_a_soft_and_noisy_photo_is_read():
    image = picture().filter(ImageFilter.GaussianBlur(1.5))
    noise = np.random.default_rng(0).normal(0, 12, (image.height, image.width))
    noisy = Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))
    assert keys(saved(noisy, quality=60)) == ["04006381333931"]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_formats_of_phones_are_read(form):
    assert keys(saved(picture(), form))


def test_a_photo_without_a_code_gives_nothing():
    assert decode(saved(Image.new("L", (300, 200), 128))) == ()
    assert keys(saved(picture("hello", KINDS.QRCode))) == []


@pytest.mark.parametrize("photo", [b"", b"hello", b"\xff\xd8\xff\xe0 broken", b"<svg></svg>"])
def test_what_is_no_photo_is_refused_with_a_way_out(photo):
    with pytest.raises(InputError, match="digits"):
        decode(photo)


def test_a_photo_cut_off_in_the_middle_is_refused():
    photo = saved(picture())
    with pytest.raises(InputError, match="photo"):
        decode(photo[: len(photo) // 2])


def test_too_many_pixels_are_refused_before_they_are_unpacked():
    bomb = saved(Image.new("1", (8000, 6000)), "PNG")
    assert len(bomb) < 100_000
    with pytest.raises(InputError, match="40 megapixels"):
        decode(bomb)
