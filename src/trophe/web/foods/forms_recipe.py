"""What is asked of a recipe, and its lines as they were understood."""

from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.http import QueryDict

from trophe.nutrition.recipes import Line as WrittenLine
from trophe.nutrition.recipes import PastedRecipe, grams_of, parse_line
from trophe.web.diary.forms_food import AmountField, KeyForm, parse_number
from trophe.web.foods.access import foods_of
from trophe.web.foods.models import Food
from trophe.web.foods.recipes import Line
from trophe.web.foods.search import find_foods
from trophe.web.people.models import Person

CANDIDATES: Final = 6
MOST_LINES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line on the page: what was written, the chosen food and the ones that also fit."""

    line: Line
    choices: list[Food] = field(default_factory=list)
    gone: bool = False

    @property
    def grams(self) -> str:
        """The weight as its input shows it."""
        return "" if self.line.grams is None else f"{self.line.grams:.6g}"


def rows_of_lines(lines: list[tuple[Line, list[Food]]] | list[Line]) -> list[Row]:
    """Lines as rows of the page."""
    rows = []
    for one in lines:
        line, choices = one if isinstance(one, tuple) else (one, [])
        known = [line.food] if line.food is not None else []
        rows.append(Row(line=line, choices=known + [food for food in choices if food not in known]))
    return rows


def understood(person: Person, written: WrittenLine) -> tuple[Line, list[Food]]:
    """A written line with the food it most likely means, its weight, and what else fits."""
    found = [hit.food for hit in find_foods(person, written.name, limit=CANDIDATES)]
    best = found[0] if found else None
    grams = None if best is None else grams_of(written, best.core())
    text = written.text.strip()[:300]
    return Line(text=text, food=best, grams=grams or written.grams), found


class RecipeForm(KeyForm):
    """The recipe as a whole, and lines not yet understood."""

    name = forms.CharField(
        label="Name", max_length=300, widget=forms.TextInput(attrs={"class": "input"})
    )
    servings = AmountField(label="Servings")
    pot_g = AmountField(
        label="The finished pot weighs (g)",
        required=False,
        help_text="Weigh it without the pot. Left empty, the ingredients are added up.",
    )
    more = forms.CharField(
        label="Ingredients, one to a line",
        required=False,
        max_length=20000,
        help_text="As you would write them: 2 eggs, 150 g flour, 1½ cups milk.",
        widget=forms.Textarea(attrs={"class": "input", "rows": 6}),
    )
    steps = forms.CharField(
        label="How it is made",
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def lines(self, person: Person) -> list[tuple[Line, list[Food]]]:
        """The lines that were typed, understood."""
        texts = [text for text in self.cleaned_data["more"].splitlines() if text.strip()]
        return [understood(person, parse_line(text)) for text in texts[:MOST_LINES]]

    def without_lines(self) -> "RecipeForm":
        """The same form, its typed lines now being rows."""
        return RecipeForm(initial=self.cleaned_data | {"more": ""})

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        names = ("name", "servings", "pot_g", "steps", "version")
        return {name: self.cleaned_data[name] for name in names}

    @classmethod
    def shown(cls, food: Food | None) -> dict[str, Any]:
        """What a recipe says, as the form shows it."""
        if food is None:
            return {"servings": "4"}
        recipe = food.recipe
        return {
            "name": food.name,
            "servings": f"{recipe.servings:g}",
            "pot_g": "" if recipe.pot_g is None else f"{recipe.pot_g:g}",
            "steps": recipe.steps,
            "version": food.version,
        }

    @classmethod
    def of_page(cls, pasted: PastedRecipe) -> dict[str, Any]:
        """What a pasted page says, as the form shows it."""
        return {
            "name": pasted.name,
            "servings": f"{pasted.servings or 4:g}",
            "steps": "\n".join(pasted.steps),
        }

    @classmethod
    def lines_of_page(cls, person: Person, pasted: PastedRecipe) -> list[tuple[Line, list[Food]]]:
        """The lines of a pasted page, understood."""
        return [understood(person, line) for line in pasted.lines[:MOST_LINES]]


class PasteForm(forms.Form):
    """A page's source, or the JSON-LD alone."""

    page = forms.CharField(
        label="The page, pasted",
        widget=forms.Textarea(attrs={"class": "input", "rows": 12, "spellcheck": "false"}),
        help_text="Open the recipe's page, show its source, select all, copy, and paste it here.",
    )


def read_rows(person: Person, data: QueryDict) -> list[Row]:
    """The rows that a page sent back; each food only if the person may eat it."""
    texts, codes, weights = (data.getlist(n) for n in ("text", "food", "grams"))
    gone = set(data.getlist("gone"))
    allowed = {str(f.code): f for f in foods_of(person).filter(code__in=[c for c in codes if c])}
    rows = []
    for number, (text, code, grams) in enumerate(zip(texts, codes, weights, strict=False)):
        weight = parse_number(grams.strip().replace(",", "."))
        food = allowed.get(code)
        line = Line(text=text[:300], food=food, grams=weight or None)
        rows.append(Row(line=line, choices=[food] if food else [], gone=str(number) in gone))
    return rows[:MOST_LINES]
