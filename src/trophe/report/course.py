"""The course a cause takes in a typical person, as the guide draws it: size and strength."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from trophe.errors import InputError
from trophe.guide import Example, Page
from trophe.muscle import Exposure, Forecast, forecast, groups
from trophe.person import Person, Sex
from trophe.report.axes import value_ticks
from trophe.report.bands import BandSeries, Chart, Frame, Key, Row, band_spec
from trophe.report.film import Film, FilmFrame, film_of

_BANDS: Final = ("q05", "q25", "median", "q75", "q95")
_KINDS: Final = {"size": ("Size", "main"), "strength": ("Strength", "lean")}
_WIDE: Final = {"width": 640, "height": 280, "left": 54}
_NARROW: Final = {"width": 340, "height": 230, "left": 54}
Bands = dict[str, list[float]]
# A middling body: only its age and sex move a course in shares of its own start.
_HEIGHT_M: Final = {Sex.FEMALE: 1.63, Sex.MALE: 1.76}
_WEIGHT_KG: Final = {Sex.FEMALE: 68.0, Sex.MALE: 80.0}
_FRAMES: Final = 60
_SPANS: Final = (("year", 365.25, 800), ("month", 30.4375, 300), ("week", 7.0, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a page shows of a course: who it is about, the charts, and what nobody has published."""

    who: str
    charts: tuple[Chart, ...]
    unknown: tuple[str, ...]
    film: Film | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What nobody has published, a sentence for each kind of curve."""
        return tuple(_no_rate_words(kind) for kind in self.unknown)

    @property
    def missing_words(self) -> str:
        """The same in one sentence; "" where every curve can be drawn."""
        return _no_rate_words(" or ".join(self.unknown)) if self.unknown else ""


def course_of(page: Page) -> Course | None:
    """The typical course of a page's example; None where it has none."""
    return None if page.example is None else _course(page.example)


@cache
def _course(example: Example) -> Course:
    made = _forecast(example)
    bands = {kind: _bands_pct(example, made, kind) for kind in {*example.kinds, "size"}}
    charts = [_chart(example, bands[kind], kind) for kind in example.kinds]
    return Course(
        who=f"A {_person_words(example)}, {example.words}",
        charts=tuple(chart for chart in charts if chart is not None),
        unknown=tuple(one.kind for one in made.no_rates if one.kind in example.kinds),
        film=_film(example, bands["size"]),
    )


def _no_rate_words(what: str) -> str:
    return f"Nobody has published how fast muscle {what} goes here, so there is no curve."


