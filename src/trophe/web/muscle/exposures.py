"""Training that was done, as events: the seam to the training diary."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from trophe.timeline import Event, event_from_dict
from trophe.web.people.models import Person

# Where the training diary tells what was done: a function of a person that gives events as
# dictionaries (kind, began_on, ended_on, part, side, detail with sessions_week).
PROVIDER: Final = ("trophe.web.training.access", "exposures_done")


def training_exposures(person: Person) -> tuple[Event, ...]:
    """Sessions that were done, as stretches of training with their sessions a week.

    Empty while there is no training diary. What was done counts instead of what was planned.
    """
    module, name = PROVIDER
    if find_spec(module.rpartition(".")[0]) is None or find_spec(module) is None:
        return ()
    provider: Any = getattr(import_module(module), name, None)
    return () if provider is None else tuple(event_from_dict(one) for one in provider(person))
