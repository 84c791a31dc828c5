"""Household measures in words."""

import pytest

from trophe.nutrition.measures import amount_in_words


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        (1, "slice", "1 slice"),
        (2, "slice", "2 slices"),
        (0.5, "cup", "½ cup"),
        (3, "cup (8 fluid ounce)", "3 cups (8 fluid ounce)"),
        (2, "piece, large", "2 pieces, large"),
        (2, "potato", "2 potatoes"),
        (150, "g", "150 g"),
        (3, "tbsp", "3 tbsp"),
    ],
)
def test_an_amount_is_said_as_people_say_it(amount, unit, said):
    assert amount_in_words(amount, unit) == said
