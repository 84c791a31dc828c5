"""What a forecast gives: bands, return days, differences of scenarios, and honest gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_one, require_range
from trophe.errors import InputError, UnknownNameError
from trophe.muscle.dynamics import BONES, Courses
from trophe.muscle.instruments import Measurement
from trophe.muscle.knowledge import groups
from trophe.muscle.particles import Particles
from trophe.muscle.scene import Channel

QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
KINDS: Final = ("size", "strength", "bone")
MEASUREMENTS_WITHOUT_RATE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRate:
    """Why a forecast is withheld: nobody has published how fast this goes."""

    cause: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDay:
    """When a level is back: days (None where not within the horizon) and the probability."""

    level: float
    median: float | None
    q05: float | None
    q25: float | None
    q75: float | None
    q95: float | None
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Particles of size, strength and bone over the person's own baseline (1 on day 0).

    `courses` hold log values of this person, `mean_courses` of the mean of people like this;
    particles of the same number share their random numbers.
    """

    days: int
    channels: tuple[Channel, ...]
    courses: Courses
    mean_courses: Courses
    particles: Particles
    no_rates: tuple[NoRate, ...]
    wild: tuple[Measurement, ...]
    measured: int

    @property
    def muscles(self) -> tuple[str, ...]:
        """The muscle groups with a forecast, and whole_body."""
        return (*dict.fromkeys(group for group, _ in self.channels), "whole_body")

    def draws(
        self, muscle: str, *, kind: str = "size", side: str | None = None, band: str = "person"
    ) -> NDArray[np.float64]:
        """Particles (particle, day) of a muscle group, of "whole_body", or of a bone site.

        `kind` is size, strength or bone; `band` person or mean; without `side` both sides'
        mean. Raises InputError where the rate is not published and too little was measured.
        """
        self._require_rate(kind)
        source = {"person": self.courses, "mean": self.mean_courses}.get(band)
        if source is None:
            raise UnknownNameError("band", band, ("person", "mean"))
        if kind == "bone":
            site = _index("site", muscle, BONES)
            return np.asarray(np.exp(source.bone[site], dtype=float))
        if kind not in KINDS:
            raise UnknownNameError("kind", kind, KINDS)
        return self._muscle_draws(source.size if kind == "size" else source.strength, muscle, side)

    def _muscle_draws(
        self, logs: NDArray[Any], muscle: str, side: str | None
    ) -> NDArray[np.float64]:
        """Particles of a group or of the whole body, weighted by volume."""
        if muscle not in self.muscles:
            raise UnknownNameError("muscle", muscle, self.muscles)
        weight = np.array(
            [
                groups()[group].volume_share
                if (muscle == "whole_body" or group == muscle) and side in (None, "both", on)
                else 0.0
                for group, on in self.channels
            ]
        )
        if not weight.any() and side in ("left", "right"):
            return self._muscle_draws(logs, muscle, None)
        mean = np.zeros(logs.shape[1:], np.float32)
        for channel in np.flatnonzero(weight):
            mean += np.float32(weight[channel] / weight.sum()) * np.exp(logs[channel])
        return mean.astype(float)

    def quantiles(
        self,
        muscle: str,
        day: ArrayLike | None = None,
        *,
        kind: str = "size",
        side: str | None = None,
        band: str = "person",
    ) -> NDArray[np.float64]:
        """5, 25, 50, 75 and 95 % quantiles, (5,) for one day, else (5, day); all days if None."""
        values = self.draws(muscle, kind=kind, side=side, band=band)
        if day is not None:
            values = values[:, require_range("day", day, 0, self.days).astype(int)]
        return np.quantile(values, QUANTILES, axis=0)

    def day_back_to(
        self,
        level: float,
        muscle: str,
        *,
        kind: str = "size",
        side: str | None = None,
        band: str = "person",
    ) -> ReturnDay:
        """The first day after the deepest loss with at least `level` (0.01 to 1.5) of baseline.

        0 where the level was never lost.
        """
        require_one("level", level, 0.01, 1.5, hint="0.95 is 95 % of the level before.")
        values = self.draws(muscle, kind=kind, side=side, band=band)
        nadir = values.argmin(axis=1)
        after = np.arange(values.shape[1]) >= nadir[:, None]
        back = after & (values >= level)
        day = np.where(back.any(axis=1), back.argmax(axis=1), np.inf)
        day = np.where(values.min(axis=1) >= level, 0, day)
        five = [_finite(np.quantile(day, q, method="inverted_cdf")) for q in QUANTILES]
        return ReturnDay(
            level=level,
            **dict(zip(("q05", "q25", "median", "q75", "q95"), five, strict=True)),
            probability=float(np.isfinite(day).mean()),
        )

    def less(
        self, other: "Forecast", muscle: str, *, kind: str = "size", side: str | None = None
    ) -> NDArray[np.float64]:
        """Quantiles (5, day) of this forecast less another one, particle by particle.

        Both must come from the same seed and person, so that chance is common to both.
        """
        if not np.array_equal(self.particles.index, other.particles.index):
            raise InputError("other", "The two forecasts do not share their random numbers.")
        mine, theirs = (x.draws(muscle, kind=kind, side=side) for x in (self, other))
        last = min(mine.shape[1], theirs.shape[1])
        return np.quantile(mine[:, :last] - theirs[:, :last], QUANTILES, axis=0)

    def table(self, *, every: int = 1) -> list[dict[str, Any]]:
        """One row a muscle, side, kind, band and day, with median and 50 and 90 % band."""
        require_one("every", every, 1, 36525)
        rows = []
        for muscle, side, kind, band in self._series():
            five = self.quantiles(muscle, kind=kind, side=side, band=band)
            for day in range(0, self.days + 1, every):
                values = dict(
                    zip(("q05", "q25", "median", "q75", "q95"), five[:, day], strict=True)
                )
                head = {"muscle": muscle, "side": side or "both", "kind": kind, "band": band}
                rows.append({**head, "day": day, **{k: float(v) for k, v in values.items()}})
        return rows

    def to_frame(self, *, every: int = 1) -> dict[str, list[Any]]:
        """The table as columns, ready for a data frame of any make."""
        rows = self.table(every=every)
        return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}

    def _series(self) -> list[tuple[str, str | None, str, str]]:
        """Every series of the table: muscle or site, side, kind, band."""
        withheld = {no_rate.kind for no_rate in self.no_rates} if self._withheld else set()
        places: list[tuple[str, str | None]] = [
            (group, None if side == "both" else side) for group, side in self.channels
        ]
        muscles = [
            (*one, kind) for kind in ("size", "strength") for one in [*places, ("whole_body", None)]
        ]
        bones = [(site, None, "bone") for site in BONES]
        return [
            (place, side, kind, band)
            for place, side, kind in [*muscles, *bones]
            if kind not in withheld
            for band in ("person", "mean")
        ]

    @property
    def _withheld(self) -> bool:
        """Whether rates are unknown and too few readings make up for it."""
        return bool(self.no_rates) and self.measured < MEASUREMENTS_WITHOUT_RATE

    def _require_rate(self, kind: str) -> None:
        """Refuse to show a number nobody has published."""
        for no_rate in self.no_rates:
            if no_rate.kind == kind and self._withheld:
                raise InputError("cause", no_rate.text)


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _index(name: str, value: str, known: Sequence[str]) -> int:
    if value not in known:
        raise UnknownNameError(name, value, known)
    return list(known).index(value)
