"""The muscle forecast: study means and one person's muscles, strength and bone, day by day."""

from trophe.muscle.chart import chart
from trophe.muscle.draws import Draws, stored_draws
from trophe.muscle.forecast import forecast, no_rates_of
from trophe.muscle.instruments import INSTRUMENTS, Measurement
from trophe.muscle.knowledge import countermeasures, courses, groups
from trophe.muscle.result import Forecast, NoRate, ReturnDay
from trophe.muscle.studies import StudyForecast, forecast_studies
from trophe.muscle.timeline import Exposure, known_exposures, known_parts, protein_share

__all__ = [
    "INSTRUMENTS",
    "Draws",
    "Exposure",
    "Forecast",
    "Measurement",
    "NoRate",
    "ReturnDay",
    "StudyForecast",
    "chart",
    "countermeasures",
    "courses",
    "forecast",
    "forecast_studies",
    "groups",
    "known_exposures",
    "known_parts",
    "no_rates_of",
    "protein_share",
    "stored_draws",
]
