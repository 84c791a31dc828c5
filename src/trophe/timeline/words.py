"""The forecast in one sentence, and the further ones that honesty asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from trophe.muscle import Exposure
from trophe.muscle.timeline import is_slow
from trophe.timeline.event import Event
from trophe.timeline.outlook import Outlook
from trophe.timeline.regions import REGIONS, Region, region_label

BACK: Final = 0.95
# Below this a change is too small to be worth a figure.
SMALL: Final = 0.01
AHEAD_OPEN_D: Final = 28
YEAR_D: Final = 365
_WHEN: Final = {
    "cast": "when the cast comes off",
    "crutches": "when you stand on it again",
    "bed_rest": "when you get up again",
    "hospital": "when you leave hospital",
    "intensive_care": "when you leave intensive care",
    "surgery": "when you move freely again",
    "space_mission": "at landing",
    "steroid": "when the tablets end",
    "burn": "when the burn has healed",
    "training_break": "when you train again",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What the sentence is about: a place of the body, a side, a day, and why that day."""

    region: Region
    side: str
    day: int
    event: Event | None
    state: str

    @property
    def label(self) -> str:
        """ "Left thigh"."""
        return region_label(self.region, self.side)


def focus_of(made: Outlook) -> Focus | None:
    """The place that loses most on the day that matters; None where nothing takes muscle.

    States: ends (a cause ends on a known day), open (goes on), over (has ended), planned, slow
    (yearly causes alone), plan (the energy plan alone).
    """
    known = _known_causes(made)
    plateau = [(e, x) for e, x in known if not is_slow(x.name)]
    if not plateau:
        return _slow_focus(made, known)
    state, event, day = _day_that_matters(made, plateau)
    reached = [x for _, x in plateau]
    region, side = _worst_place(made, day, reached)
    return Focus(region=region, side=side, day=day, event=event, state=state)


def _known_causes(made: Outlook) -> list[tuple[Event, Exposure]]:
    """The causes whose course of size is known, with their events."""
    gaps = {n.cause for n in made.no_rates if n.kind == "size"}
    pairs = zip(made.frame.events, made.frame.exposures, strict=True)
    return [(e, x) for e, x in pairs if x.is_cause and x.name not in gaps and x.intensity > 0]


def _slow_focus(made: Outlook, known: Sequence[tuple[Event, Exposure]]) -> Focus | None:
    """The year ahead, where only yearly causes or the energy plan count."""
    if not known and made.case.energy is None:
        return None
    day = min(made.frame.today + YEAR_D, made.frame.days)
    region, side = _worst_place(made, day, [x for _, x in known])
    state = "slow" if known else "plan"
    return Focus(
        region=region, side=side, day=day, event=known[0][0] if known else None, state=state
    )


def _day_that_matters(
    made: Outlook, plateau: Sequence[tuple[Event, Exposure]]
) -> tuple[str, Event, int]:
    """The state, the event and the day that the sentence is about."""
    today, last = made.frame.today, made.frame.days
    running = [(e, x) for e, x in plateau if x.active(today)]
    ending = [(e, x) for e, x in running if x.end_day is not None and x.end_day <= last]
    still_open = [(e, x) for e, x in running if (e, x) not in ending]
    if still_open:
        event = max(still_open, key=lambda pair: pair[1].start_day)[0]
        return "open", event, today
    if ending:
        event, exposure = max(ending, key=lambda pair: pair[1].end_day or 0)
        return "ends", event, round(exposure.end_day or today)
    over = [(e, x) for e, x in plateau if x.end_day is not None and x.end_day <= today]
    if over:
        return "over", max(over, key=lambda pair: pair[1].end_day or 0)[0], today
    event, exposure = min(plateau, key=lambda pair: pair[1].start_day)
    end = exposure.start_day + AHEAD_OPEN_D if exposure.end_day is None else exposure.end_day
    return "planned", event, min(round(end), last)


def _worst_place(made: Outlook, day: int, causes: Sequence[Exposure]) -> tuple[Region, str]:
    """The place of those reached that is smallest on a day, in the median."""
    best: tuple[float, Region, str] | None = None
    sides = tuple(dict.fromkeys(side for _, side in made.channels))
    for region in REGIONS.values():
        for side in sides:
            if causes and not any(c.covers(g, side) >= 0.5 for c in causes for g in region.members):
                continue
            middle = made.five(region.members, side, "size", day)[2]
            if best is None or middle < best[0] - 1e-6:
                best = (middle, region, side)
    assert best is not None
    return best[1], best[2]


def headline(made: Outlook, focus: Focus | None = None) -> str:
    """The forecast in one sentence, or two: how much smaller, and when it is back.

    `focus` is that of the outlook, where it is known already.
    """
    focus = focus or focus_of(made)
    if focus is None:
        return made.no_rates[0].text if made.no_rates else _calm(made)
    if focus.state == "slow":
        return _slow(made, focus)
    if focus.state == "plan":
        return _plan(made, focus)
    if focus.state == "open":
        return _open(made, focus)
    first = _how_much(made, focus)
    return f"{first} {_back(made, focus)}".rstrip()


