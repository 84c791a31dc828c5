"""What goes in and out of the diary's calls. Keys carry units; absent is unknown, not zero."""

from datetime import date, datetime, time
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from trophe.nutrition.food import Allergen, Diet, Texture
from trophe.web.api.schemas import Closed, Number, Text, Whole

Amounts = dict[str, float]
Positive = Annotated[Number, Field(gt=0, le=20000)]
Share = Annotated[Number, Field(gt=0, le=1)]
Tap = Annotated[Whole, Field(ge=0, le=3)]
Name = Annotated[Text, Field(min_length=1, max_length=300)]


class SumOut(Schema):
    """A sum over what was eaten: `at_least` when something does not say."""

    value: float | None
    at_least: bool
    n_known: int
    n_total: int


class SlotOut(Schema):
    """A meal of the person's day."""

    code: UUID
    name: str
    order: int


class EntryOut(Schema):
    """Something eaten, with the nutrients of its day."""

    code: UUID
    kind: str
    name: str
    brand: str
    amount: float | None
    unit: str
    grams: float | None
    eaten_share: float
    nutrients: Amounts
    at_least: list[str]
    spread: Amounts
    local_date: date
    instant_utc: datetime
    zone_name: str
    utc_offset_s: int
    version: int
    # Nutrients that are known and withheld, by a safety rule or the person's wish.
    hidden: list[str] = Field(default_factory=list)


class MealOut(Schema):
    """One meal of a day."""

    slot: SlotOut
    entries: list[EntryOut]
    energy_kcal: SumOut | None
    protein_g: SumOut
    protein_goal_g: float | None


class DrinkOut(Schema):
    """A drink."""

    code: UUID
    ml: int


class ExerciseOut(Schema):
    """An exercise; net energy leaves out the rest of that time."""

    code: UUID
    activity: str
    name: str
    met: float | None
    minutes: float
    gross_kcal: float | None
    net_kcal: float | None


class DayOut(Schema):
    """A day: what is left first. Energy is null where a rule or the person hides it (`hidden`)."""

    local_date: date
    status: str
    note: str
    appetite: int | None
    nausea: int | None
    pain: int | None
    fatigue: int | None
    energy_left_kcal: float | None
    protein_left_g: float | None
    energy_kcal: SumOut | None
    protein_g: SumOut
    meals: list[MealOut]
    water_ml: int
    drinks: list[DrinkOut]
    exercises: list[ExerciseOut]
    hidden: list[str] = Field(default_factory=list)


class ChangeOut(Schema):
    """What was done; POST …/changes/{change}/undo takes it back."""

    change: UUID
    said: str
    entries: list[EntryOut] = Field(default_factory=list)


class EatenIn(Closed):
    """One food: `amount` of `unit` (g, ml, or one of its portions)."""

    food: UUID
    amount: Positive
    unit: Text = "g"
    eaten_share: Share = 1.0


class LogIn(Closed):
    """Foods for one meal, all or none. `code` is the caller's: sent again, nothing is added."""

    slot: UUID
    foods: Annotated[list[EatenIn], Field(min_length=1, max_length=100)]
    code: UUID | None = None


class QuickIn(Closed):
    """Amounts in one go; `spread` is the ± of each."""

    slot: UUID
    name: Annotated[Text, Field(max_length=300)] = ""
    nutrients: dict[str, Number]
    spread: dict[str, Number] = Field(default_factory=dict)
    code: UUID | None = None


class EntryIn(Closed):
    """A correction of the version that was read."""

    version: Annotated[Whole, Field(ge=1)]
    amount: Positive | None = None
    unit: Text | None = None
    eaten_share: Share | None = None
    slot: UUID | None = None
    local_date: date | None = None


class CopyIn(Closed):
    """Another day, or its meal `slot`, of this person or of one the caller may read.

    `to_slot` is the meal it goes into where it is another.
    """

    from_date: date
    from_person: UUID | None = None
    slot: UUID | None = None
    to_slot: UUID | None = None
    code: UUID | None = None


class AboutIn(Closed):
    """What is said of a day; what is left out stays as it is."""

    status: Text | None = None
    note: Annotated[Text, Field(max_length=2000)] | None = None
    appetite: Tap | None = None
    nausea: Tap | None = None
    pain: Tap | None = None
    fatigue: Tap | None = None
    code: UUID | None = None


class WaterIn(Closed):
    """A drink."""

    ml: Annotated[Whole, Field(ge=1, le=5000)]
    code: UUID | None = None


class ExerciseIn(Closed):
    """An activity of the Compendium, by its code, and how long."""

    activity: Text
    minutes: Annotated[Number, Field(ge=0.5, le=1440)]
    code: UUID | None = None


class KeyIn(Closed):
    """Nothing but the caller's id: sent again, nothing is added."""

    code: UUID | None = None


class NutrientOut(Schema):
    """A nutrient: what was eaten a day, what is advised (null where nobody says)."""

    nutrient: str
    name: str
    unit: str
    intake: SumOut
    target: float | None
    upper: float | None
    share: float | None
    state: str


class NutrientsOut(Schema):
    """The nutrients of some days, a day on average."""

    first_date: date
    last_date: date
    days: int
    n_entries: int
    nutrients: list[NutrientOut]
    hidden: list[str] = Field(default_factory=list)


class IdeaFoodOut(Schema):
    """One food of an idea and how much of it."""

    food: UUID
    name: str
    said: str
    grams: float


class IdeaOut(Schema):
    """A set of foods with its sums."""

    foods: list[IdeaFoodOut]
    energy_kcal: SumOut | None
    protein_g: SumOut
    fibre_g: SumOut


