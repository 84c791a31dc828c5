"""Barcodes: check digits and one key for all spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.errors import InputError
from trophe.nutrition import barcode

bodies = st.text("0123456789", min_size=12, max_size=12)


# Codes printed in the standards' own examples: EAN-13, EAN-8, UPC-A, UPC-E, GTIN-14.
@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("4006381333931", "04006381333931"),
        ("96385074", "00000096385074"),
        ("036000291452", "00036000291452"),
        ("04252614", "00042100005264"),
        ("10614141000415", "10614141000415"),
    ],
)
def test_all_kinds_of_codes_become_one_key(code, key):
    assert barcode.key(code) == key


def test_an_ean_13_and_the_upc_a_inside_it_are_the_same_thing():
    assert barcode.key("0036000291452") == barcode.key("036000291452")


def test_lost_leading_zeroes_come_back():
    assert barcode.key("36000291452") == barcode.key("036000291452")


def test_spaces_and_hyphens_do_not_matter():
    assert barcode.key("4 006381-333931") == barcode.key("4006381333931")


@given(bodies, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(body, place, change):
    code = body + str(barcode.check_digit(body))
    wrong = str((int(code[place]) + change) % 10)
    assert barcode.is_valid(code)
    assert not barcode.is_valid(code[:place] + wrong + code[place + 1 :])


@given(bodies)
def test_a_key_is_its_own_key(body):
    key = barcode.key(body + str(barcode.check_digit(body)))
    assert barcode.key(key) == key
    assert len(key) == 14


@pytest.mark.parametrize("code", ["4006381333932", "", "abc", "123", "123456789012345", "١٢٣٤٥٦٧٨"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(InputError, match="barcode"):
        barcode.key(code)


# The four ways a UPC-E leaves out zeroes (last digit 0-2, 3, 4, 5-9).
@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("01234505", "012000003455"),
        ("01234531", "012300000451"),
        ("01234543", "012340000053"),
        ("01234565", "012345000065"),
    ],
)
def test_a_short_upc_is_filled_up_again(short, full):
    assert barcode.expand_upc_e(short)[:-1] == full[:-1]


def test_words_are_not_taken_for_a_code():
    assert barcode.search_key("7up") == ""
    assert barcode.search_key("12345678") == ""
    assert barcode.search_key("4006381333931") == "04006381333931"
