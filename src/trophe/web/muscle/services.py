"""The door to everything this app does: events, measurements, forecasts, screening."""

from trophe.web.muscle.events import (
    add_event,
    delete_event,
    edit_event,
    end_event,
    restore_event,
)
from trophe.web.muscle.forecasts import SWITCHED_OFF, MuscleReading, case_of, forecast_for
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
from trophe.web.muscle.screenings import (
    ScreeningReading,
    delete_screening,
    restore_screening,
    save_screening,
    screening,
)

__all__ = [
    "SWITCHED_OFF",
    "Adopted",
    "Logged",
    "MuscleReading",
    "ScreeningReading",
    "Written",
    "add_event",
    "adopt",
    "case_of",
    "delete_event",
    "delete_measurement",
    "delete_screening",
    "edit_event",
    "edit_measurement",
    "end_event",
    "forecast_for",
    "log_measurement",
    "restore_event",
    "restore_measurement",
    "restore_screening",
    "save_screening",
    "screening",
    "sources_of",
    "verdict",
    "weight_split",
    "what_if",
    "what_is_done",
]
