"""Reads of checks, of persons reached through `get_person_or_404`."""

from uuid import UUID

from django.http import Http404

from trophe.web.check.models import CheckDraft, CheckResult, CheckResultQuerySet
from trophe.web.people.models import Person


def results_of(person: Person) -> CheckResultQuerySet:
    """All results, the newest first."""
    return CheckResult.objects.filter(person=person)


def open_result(person: Person) -> CheckResult | None:
    """The most urgent open result, the newest of those."""
    return results_of(person).open().order_by("urgency", "-pk").first()


def result_or_404(person: Person, code: UUID | str) -> CheckResult:
    """One result of this person."""
    try:
        return results_of(person).get(code=code)
    except (CheckResult.DoesNotExist, ValueError):
        raise Http404("No such check.") from None


def draft_answers(person: Person) -> dict[str, str]:
    """What was answered of the check that is not finished; nothing where none is."""
    draft = CheckDraft.objects.filter(person=person).first()
    return dict(draft.answers) if draft else {}
