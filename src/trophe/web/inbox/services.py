"""Changes to the inbox: what is due comes in, what is over goes out, the rest is dealt with."""

from datetime import date, datetime, timedelta
from typing import Final

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from trophe.checks import require_one
from trophe.web.inbox.care import remember, standing_of
from trophe.web.inbox.models import Notice
from trophe.web.inbox.sources import Due, all_due
from trophe.web.people.models import Person
from trophe.web.people.once import reading_once

FRESH_S: Final = 900


def refresh(person: Person, now: datetime | None = None) -> None:
    """Look at everything once: new notices come in, those that are no longer so go out.

    `now` is the moment on the person's own clock. A notice that was read stays read; one that
    was over and is so again comes back.
    """
    moment = now or person.now()
    with reading_once():
        due = {found.key: found for found in all_due(person, moment)}
    with transaction.atomic():
        known = {notice.key: notice for notice in person.notices.all()}
        for key, found in due.items():
            _come_in(person, found, known.get(key))
        gone = [n.pk for key, n in known.items() if key not in due and n.was_dealt_with is None]
        person.notices.filter(pk__in=gone).update(over_at=timezone.now())
        remember(person, standing_of(person, moment.date()))
    cache.set(_key(person), True, FRESH_S)


def refresh_now_and_then(person: Person) -> None:
    """The same, at most every quarter of an hour: for pages that only show a count."""
    if not cache.get(_key(person)):
        refresh(person)


def look_again(person: Person) -> None:
    """Let the next page look at everything anew, because something was changed."""
    cache.delete(_key(person))


def read(*, notice: Notice) -> Notice:
    """It was seen and dealt with."""
    return _save(notice, read_at=timezone.now(), snoozed_until=None)


def snooze(*, notice: Notice, day: date, days: int) -> Notice:
    """It comes back `days` (1 to 30) after `day`. Raises OutOfRangeError."""
    until = day + timedelta(days=int(require_one("days", days, 1, 30)))
    return _save(notice, read_at=None, snoozed_until=until)


def bring_back(*, notice: Notice) -> Notice:
    """Undo: it waits again."""
    return _save(notice, read_at=None, snoozed_until=None)


def read_all(*, person: Person) -> list[Notice]:
    """Everything that waits was seen; what was, for undo."""
    waiting = list(person.notices.waiting(person.today()))
    person.notices.filter(pk__in=[n.pk for n in waiting]).update(read_at=timezone.now())
    return waiting


def _come_in(person: Person, due: Due, known: Notice | None) -> None:
    """A new notice, or the known one with its newest words."""
    told = {
        "kind": due.kind,
        "level": due.level,
        "title": due.title,
        "text": due.text,
        "link": due.link,
    }
    if known is None:
        notice = Notice(person=person, key=due.key, **told)
        notice.full_clean()
        notice.save()
        return
    changed: dict[str, object] = {
        name: value for name, value in told.items() if getattr(known, name) != value
    }
    if known.over_at is not None:
        changed |= {"over_at": None, "made_at": timezone.now()}
    if changed:
        Notice.objects.filter(pk=known.pk).update(**changed)


def _save(notice: Notice, **changes: object) -> Notice:
    for name, value in changes.items():
        setattr(notice, name, value)
    notice.save(update_fields=list(changes))
    return notice


def _key(person: Person) -> str:
    return f"inbox:{person.pk}"