class IdeasOut(Schema):
    """Ideas for a meal, or the reason why there are none."""

    wanted_energy_kcal: float | None
    wanted_protein_g: float
    ideas: list[IdeaOut]
    reason: str


class ActivityOut(Schema):
    """An activity of the Compendium: its energy in multiples of rest."""

    code: str
    name: str
    group: str
    met: float


class MealIn(Closed):
    """A meal of the day; without `code` it is a new one."""

    code: UUID | None = None
    name: Annotated[Text, Field(min_length=1, max_length=40, pattern=r"\S")]
    at: time


class MealsIn(Closed):
    """All meals of the day, in their order."""

    meals: Annotated[list[MealIn], Field(min_length=1, max_length=12)]


class SettingsOut(Schema):
    """How the diary works; `day_start_min` is minutes after midnight."""

    day_start_min: int
    exercise_counts: str
    glass_ml: int
    diet: str
    avoid_allergens: list[str]
    texture: str
    dislikes: str
    version: int


class SettingsIn(Closed):
    """What is to change; what is left out, or null, stays."""

    day_start_min: Annotated[Whole, Field(ge=0, le=1439)] | None = None
    exercise_counts: Literal["no", "net"] | None = None
    glass_ml: Annotated[Whole, Field(ge=20, le=2000)] | None = None
    diet: Diet | Literal[""] | None = None
    avoid_allergens: list[Allergen] | None = None
    texture: Texture | Literal[""] | None = None
    dislikes: Annotated[Text, Field(max_length=500)] | None = None
    version: Annotated[Whole, Field(ge=1)] | None = None


class TombstoneOut(Schema):
    """Something that was removed."""

    kind: Literal["entry", "water", "exercise", "weight", "food"]
    code: UUID
    deleted_at: datetime


class PortionOut(Schema):
    """A household portion."""

    amount: float
    unit: str
    grams: float


class WrittenOut(Schema):
    """One part of a written meal. `guessed` when its amount was not said; `problem` says what must
    be asked before it can be logged."""

    text: str
    food: UUID | None
    name: str
    amount: float | None
    unit: str
    grams: float | None
    guessed: bool
    problem: str


class FoodOut(Schema):
    """A food; amounts per 100 g or ml. Those in `at_least` are lower bounds."""

    code: UUID
    source: str
    source_id: str
    name: str
    brand: str
    barcode: str
    quality: str
    basis: str
    amounts: Amounts
    at_least: list[str]
    contains: list[str]
    free_of: list[str]
    diets: list[str]
    texture: str
    has_photo: bool
    portions: list[PortionOut]
    version: int
    hidden: list[str] = Field(default_factory=list)


class PortionIn(Closed):
    """A household portion."""

    amount: Positive = 1.0
    unit: Annotated[Text, Field(min_length=1, max_length=80)]
    grams: Positive


class FoodIn(Closed):
    """One of the person's own foods; what is left out is unknown."""

    name: Name
    brand: Annotated[Text, Field(max_length=200)] = ""
    barcode: Annotated[Text, Field(max_length=20)] = ""
    basis: Text = "100 g"
    contains: list[Allergen] = Field(default_factory=list)
    free_of: list[Allergen] = Field(default_factory=list)
    diets: list[Diet] = Field(default_factory=list)
    texture: Texture | Literal[""] = ""
    amounts: dict[str, Number] = Field(default_factory=dict)
    portions: Annotated[list[PortionIn], Field(max_length=40)] = Field(default_factory=list)
    version: Annotated[Whole, Field(ge=1)] | None = None
    code: UUID | None = None


class SearchIn(Schema):
    """What a search leaves out and how much it gives."""

    limit: int = 12
    without: list[Allergen] = Field(default_factory=list)
    diet: Diet | None = None
    texture: Texture | None = None
    brand: Annotated[str, Field(max_length=60)] = ""
    all_foods: bool = False
    show_numbers: bool = False


class CorrectionIn(Closed):
    """This person's figures instead of a shared food's."""

    amounts: dict[str, Number]
    apply_since: date | None = None
    code: UUID | None = None


class IngredientIn(Closed):
    """One ingredient; without food or weight it is unknown."""

    text: Annotated[Text, Field(max_length=300)] = ""
    food: UUID | None = None
    grams: Positive | None = None


class RecipeIn(Closed):
    """A recipe. `pot_g` is the weight of the finished pot."""

    name: Name
    servings: Annotated[Number, Field(ge=0.1, le=1000)]
    pot_g: Annotated[Number, Field(gt=0, le=1_000_000)] | None = None
    ingredients: Annotated[list[IngredientIn], Field(min_length=1, max_length=200)]
    steps: Annotated[Text, Field(max_length=20000)] = ""
    # Of a recipe that is changed: the version that was read.
    version: Annotated[Whole, Field(ge=1)] | None = None
    code: UUID | None = None


class IngredientOut(Schema):
    """One ingredient; without food or weight it is unknown."""

    text: str
    food: UUID | None
    grams: float | None


class RecipeOut(Schema):
    """How a recipe is made; what a serving holds is said by its food."""

    food: FoodOut
    servings: float
    pot_g: float | None
    steps: str
    ingredients: list[IngredientOut]


class LinesIn(Closed):
    """Lines of a recipe as people write them, or a page with a schema.org Recipe."""

    lines: Annotated[list[Annotated[Text, Field(max_length=300)]], Field(max_length=200)] = Field(
        default_factory=list
    )
    page: Annotated[Text, Field(max_length=2_000_000)] = ""


class LinesOut(Schema):
    """What was understood, to be looked over and sent as a recipe."""

    name: str
    servings: float | None
    steps: str
    ingredients: list[IngredientOut]
