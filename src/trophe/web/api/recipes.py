"""The calls about recipes: understood from lines or a page, cooked, read, changed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Status

from trophe.nutrition.recipes import PastedRecipe, parse_line, read_recipe
from trophe.web.api import schemas_diary as shapes
from trophe.web.api.auth import caller, writer
from trophe.web.api.diary import CHANGED, READ, to_write
from trophe.web.api.foods import food_out
from trophe.web.api.withheld import may_show
from trophe.web.foods.access import get_food_or_404, get_own_food_or_404
from trophe.web.foods.forms_recipe import MOST_LINES, understood
from trophe.web.foods.models import Food
from trophe.web.foods.recipes import Line, lines_of, save_recipe
from trophe.web.people.access import get_person_or_404
from trophe.web.people.hiding import shows_energy
from trophe.web.people.models import Person

router = Router(tags=["foods"])
RECIPES = "/people/{uuid:code}/recipes"


@router.post(RECIPES, response={201: shapes.FoodOut} | CHANGED)
def add_recipe(request: HttpRequest, code: UUID, data: shapes.RecipeIn) -> Any:
    """Cook a recipe of foods; it is a food of the person from then on."""
    person = to_write(request, code)
    return Status(201, food_out(_saved(request, person, data, None), shows_energy(person)))


@router.post(RECIPES + "/lines", response={200: shapes.LinesOut} | CHANGED)
def understand_lines(request: HttpRequest, code: UUID, data: shapes.LinesIn) -> dict[str, Any]:
    """What lines, or a pasted page, mean as foods and weights; nothing is stored or fetched."""
    person = to_write(request, code)
    pasted = read_recipe(data.page) if data.page else PastedRecipe(name="", lines=())
    written = [*map(parse_line, filter(str.strip, data.lines)), *pasted.lines]
    return {
        "name": pasted.name,
        "servings": pasted.servings,
        "steps": "\n".join(pasted.steps),
        "ingredients": _told([understood(person, one)[0] for one in written[:MOST_LINES]]),
    }


@router.get(RECIPES + "/{uuid:food}", response={200: shapes.RecipeOut} | READ)
def one_recipe(request: HttpRequest, code: UUID, food: UUID, show_numbers: bool = False) -> Any:
    """How a recipe is made, and what it holds."""
    person = get_person_or_404(caller(request).user, code)
    row = _recipe_or_404(person, food)
    return {
        "food": food_out(row, may_show(person, show_numbers)),
        "servings": row.recipe.servings,
        "pot_g": row.recipe.pot_g,
        "steps": row.recipe.steps,
        "ingredients": _told(lines_of(person, row)),
    }


@router.put(RECIPES + "/{uuid:food}", response={200: shapes.FoodOut} | CHANGED)
def change_recipe(request: HttpRequest, code: UUID, food: UUID, data: shapes.RecipeIn) -> Any:
    """Cook it anew; entries keep what they say. 409 when it changed since `version`."""
    person = to_write(request, code)
    row = _saved(request, person, data, _recipe_or_404(person, food))
    return food_out(row, shows_energy(person))


def _recipe_or_404(person: Person, code: UUID) -> Food:
    row = get_own_food_or_404(person, code)
    if not row.is_recipe:
        raise Http404("No recipe.")
    return row


def _saved(request: HttpRequest, person: Person, data: shapes.RecipeIn, food: Food | None) -> Food:
    lines = [
        Line(
            text=one.text,
            food=get_food_or_404(person, one.food) if one.food else None,
            grams=one.grams,
        )
        for one in data.ingredients
    ]
    return save_recipe(
        person=person,
        by=writer(request),
        name=data.name,
        servings=data.servings,
        pot_g=data.pot_g,
        steps=data.steps,
        lines=lines,
        food=food,
        version=data.version,
        key=data.code,
    )


def _told(lines: list[Line]) -> list[dict[str, Any]]:
    return [
        {"text": one.text, "food": one.food.code if one.food else None, "grams": one.grams}
        for one in lines
    ]
