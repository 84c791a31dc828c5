"""What Today says of the muscles: the forecast in a sentence, and whether it is working."""

from typing import Any

from trophe.errors import MissingDataError
from trophe.web.muscle.access import events_of
from trophe.web.muscle.forecasts import forecast_for
from trophe.web.muscle.questions import verdict, weight_split
from trophe.web.people.models import Person


def muscle_today(person: Person) -> dict[str, Any]:
    """The card's context; nothing while there is no event, no weight, or an emergency."""
    if not events_of(person):
        return {}
    try:
        reading = forecast_for(person)
    except MissingDataError:
        return {}
    if reading.withheld:
        return {}
    return {
        "muscle_headline": reading.headline,
        "verdict": verdict(person, reading.case),
        "split": weight_split(person),
    }