def _how_much(made: Outlook, focus: Focus) -> str:
    """ "Left thigh about 9 % smaller when the cast comes off (5 to 14)." """
    five = made.five(focus.region.members, focus.side, "size", focus.day)
    when = {
        "ends": _WHEN.get(focus.event.kind if focus.event else "", "when it ends"),
        "over": "than before today",
        "planned": "at the end of what is planned",
    }[focus.state]
    if focus.state == "over" and 1 - five[2] < SMALL:
        return f"{focus.label} about as large as before ({_range(five)})."
    return f"{focus.label} about {_amount(five)} {when} ({_range(five)})."


def _amount(five: Sequence[float]) -> str:
    loss = 1 - five[2]
    return f"{abs(loss) * 100:.0f} % {'smaller' if loss >= 0 else 'larger'}"


def _range(five: Sequence[float]) -> str:
    """The 90 % band of the loss in whole per cent: "5 to 14", "up to 4"."""
    low, high = (round((1 - v) * 100) for v in (five[4], five[0]))
    if five[2] > 1:  # growth: told as growth
        low, high = (round((v - 1) * 100) for v in (five[0], five[4]))
    if high <= 0:
        return f"{-high} to {-low} larger"
    return f"up to {high}" if low <= 0 else f"{low} to {high}"


def _back(made: Outlook, focus: Focus) -> str:
    """ "Back to 95 % between week 9 and week 20." Weeks count from today or from the end."""
    members, side = focus.region.members, focus.side
    values = np.exp(made.logs(members, side, "size"))
    after = values[:, focus.day :]
    if np.median(after[:, 0]) >= BACK:
        return ""
    reached = after >= BACK
    day = np.where(reached.any(axis=1), reached.argmax(axis=1), np.inf)
    low, high = (np.quantile(day, q, method="inverted_cdf") for q in (0.25, 0.75))
    since = "from now" if focus.state == "over" else "after that"
    if not np.isfinite(low):
        weeks = (after.shape[1] - 1) / 7
        return f"Back to 95 % is not likely within {weeks:.0f} weeks {since}."
    first = max(1, round(low / 7))
    if not np.isfinite(high):
        return f"Back to 95 % week {first} {since} at the earliest; a quarter take over a year."
    second = max(first + 1, round(high / 7))
    return f"Back to 95 % between week {first} and week {second} {since}."


def _open(made: Outlook, focus: Focus) -> str:
    """Something goes on without a known end: today, and in four weeks if it goes on."""
    later = min(focus.day + AHEAD_OPEN_D, made.frame.days)
    now = made.five(focus.region.members, focus.side, "size", focus.day)
    then = made.five(focus.region.members, focus.side, "size", later)
    ahead = f"about {_amount(then)} in four weeks if it goes on ({_range(then)})."
    if 1 - now[2] < SMALL:
        return f"{focus.label} {ahead}"
    return f"{focus.label} about {_amount(now)} today ({_range(now)}), {ahead}"


def _slow(made: Outlook, focus: Focus) -> str:
    assert focus.event is not None
    now = made.logs(focus.region.members, focus.side, "size")[:, made.frame.today]
    then = made.logs(focus.region.members, focus.side, "size")[:, focus.day]
    five = list(np.quantile(np.exp(then - now), (0.05, 0.25, 0.5, 0.75, 0.95)))
    return f"{focus.label} about {_amount(five)} in a year ({_range(five)}): {focus.event.label}."


def _plan(made: Outlook, focus: Focus) -> str:
    days = np.array([made.frame.today, focus.day])
    now, then = made.logs(_everything(), "both", "size", days=days).T
    five = list(np.quantile(np.exp(then - now), (0.05, 0.25, 0.5, 0.75, 0.95)))
    if abs(1 - five[2]) < SMALL:
        return "Your plan keeps your muscle about as it is over the next year."
    return f"All your muscle together about {_amount(five)} in a year on your plan."


def _calm(made: Outlook) -> str:
    """Nothing takes muscle: a calm sentence."""
    if made.frame.left_out:
        return "Nothing on your timeline takes muscle now."
    if any(not e.is_cause for e in made.frame.exposures):
        day = min(made.frame.today + YEAR_D, made.frame.days)
        five = made.five(_everything(), "both", "size", day)
        if five[2] - 1 >= SMALL:
            return (
                "Nothing on your timeline takes muscle. With what you do, all your muscle together"
                f" may be about {_amount(five)} in a year ({_range(five)})."
            )
    return "Nothing on your timeline takes muscle. Add what happened, or what you do, to see more."


def _everything() -> tuple[str, ...]:
    return tuple(group for region in REGIONS.values() for group in region.members)


def notes(made: Outlook) -> tuple[str, ...]:
    """What else must be said: gaps, what no longer counts, readings that lie far off, W11."""
    said = [gap.text for gap in made.no_rates]
    said += made.frame.left_out
    said += [
        f"{t.of.label} of {t.measured_on.day} {t.measured_on:%B} lies far from your other readings"
        " and hardly counts. If it is mistyped, correct it."
        for t in made.wild
    ]
    skipped = [t for t in made.case.measurements if t.of.reads and (t.oedema or t.cast)]
    if skipped:
        said.append(
            "Readings of a swollen limb or over a cast are shown, but nothing is learnt from them."
        )
    if made.frame.exposures or made.case.energy is not None:
        said.append(
            "The band is for one person like you: nine in ten lie inside it. It does not know"
            " illness, pain or a change of what you do."
        )
    return tuple(dict.fromkeys(said))
