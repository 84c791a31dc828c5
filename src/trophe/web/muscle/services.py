"""The door to everything this app does: events, measurements, forecasts, screening."""

from trophe.web.muscle.events import (
    add_event,
    delete_event,
    edit_event,
    end_event,
    restore_event,
)
from trophe.web.muscle.forecasts import MuscleReading, case_of, forecast_for
from trophe.web.muscle.measuring import (
    Logged,
    delete_measurement,
    edit_measurement,
    log_measurement,
    restore_measurement,
)
from trophe.web.muscle.questions import (
    Adopted,
    adopt,
    sources_of,
    verdict,
    weight_split,
    what_if,
    what_is_done,
)
from trophe.web.muscle.records import Written

__all__ = [
    "Adopted",
    "Logged",
    "MuscleReading",
    "Written",
    "add_event",
    "adopt",
    "case_of",
    "delete_event",
    "delete_measurement",
    "edit_event",
    "edit_measurement",
    "end_event",
    "forecast_for",
    "log_measurement",
    "restore_event",
    "restore_measurement",
    "sources_of",
    "verdict",
    "weight_split",
    "what_if",
    "what_is_done",
]
