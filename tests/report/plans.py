"""A plan's JSON as the charts read it, made by hand with a shape that is easy to reckon with."""

import math

DAYS = list(range(366))


def band(median, spread):
    """Quantiles around a median: a share of the spread on each side."""
    shares = {"q05": -1.645, "q25": -0.674, "median": 0.0, "q75": 0.674, "q95": 1.645}
    return {name: [median(d) + z * spread(d) for d in DAYS] for name, z in shares.items()}


def plan():
    """From 72.5 kg down to about 61 kg in a year, with a goal of 65 kg and weak certainty."""

    def falls(low, drop):
        return lambda d: low + drop * math.exp(-d / 150)

    def widens(start, more):
        return lambda d: start + more * (1 - math.exp(-d / 200))

    return {
        "forecast": {
            "day": DAYS,
            "weight_kg": band(falls(60, 12.5), widens(0.3, 4.2)),
            "fat_kg": band(falls(18, 10), widens(1.5, 3.0)),
            "ffm_kg": band(falls(42, 2.5), widens(1.5, 0.9)),
            "tissue_kg": band(falls(-10, 10), widens(0.1, 4.0)),
            "water_kg": band(lambda d: -1.2 * (1 - math.exp(-d / 10)), widens(0.1, 0.3)),
            "band_of": "person",
            "note": "The band is for one person like you.",
        },
        "static_weight_kg": [72.5 - 0.0648 * d for d in DAYS],
        "goal_day": {
            "weight_kg": 65.0,
            "median": 140,
            "q05": 80,
            "q25": 110,
            "q75": 200,
            "q95": None,
            "probability": 0.85,
        },
    }
