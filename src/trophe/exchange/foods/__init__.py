"""Food tables of others: read as streams, checked row by row, ready for a database."""

from trophe.exchange.foods.batch import FOOD_COLUMNS, Batch, Reject
from trophe.exchange.foods.checks import FLAGS
from trophe.exchange.foods.chunks import Checkpoint
from trophe.exchange.foods.reading import guess_source, read
from trophe.exchange.foods.report import Report, summarise
from trophe.exchange.foods.sources import SOURCES, FoodSource

__all__ = [
    "FLAGS",
    "FOOD_COLUMNS",
    "SOURCES",
    "Batch",
    "Checkpoint",
    "FoodSource",
    "Reject",
    "Report",
    "guess_source",
    "read",
    "summarise",
]
