"""What people do day by day, as the adult model takes it: schedules of intake and the rest."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_range
from trophe.energy.body import Adults
from trophe.energy.presets import Preset
from trophe.energy.stepping import Day, Inputs, Model
from trophe.errors import InputError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """Checked schedules of a simulation, with the day on the last axis."""

    intake: Floats
    is_change: bool
    sodium: Floats
    carbohydrate: Floats | None
    activity: Floats
    protein: Floats | None
    training: Floats
    protein_before: Floats

    @classmethod
    def of(
        cls,
        people: Adults,
        preset: Preset,
        *,
        intake_kcal_d: ArrayLike | None,
        intake_change_kcal_d: ArrayLike | None,
        sodium_change_mg_d: ArrayLike,
        carbohydrate_share: ArrayLike | None,
        activity_change: ArrayLike,
        protein_g_kg_d: ArrayLike | None,
        training: ArrayLike,
        protein_before_g_kg_d: ArrayLike | None,
    ) -> "Regimen":
        if (intake_kcal_d is None) == (intake_change_kcal_d is None):
            raise InputError("intake_kcal_d", "Give intake_kcal_d or intake_change_kcal_d.")
        is_change = intake_kcal_d is None
        intake = intake_change_kcal_d if is_change else intake_kcal_d
        name = "intake_change_kcal_d" if is_change else "intake_kcal_d"
        return cls(
            intake=_daily(name, intake, -20000 if is_change else 0, 20000),
            is_change=is_change,
            sodium=_daily("sodium_change_mg_d", sodium_change_mg_d, -50000, 50000),
            carbohydrate=None
            if carbohydrate_share is None
            else _daily("carbohydrate_share", carbohydrate_share, 0, 1),
            activity=_daily("activity_change", activity_change, -1, 20),
            protein=None
            if protein_g_kg_d is None
            else _daily("protein_g_kg_d", protein_g_kg_d, 0, 10),
            training=_daily("training", training, 0, 1),
            protein_before=require_range(
                "protein_before_g_kg_d",
                preset.protein_reference_g_kg_d
                if protein_before_g_kg_d is None
                else protein_before_g_kg_d,
                0,
                10,
            ),
        )

    def arrays(self) -> list[Floats]:
        """All schedules that are there."""
        parts = (self.intake, self.sodium, self.carbohydrate, self.activity, self.protein)
        return [a for a in (*parts, self.training) if a is not None]

    def shape(self) -> tuple[int, ...]:
        """The common shape of people in the schedules."""
        return np.broadcast_shapes(*(a.shape[:-1] for a in self.arrays()))

    def take(self, block: slice) -> "Regimen":
        """The schedules of some of the people."""

        def part(a: Floats | None) -> Floats | None:
            if a is None or a.ndim < 2 or a.shape[-2] == 1:
                return a
            return a[..., block, :]

        fields = ("intake", "sodium", "carbohydrate", "activity", "protein", "training")
        before = self.protein_before
        if before.ndim and before.shape[-1] > 1:
            before = before[..., block]
        parts = {name: part(getattr(self, name)) for name in fields}
        return replace(self, protein_before=before, **parts)  # type: ignore[arg-type]

    def change_days(self) -> frozenset[int]:
        """The days on which any schedule has another value than on the day before."""
        found: set[int] = set()
        for a in self.arrays():
            moved = a[..., 1:] != a[..., :-1]
            found.update(np.flatnonzero(moved.any(axis=tuple(range(moved.ndim - 1)))) + 1)
        return frozenset(int(day) for day in found)

    def day(self, day: int, model: Model) -> Day:
        """The inputs of one day, worked out for the model."""
        base, preset = model.base, model.preset
        value = _at(self.intake, day)
        intake = base.intake_kcal_d + value if self.is_change else value
        intake = np.maximum(intake, 0.0)
        change = intake - base.intake_kcal_d
        share = base.carbohydrate_share
        if self.carbohydrate is not None:
            share = _at(self.carbohydrate, day)
        sodium = _at(self.sodium, day)
        if preset.sodium_with_intake_mg_d:
            sodium = sodium + preset.sodium_with_intake_mg_d * change / base.intake_kcal_d
        inputs = Inputs(
            intake=intake,
            change=change,
            carbohydrate=share * intake,
            sodium=sodium,
            delta=base.delta_kcal_kg_d * (1 + _at(self.activity, day)),
            partition=model.partition_kg,
            response=self._response(day, model),
        )
        return Day.of(model, inputs)

    def _response(self, day: int, model: Model) -> Floats | None:
        """Where protein and training of this day would take lean tissue, kg from the start.

        None where they move nothing on any day: most runs, and faster.
        """
        c = model.preset
        if not c.shifts_lean or (self.protein is None and not self.training.any()):
            return None
        shift = model.training_kg * _at(self.training, day)
        if self.protein is not None:
            enough = c.protein_enough_g_kg_d
            now = np.minimum(_at(self.protein, day), enough)
            shift = shift + model.protein_kg * (now - np.minimum(self.protein_before, enough))
        return np.asarray(shift)


def _daily(name: str, value: ArrayLike | None, low: float, high: float) -> Floats:
    """A schedule with at least the day axis, within range."""
    array = require_range(name, np.asarray(value), low, high)
    return array[None] if array.ndim == 0 else array


def _at(schedule: Floats, day: int) -> Floats:
    """The value of a day; the last value holds on."""
    return schedule[..., min(day, schedule.shape[-1] - 1)]
