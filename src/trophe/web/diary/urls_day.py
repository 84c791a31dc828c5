"""Addresses of a day of the diary."""

from django.urls import path, register_converter

from trophe.web.diary import views_add, views_day, views_nutrients, views_settings, views_words
from trophe.web.diary.converters import DayConverter

register_converter(DayConverter, "day")
DAY = "p/<uuid:code>/day/<day:day>/"
MEAL = DAY + "meal/<uuid:slot>/"

urlpatterns = [
    path(DAY, views_day.day_page, name="day"),
    path("p/<uuid:code>/go/", views_day.go_to_day, name="day-go"),
    path(DAY + "about/", views_day.day_about, name="day-about"),
    path(DAY + "feeling/", views_day.day_feeling, name="day-feeling"),
    path(DAY + "water/", views_day.water_add, name="water"),
    path(DAY + "water/<uuid:row>/delete/", views_day.water_delete, name="water-delete"),
    path(DAY + "give/", views_day.day_give, name="give"),
    path(DAY + "copy/", views_day.day_copy, name="copy-day"),
    path(DAY + "exercise/", views_day.exercise_add, name="exercise"),
    path(DAY + "exercise/<uuid:row>/delete/", views_day.exercise_delete, name="exercise-delete"),
    path(DAY + "nutrients/", views_nutrients.nutrients_page, name="nutrients"),
    path(MEAL + "copy/", views_day.meal_copy, name="copy-meal"),
    path(MEAL + "usual/", views_day.usual_add, name="usual"),
    path(MEAL + "add/", views_add.add_page, name="add-food"),
    path(MEAL + "add/several/", views_add.add_several, name="add-several"),
    path(MEAL + "add/<uuid:food>/", views_add.add_amount, name="add-amount"),
    path(MEAL + "add/<uuid:food>/count/", views_add.amount_count, name="amount-count"),
    path(MEAL + "words/", views_words.words_page, name="add-words"),
    path(MEAL + "ideas/", views_nutrients.ideas_page, name="ideas"),
    path(MEAL + "quick/", views_add.quick_page, name="quick-add"),
    path("p/<uuid:code>/entries/<uuid:entry>/", views_add.entry_page, name="entry-edit"),
    path("p/<uuid:code>/entries/<uuid:entry>/delete/", views_add.entry_delete, name="entry-delete"),
    path("p/<uuid:code>/changes/<uuid:change>/undo/", views_day.change_undo, name="change-undo"),
    path("p/<uuid:code>/meals/", views_settings.meals_page, name="meals-edit"),
    path("p/<uuid:code>/diary-settings/", views_settings.settings_page, name="diary-settings"),
]
