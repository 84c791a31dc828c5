"""A forecast's document as the web app keeps it, with round figures."""

KEYS = ("q05", "q25", "median", "q75", "q95")
OFFSETS = dict(zip(KEYS, (-0.05, -0.02, 0.0, 0.02, 0.05), strict=True))
DAYS = list(range(0, 85, 7))


def bands(middle, keys=KEYS):
    return {key: [m + OFFSETS[key] * (day > 0) for m, day in zip(middle, DAYS, strict=True)]
            for key in keys}  # fmt: skip


def series(middle):
    return {"day": DAYS, "person": bands(middle), "mean": bands(middle, ("q05", "median", "q95"))}


# A cast from day 0 to 42: down to 88 % and back to 100 %.
LOSS = [1.0, 0.97, 0.95, 0.93, 0.91, 0.89, 0.88, 0.91, 0.94, 0.96, 0.98, 0.99, 1.0]
NONE = [1.0] * len(DAYS)


def document(*, measured=(), events=True):
    cast = {"code": "a", "kind": "cast", "label": "Cast, left knee", "first_day": 0, "last_day": 42}
    walk = {"code": "b", "kind": "walk", "label": "Walking", "first_day": 42, "last_day": None}
    return {
        "first_date": "2026-08-01",
        "today": 21,
        "days": 84,
        "events": [cast, walk] if events else [],
        "series": {
            "quadriceps:left:size": series(LOSS),
            "quadriceps:right:size": series(NONE),
            "quadriceps:left:strength": series(LOSS),
        },
        "bones": [{"site": "hip", "label": "Hip", "day": DAYS, **bands(LOSS)}],
        "measured": list(measured),
    }


def reading(day=14, share=0.94, muscle="quadriceps", side="left", kind="size"):
    return {"day": day, "share": share, "low": share - 0.03, "high": share + 0.03,
            "muscle": muscle, "side": side, "kind": kind, "wild": False}  # fmt: skip
