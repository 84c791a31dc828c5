"""The only door to diary entries, behind the door to the person."""

from uuid import UUID

from django.http import Http404

from trophe.web.diary.models import Weight
from trophe.web.people.models import Person


def get_weight_or_404(person: Person, code: UUID | str) -> Weight:
    """An entry of a person reached through `get_person_or_404`, deleted ones included."""
    try:
        return person.weights.get(code=code)
    except (Weight.DoesNotExist, ValueError):
        raise Http404("No such entry.") from None
