"""A recipe out of a page that somebody pasted: schema.org Recipe as JSON-LD or microdata.

Nothing is fetched, no script runs: the text is read by the standard library's parsers.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any, Final

from trophe.errors import InputError
from trophe.nutrition.recipes.lines import Line, parse_line

MAX_CHARACTERS: Final = 5_000_000
MAX_LINES: Final = 200
MAX_DEPTH: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedRecipe:
    """What a page says of its recipe; `servings` and `minutes` are None where it does not."""

    name: str
    lines: tuple[Line, ...]
    steps: tuple[str, ...] = ()
    servings: float | None = None
    minutes: float | None = None


def read_recipe(text: str) -> PastedRecipe:
    """The first recipe of a pasted page (HTML, or the JSON-LD alone).

    Raises InputError where there is none, with a hint, or where the text is over five million
    characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise InputError("page", f"page is over {MAX_CHARACTERS:,} characters.")
    found = next(_recipes(text), None)
    if found is None:
        hint = "Paste the page's source, or type the ingredients one to a line."
        raise InputError("page", f"page holds no schema.org recipe. {hint}")
    return found


def _recipes(text: str) -> Iterator[PastedRecipe]:
    """All recipes of a page, JSON-LD first."""
    page = _Page()
    if text.lstrip().startswith(("{", "[")):
        page.scripts.append(text)
    else:
        page.feed(text)
        page.close()
    for script in page.scripts:
        for entry in _typed(_json(script), 0):
            recipe = _from_json(entry)
            if recipe.lines:
                yield recipe
    if page.properties.get("recipeIngredient") or page.properties.get("ingredients"):
        yield _from_json(page.properties)


def _json(script: str) -> Any:
    """A script's JSON; None for what is none. Bare line breaks in texts are forgiven."""
    script = re.sub(r"^\s*(<!--|//<!\[CDATA\[)|(-->|//\]\]>)\s*$", "", script.strip())
    try:
        return json.loads(script, strict=False)
    except (json.JSONDecodeError, RecursionError):
        return None


def _typed(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object of type Recipe, wherever it is nested."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _typed(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type", [])
        if "Recipe" in (kinds if isinstance(kinds, list) else [kinds]):
            yield value
        for item in value.values():
            if isinstance(item, dict | list):
                yield from _typed(item, depth + 1)


def _from_json(entry: dict[str, Any]) -> PastedRecipe:
    """A recipe's properties as ours."""
    lines = _texts(entry.get("recipeIngredient") or entry.get("ingredients"))[:MAX_LINES]
    return PastedRecipe(
        name=next(iter(_texts(entry.get("name"))), "") or "Recipe",
        lines=tuple(parse_line(line) for line in lines),
        steps=tuple(_texts(entry.get("recipeInstructions"))[:MAX_LINES]),
        servings=_servings(entry.get("recipeYield") or entry.get("yield")),
        minutes=_minutes(entry),
    )


def _texts(value: Any, depth: int = 0) -> list[str]:
    """Texts in a value of any shape: text, list, HowToStep, HowToSection."""
    if depth > MAX_DEPTH or value is None:
        return []
    if isinstance(value, str):
        plain = re.sub(r"<[^>]*>", " ", unescape(unescape(value)))
        return [p for p in (re.sub(r"[ \t]+", " ", x).strip() for x in plain.split("\n")) if p]
    if isinstance(value, int | float):
        return [f"{value:g}"]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item, depth + 1)]
    if isinstance(value, dict):
        inner = value.get("itemListElement") or value.get("text") or value.get("name")
        return _texts(inner, depth + 1)
    return []


def _servings(value: Any) -> float | None:
    """The first number in a yield: "4 servings", ["4", "4 bowls"], 4."""
    for text in _texts(value):
        found = re.search(r"\d+(?:[.,]\d+)?", text)
        if found and 0 < float(found[0].replace(",", ".")) <= 1000:
            return float(found[0].replace(",", "."))
    return None


def _minutes(entry: dict[str, Any]) -> float | None:
    """The whole time in minutes, from an ISO 8601 duration such as PT1H30M."""
    for text in _texts(entry.get("totalTime")) or _texts(entry.get("cookTime")):
        found = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?", text)
        if found and any(found.groups()):
            days, hours, minutes = (int(part or 0) for part in found.groups())
            return float(days * 1440 + hours * 60 + minutes)
    return None


class _Page(HTMLParser):
    """The JSON-LD scripts of a page, and its recipe microdata."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.properties: dict[str, Any] = {}
        self._in_script = False
        self._recipe_depth = 0
        self._open: list[tuple[str, str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "script" and "ld+json" in given.get("type", "").lower():
            self._in_script = True
            self.scripts.append("")
        if "schema.org/Recipe" in given.get("itemtype", ""):
            self._recipe_depth += 1
        names = given.get("itemprop", "").split()
        if self._recipe_depth and names:
            if "content" in given or "datetime" in given:
                self._keep(names[0], given.get("content") or given.get("datetime") or "")
            else:
                self._open.append((tag, names[0], []))

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data
        for _, _, texts in self._open:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_script = False
        for i in reversed(range(len(self._open))):
            if self._open[i][0] == tag:
                _, name, texts = self._open.pop(i)
                self._keep(name, re.sub(r"\s+", " ", "".join(texts)).strip())
                break

    def _keep(self, name: str, text: str) -> None:
        """One property; names, yields and times keep their first value only."""
        kept = self.properties.setdefault(name, [])
        if text and (name in ("recipeIngredient", "ingredients", "recipeInstructions") or not kept):
            kept.append(text)
