"""Who may reach a person: grants with an end, and invitations that are good once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from trophe.errors import InputError
from trophe.web.accounts.models import User
from trophe.web.accounts.services import hash_of
from trophe.web.people.models import Access, AccessQuerySet, Invitation, Person, Role

INVITATION_LIFE: Final = timedelta(days=7)


@transaction.atomic
def grant_access(
    *, person: Person, user: User, role: str, by: User, ends_at: datetime | None = None
) -> Access:
    """Give `user` a role on `person`; an earlier grant of theirs ends.

    The last owner cannot be made less than that.
    """
    _keep_an_owner(person, losing=user if role != Role.OWNER or ends_at else None)
    _end(person.grants.filter(user=user, ended_at=None))
    grant = Access(person=person, user=user, role=role, granted_by=by, ends_at=ends_at)
    grant.full_clean()
    grant.save()
    return grant


@transaction.atomic
def end_access(*, grant: Access) -> None:
    """Take a grant back. The last owner's stays: somebody must be able to open the record."""
    _keep_an_owner(grant.person, losing=grant.user)
    _end(Access.objects.filter(pk=grant.pk, ended_at=None))


def _end(grants: AccessQuerySet) -> None:
    grants.update(ended_at=timezone.now())


def _keep_an_owner(person: Person, losing: User | None) -> None:
    """Somebody other than `losing` must keep the record, without an end date."""
    if losing is None:
        return
    owners = person.grants.live().filter(role=Role.OWNER, ends_at=None)
    if owners.filter(user=losing).exists() and not owners.exclude(user=losing).exists():
        raise InputError("role", "role: the last owner of a record keeps it. Name another first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation, and its text, which is shown this once."""

    invitation: Invitation
    token: str


def invite(
    *,
    person: Person,
    by: User,
    role: str,
    note: str = "",
    access_ends_at: datetime | None = None,
) -> Invited:
    """A link that gives whoever opens it first a role on `person`, good for seven days."""
    token, now = secrets.token_urlsafe(32), timezone.now()
    invitation = Invitation(
        token_hash=hash_of(token),
        person=person,
        role=role,
        note=note,
        invited_by=by,
        made_at=now,
        expires_at=now + INVITATION_LIFE,
        access_ends_at=access_ends_at,
    )
    invitation.full_clean()
    invitation.save()
    return Invited(invitation=invitation, token=token)


def open_invitation(token: str) -> Invitation | None:
    """The invitation of `token` while it can still be used.

    It ends with the right of the one who made it, and for good once seen too late.
    """
    invitation = (
        Invitation.objects.select_related("person", "invited_by")
        .filter(token_hash=hash_of(token), ended_at=None)
        .first()
    )
    now = timezone.now()
    if invitation is None:
        return None
    inviter = Person.objects.for_user(invitation.invited_by, Role.OWNER)
    late = not invitation.made_at <= now < invitation.expires_at
    if late or not inviter.filter(pk=invitation.person_id).exists():
        Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=now)
        return None
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, user: User) -> Person | None:
    """Give `user` what the invitation promises; None when it ended meanwhile.

    Somebody who may do more already keeps that.
    """
    invitation = open_invitation(token)
    if invitation is None:
        return None
    now = timezone.now()
    if not Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=now):
        return None
    person = invitation.person
    held = person.grants.live().filter(user=user).first()
    order = [Role.READ, Role.WRITE, Role.OWNER]
    if held is None or order.index(Role(held.role)) < order.index(Role(invitation.role)):
        grant_access(
            person=person,
            user=user,
            role=invitation.role,
            by=invitation.invited_by,
            ends_at=invitation.access_ends_at,
        )
    return person


def live_grants(person: Person) -> AccessQuerySet:
    """Who may reach the record now, in the order they were let in."""
    return person.grants.live().select_related("user")