def _film(example: Example, bands: Bands | None) -> Film | None:
    """The cross-section of the leading muscle over the course; None without a rate of size."""
    if bands is None:
        return None
    step = -(-example.days // _FRAMES)
    end = example.exposure_days or example.days
    days = sorted({*range(0, example.days, step), end, example.days})
    frames = tuple(_frame(bands, day, example.days) for day in days)
    return film_of(frames, groups()[example.muscle].label.lower())


def _frame(bands: Mapping[str, Sequence[float]], day: int, days: int) -> FilmFrame:
    median, low, high = (bands[name][day] for name in ("median", "q05", "q95"))
    said = f"{median:.0f} % of the area before ({low:.0f} to {high:.0f} %)"
    return FilmFrame(
        day=day,
        when=when(day, days),
        median=median / 100,
        q05=low / 100,
        q95=high / 100,
        said=said,
    )


def _bands_pct(example: Example, made: Forecast, kind: str) -> Bands | None:
    """The bands of one person in % of the level before; None where there is no published rate."""
    try:
        five = 100 * made.quantiles(example.muscle, kind=kind, side=example.side)
    except InputError:
        return None
    return {name: [float(v) for v in five[i]] for i, name in enumerate(_BANDS)}


def _person_words(example: Example) -> str:
    who = {"female": "woman", "male": "man"}[example.sex]
    return f"{who} of {example.age_y:.0f}"


def _forecast(example: Example) -> Forecast:
    sex = Sex[example.sex.upper()]
    person = Person(
        sex=sex, age_y=example.age_y, height_m=_HEIGHT_M[sex], weight_kg=_WEIGHT_KG[sex]
    )
    cause = Exposure(
        name=example.cause, end_day=example.exposure_days, part=example.part, side=example.side
    )
    return forecast(person, [cause], example.days, only={example.muscle})


def _chart(example: Example, bands: Bands | None, kind: str) -> Chart | None:
    """Size or strength of the leading muscle; None where there is no published rate."""
    if bands is None:
        return None
    low, high = _domain(bands)
    word, ink = _KINDS[kind]
    muscle = groups()[example.muscle].label.lower()
    drawn = {name: Frame(**size) for name, size in (("wide", _WIDE), ("narrow", _NARROW))}
    specs = {
        name: band_spec(_series(example, bands, ink, (low, high), frame), frame)
        for name, frame in drawn.items()
    }
    return Chart(
        key=f"course-{kind}",
        title=f"{word}: {muscle}",
        summary=_summary(example, bands, word),
        columns=("When", "Middle", "Half of people", "9 in 10 people"),
        rows=tuple(_row(example, bands, day, (low, high)) for day in _days_shown(example)),
        legend=(
            Key(mark="line", ink=ink, text="Middle"),
            Key(mark="half", ink=ink, text="Half of people"),
            Key(mark="most", ink=ink, text="9 in 10 people"),
        ),
        wide=specs["wide"],
        narrow=specs["narrow"],
        wide_frame=drawn["wide"],
        narrow_frame=drawn["narrow"],
        note="Per cent of the level before. The bands are for one person, not for a group's mean; "
        "no training is counted in.",
    )


def _domain(bands: Mapping[str, Sequence[float]]) -> tuple[float, float]:
    """The axis from a little below the lowest to a little above the level before."""
    low, high = min(bands["q05"]), max(*bands["q95"], 100.0)
    air = 0.06 * (high - low) + 0.5
    return max(low - air, 0.0), high + air


def _series(
    example: Example,
    bands: Mapping[str, Sequence[float]],
    ink: str,
    domain: tuple[float, float],
    frame: Frame,
) -> BandSeries:
    end = example.exposure_days
    values = value_ticks(*domain, 6)
    return BandSeries(
        day=range(example.days + 1),
        bands=bands,
        ink=ink,
        y_low=domain[0],
        y_high=domain[1],
        marks=((end, example.end_words),) if end and example.end_words else (),
        x_ticks=_time_ticks(example.days, frame.plot_width // 90),
        y_ticks=[(value, f"{value:g} %") for value in values],
    )


def _span(days: int) -> tuple[str, float]:
    """The unit in which so many days are told."""
    return next((word, length) for word, length, from_day in _SPANS if days >= from_day)


def _time_ticks(days: int, wanted: int) -> list[tuple[int, str]]:
    word, length = _span(days)
    values = value_ticks(0, days / length, max(wanted, 2))
    return [
        (
            round(value * length),
            f"{value:g} {word}{'' if value == 1 else 's'}" if value else "start",
        )
        for value in values
        if value == int(value)
    ]


def _days_shown(example: Example) -> list[int]:
    """The days of the table: steps of the unit, the end of the cause, and the last day."""
    _, length = _span(example.days)
    step = max(1, round(example.days / length / 12))
    count = int(example.days / (length * step))
    days = {round(n * step * length) for n in range(count + 1)} | {example.days}
    if example.exposure_days:
        days.add(example.exposure_days)
    return sorted(days)


def when(day: int, days: int) -> str:
    """`after 6 weeks`: a day in the unit of the whole course."""
    if day == 0:
        return "at the start"
    word, length = _span(days)
    value = day / length
    told = f"{value:.0f}" if abs(value - round(value)) < 0.05 else f"{value:.1f}"
    return f"after {told} {word}{'' if told == '1' else 's'}"


def _row(
    example: Example, bands: Mapping[str, Sequence[float]], day: int, domain: tuple[float, float]
) -> Row:
    low, high = domain
    cells = (
        when(day, example.days),
        f"{bands['median'][day]:.0f} %",
        f"{bands['q25'][day]:.0f} to {bands['q75'][day]:.0f} %",
        f"{bands['q05'][day]:.0f} to {bands['q95'][day]:.0f} %",
    )
    y = (high - bands["median"][day]) / (high - low)
    return Row(cells=cells, x=round(day / example.days, 4), y=round(min(max(y, 0.0), 1.0), 4))


def _summary(example: Example, bands: Mapping[str, Sequence[float]], word: str) -> str:
    """The course in a sentence or two, with its figures."""
    told = [_told(bands, day, example.days) for day in _turns(example)]
    return f"{word} is {', then '.join(told)}."


def _turns(example: Example) -> list[int]:
    """The days a summary names: the end of the cause and the last one."""
    end = example.exposure_days
    return [end, example.days] if end and end < example.days else [example.days]


def _told(bands: Mapping[str, Sequence[float]], day: int, days: int) -> str:
    return (
        f"about {bands['median'][day]:.0f} % of before {when(day, days)} "
        f"(9 in 10 people: {bands['q05'][day]:.0f} to {bands['q95'][day]:.0f} %)"
    )


def as_json(course: Course) -> dict[str, Any]:
    """A course as plain data: the words and the table of each chart."""
    return {
        "who": course.who,
        "charts": [
            {
                "title": chart.title,
                "summary": chart.summary,
                "columns": list(chart.columns),
                "rows": [list(row.cells) for row in chart.rows],
                "note": chart.note,
            }
            for chart in course.charts
        ],
        "missing": list(course.missing),
    }
