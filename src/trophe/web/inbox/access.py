"""Reads of the inbox; the person comes from `get_person_or_404`."""

from uuid import UUID

from django.http import Http404

from trophe.web.inbox.models import Member, Notice
from trophe.web.people.models import Person


def waiting(person: Person) -> list[Notice]:
    """What waits, the most urgent first, then the newest."""
    ranks = list(Notice.Level.values)
    return sorted(person.notices.waiting(person.today()), key=lambda n: ranks.index(n.level))


def put_off(person: Person) -> list[Notice]:
    """What comes back later, the next one first."""
    return list(person.notices.put_off(person.today()).order_by("snoozed_until"))


def dealt_with(person: Person, most: int = 20) -> list[Notice]:
    """What was read, the newest first."""
    return list(person.notices.exclude(read_at=None).order_by("-read_at")[:most])


def count_waiting(person: Person) -> int:
    """How many wait."""
    return person.notices.waiting(person.today()).count()


def get_notice_or_404(person: Person, code: UUID) -> Notice:
    """One of the person's notices."""
    found: Notice | None = person.notices.filter(code=code).first()
    if found is None:
        raise Http404("Nothing here that you may reach.")
    return found


def level_of(person: Person) -> str:
    """`gold`, `silver`, `bronze` or nothing: what stands beside the name."""
    return Member.objects.filter(person=person).values_list("level", flat=True).first() or ""
