"""Addresses of foods, recipes and barcodes."""

from django.urls import path

from trophe.web.diary.urls_day import MEAL
from trophe.web.foods import views, views_barcode, views_recipes

FOOD = "p/<uuid:code>/foods/<uuid:food>/"

urlpatterns = [
    path("p/<uuid:code>/foods/", views.foods_page, name="foods"),
    path("p/<uuid:code>/foods/new/", views.food_new, name="food-new"),
    path(FOOD, views.food_page, name="food"),
    path(FOOD + "edit/", views.food_edit, name="food-edit"),
    path(FOOD + "correct/", views.food_correct, name="food-correct"),
    path(FOOD + "delete/", views.food_delete, name="food-delete"),
    path(FOOD + "photo/", views.food_photo, name="food-photo"),
    path("p/<uuid:code>/recipes/new/", views_recipes.recipe_new, name="recipe-new"),
    path("p/<uuid:code>/recipes/paste/", views_recipes.recipe_paste, name="recipe-paste"),
    path("p/<uuid:code>/recipes/<uuid:food>/", views_recipes.recipe_edit, name="recipe-edit"),
    path(MEAL + "recipe/", views_recipes.meal_to_recipe, name="meal-to-recipe"),
    path(MEAL + "barcode/", views_barcode.barcode_page, name="barcode"),
]
