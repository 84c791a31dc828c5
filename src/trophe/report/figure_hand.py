"""Close-ups: a hand, a foot, a head on its pillow."""

import math
from typing import Final

from trophe.report.figure_props import box, disc, line

_FINGERS: Final = ((-13.0, 26.0), (-4.5, 31.0), (4.5, 29.0), (12.5, 23.0))


def close_up(view: str, pose: str, props: list[str]) -> str:
    """One panel of 170 by 150 units with a hand, a foot or a head."""
    if view == "foot":
        inside = _foot(float(pose), props)
    elif view == "head":
        inside = _head(float(pose), "press:head" in props)
    else:
        values = {word[0]: float(word[1:]) for word in pose.split()}
        inside = _hand(values, props)
    return f'<g transform="translate(85 78)">{inside}</g>'


def _hand(values: dict[str, float], props: list[str]) -> str:
    """Forearm, palm and fingers; w bends the wrist, c curls, s spreads, t the thumb, r turns."""
    curl, spread = values.get("c", 0.0), values.get("s", 0.0)
    ink = "main" if curl > 0.6 or spread > 0.6 or values.get("t") or values.get("r") else "quiet"
    wrist_ink = "main" if values.get("w", 0.0) > 0 else ink
    turn = -values.get("w", 0.0)
    fingers = "".join(_finger(base, length, curl, spread, wrist_ink) for base, length in _FINGERS)
    if values.get("t"):
        thumb = line((8, 18), (34, 17), (44, 6), width=9, ink=wrist_ink)
    else:
        thumb = line((4, 16), (14, 28 - 6 * curl), (26, 34 - 10 * curl), width=9, ink=wrist_ink)
    palm = line((0, 0), (22, 0), width=34 if not values.get("r") else 18, ink=wrist_ink)
    shown = thumb if not values.get("r") else ""
    held = _held(props, curl, spread)
    hand = f'<g transform="rotate({turn:g})">{palm}{fingers}{shown}{held}</g>'
    arm = line((-72, 0), (-6, 0), width=19, ink="quiet")
    return arm + _worn(props) + hand


def _finger(base: float, length: float, curl: float, spread: float, ink: str) -> str:
    """One finger, straight or curled, together or spread."""
    fan = math.radians(base * 1.6 * spread)
    reach = length * (1 - 0.75 * curl)
    start = (24.0, base)
    knuckle = (start[0] + 0.5 * reach * math.cos(fan), start[1] + 0.5 * reach * math.sin(fan))
    tip = (start[0] + reach * math.cos(fan), start[1] + reach * math.sin(fan))
    return line(start, knuckle, tip, width=7.5, ink=ink)


def _worn(props: list[str]) -> str:
    """A cast, pads or a sling on the forearm."""
    found = ""
    if "cast_forearm" in props:
        found += (
            line((-66, 0), (-4, 0), width=25, ink="grid")
            + line((-66, 12), (-4, 12), width=1.5)
            + line((-66, -12), (-4, -12), width=1.5)
        )
    if "pads_forearm" in props:
        found += box(-56, 2, 15, 9, "fat") + box(-28, 2, 15, 9, "fat")
        found += line((-48, 11), (-44, 34), width=1.5, ink="fat")
        found += line((-20, 11), (-16, 34), width=1.5, ink="fat")
    if "sling" in props:
        found += line((-76, -14), (-8, -14), (-40, 56), (-76, 10), width=2.5, ink="fat")
    return found


def _held(props: list[str], curl: float, spread: float) -> str:
    """A ball, putty, a gripper, a band or a weight in the hand."""
    if "putty" in props:
        return disc((47, 2), 8, "fat")
    if "gripper" in props:
        gap = 22 - 16 * curl
        return line((8, 26), (44, gap), width=5, ink="fat") + line(
            (8, -26), (44, -gap), width=5, ink="fat"
        )
    if "band_fingers" in props:
        wide = 17 + 8 * spread
        return "".join(line((x, -wide), (x, wide), width=3, ink="fat") for x in (44, 48))
    if "ball" in props:
        return disc((36, 0), 14 - 3 * curl, "fat")
    if "dumbbell" in props:
        return (
            line((20, -30), (20, 30), width=4, ink="text")
            + disc((20, 32), 9, "text")
            + disc((20, -32), 9, "text")
        )
    return ""


def _foot(curl: float, props: list[str]) -> str:
    """A foot from its side, toes straight or curled."""
    leg = line((-34, 60), (-34, 0), width=22, ink="quiet")
    sole = line((-36, -16), (24, -20), width=20, ink="quiet")
    drop = -6 if curl else 4
    toes = line((30, -20), (50, -20 + drop), width=13, ink="main" if curl else "quiet")
    ground = line((-70, -33), (78, -33), width=3, ink="grid")
    cast = ""
    if "cast_shin" in props:
        cast = line((-34, 62), (-34, -4), width=32, ink="grid") + line(
            (-36, -16), (2, -18), width=28, ink="grid"
        )
    return ground + leg + sole + cast + toes


def _head(turn: float, pressed: bool) -> str:
    """A head on its pillow from above, turned or pressed."""
    pillow = box(-52, -40, 70, 80)
    shoulders = line((54, -34), (54, 34), width=34, ink="quiet")
    neck = line((10, 0), (54, 0), width=20, ink="quiet")
    ink = "main" if turn > 0 else "quiet"
    head = disc((-10, 0), 25, ink)
    nose = disc((-6, 0 if pressed else 25 * turn), 5, "ground")
    return pillow + shoulders + neck + head + nose
