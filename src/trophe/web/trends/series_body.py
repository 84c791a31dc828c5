"""Weight, fat and fat-free mass: what the scale said, and what was learned of it."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from trophe.report.axes import weight_factor
from trophe.report.strands import Strand
from trophe.report.trends import BANDS, Band, Quantity
from trophe.units import format_weight
from trophe.web.people.models import Person
from trophe.web.trends.reads import Reads
from trophe.web.trends.series import Entry, Series, means

if TYPE_CHECKING:
    from trophe.energy import Band as Learned

BAND_NOTE: Final = (
    "Bands are for you: half of the time the truth lies within the darker one, nine times in ten "
    "within the lighter one."
)
_SCALE_NOTE: Final = (
    " A scale cannot see what weight is made of: the level is a guess, its change is worked out "
    "from what was eaten and weighed."
)
_PARTS: Final = {"fat": ("Fat", "fat_kg"), "lean": ("Fat-free mass", "ffm_kg")}


def catalogue(reads: Reads) -> list[Entry]:
    """The body's series; none where weights are hidden."""
    if not reads.weight:
        return []
    return [
        Entry(key="weight", group="Body", title="Weight", make=lambda: weight(reads)),
        Entry(key="fat", group="Body", title="Fat", make=lambda: part(reads, "fat")),
        Entry(key="lean", group="Body", title="Fat-free mass", make=lambda: part(reads, "lean")),
    ]


def weight(reads: Reads) -> Series | None:
    """Rings for the weighings; the learned trend with its band, or the mean of a week."""
    points = [(reads.span.day(on), kg) for on, kg in reads.weights]
    band = learned_band(reads, "trend_kg", "Trend")
    if not points and band is None:
        return None
    q = kilograms(reads.person, "weight", "Weight")
    line = () if band is not None else tuple(means(points))
    strand = Strand(name="Weighed", points=points, line=line, line_name="Mean of a week")
    if band is None:
        values = [v for _, v in line or points]
        summary, latest = moved(q, values, reads.span.days), q.say(values[-1])
    else:
        summary = moved_beyond(q, band, reads.span.days)
        latest = q.say(band.bands["median"][-1])
    return Series(
        quantity=q,
        group="Body",
        unit="kg",
        span=reads.span,
        strands=(strand,),
        band=band,
        events=reads.events,
        summary=summary,
        latest=latest,
        latest_note="trend" if band is not None or line else "weighed",
        note=BAND_NOTE if band is not None else "",
        pace=True,
    )


def part(reads: Reads, name: str) -> Series | None:
    """Fat or fat-free mass with its band; a scale cannot see them, so that it is wide."""
    title, column = _PARTS[name]
    band = learned_band(reads, column, "Learned")
    if band is None:
        return None
    q = kilograms(reads.person, name, title, name)
    return Series(
        quantity=q,
        group="Body",
        unit="kg",
        span=reads.span,
        strands=(Strand(name="Measured"),),
        band=band,
        events=reads.events,
        summary=moved_beyond(q, band, reads.span.days),
        latest=q.say(band.bands["median"][-1]),
        latest_note="learned",
        note=BAND_NOTE + _SCALE_NOTE,
        compares=False,
    )


def kilograms(person: Person, key: str, title: str, ink: str = "main") -> Quantity:
    """A weight in the person's own unit."""
    unit = person.weight_unit
    return Quantity(
        key=key,
        title=title,
        unit=unit,
        say=lambda kg: format_weight(kg, unit),
        say_change=lambda kg: format_weight(kg, "kg" if unit == "kg" else "lb"),
        factor=weight_factor(unit),
        ink=ink,
    )


def learned_band(reads: Reads, column: str, name: str) -> Band | None:
    """What was learned, for the days of the span that it speaks of."""
    book, learned = reads.book, reads.learned
    if book is None or learned is None:
        return None
    found: Learned = getattr(learned, column)
    first = reads.span.day(book.first)
    days = [day for day in range(book.days) if 0 <= first + day < reads.span.days]
    if len(days) < 2:
        return None
    bands = {n: [float(getattr(found, n)[day]) for day in days] for n in BANDS}
    return Band(name=name, day=[first + day for day in days], bands=bands)


def moved(q: Quantity, values: Sequence[float], days: int) -> str:
    """How far a line went, in a sentence."""
    if not values:
        return ""
    change = values[-1] - values[0]
    size = q.change(abs(change))
    if size.startswith("0 "):
        return f"About level at {q.say(values[-1])} over {days} days."
    way = "down" if change < 0 else "up"
    return f"Now {q.say(values[-1])}, {way} {size} in {days} days."


def moved_beyond(q: Quantity, band: Band, days: int) -> str:
    """The same, and whether the change is larger than what is open about it."""
    bands: Mapping[str, Sequence[float]] = band.bands
    said = moved(q, bands["median"], min(days, len(band.day)))
    change = abs(bands["median"][-1] - bands["median"][0])
    open_ = math.hypot(*((bands["q95"][i] - bands["q05"][i]) / 2 for i in (0, -1)))
    if change > open_ or said.startswith("About") or q.key != "weight":
        return said
    return f"{said} That is within what a scale and body water do by themselves."
