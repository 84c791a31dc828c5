"""Finding the food a person means while they type, with an embedded index."""

from trophe.nutrition.search.core_search import cache_folder, core_search
from trophe.nutrition.search.engine import Filters, FoodSearch, Hit
from trophe.nutrition.search.index import FoodIndex

__all__ = ["Filters", "FoodIndex", "FoodSearch", "Hit", "cache_folder", "core_search"]
