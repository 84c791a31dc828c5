"""The only door to a person's data."""

from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404

from trophe.web.people.models import Access, Person, PersonQuerySet, Role

_WRITERS: Final = (Role.OWNER, Role.WRITE)


def people_of(user: object) -> PersonQuerySet:
    """Everybody `user` may see, the sample last."""
    return Person.objects.for_user(user)


def others_to_write(user: object, person: Person) -> PersonQuerySet:
    """Everybody else whose record `user` may change."""
    return Person.objects.for_user(user, *_WRITERS).exclude(pk=person.pk)


def get_person_or_404(
    user: object, code: UUID | str, write: bool = False, *, share: bool = False
) -> Person:
    """The person of that code, if `user` may see (or `write`, or `share`) their record.

    A stranger gets 404, and so does a reader who wants to write: nobody learns from the
    answer whether a record exists.
    """
    roles = (Role.OWNER,) if share else _WRITERS if write else ()
    try:
        return Person.objects.for_user(user, *roles).get(code=code)
    except (Person.DoesNotExist, ValueError, ValidationError):
        raise Http404("No such person, or none that you may reach.") from None


def may_write(user: object, person: Person | None) -> bool:
    """Whether `user` may change the record; nobody may change none."""
    return person is not None and Person.objects.for_user(user, *_WRITERS).contains(person)


def may_share(user: object, person: Person | None) -> bool:
    """Whether `user` may give others access."""
    return person is not None and Person.objects.for_user(user, Role.OWNER).contains(person)


def get_grant_or_404(person: Person, code: UUID | str) -> Access:
    """A live grant on a person reached through `get_person_or_404(share=True)`."""
    try:
        return person.grants.filter(ended_at=None).get(code=code)
    except (Access.DoesNotExist, ValueError):
        raise Http404("No such grant.") from None
