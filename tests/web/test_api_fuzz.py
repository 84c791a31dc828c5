"""The API against its own schema: calls made up by a machine, none may break it.

In-process and bounded to about a minute. The caller has one person; a stranger has another,
which must stay as it was.
"""

from functools import cache

import pytest
from django.core import serializers
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from trophe.web.accounts.services import make_token
from trophe.web.api.routes import api
from trophe.web.people.services import create_person

pytestmark = [pytest.mark.fuzz, pytest.mark.django_db]
# Every call there is: a new one is fuzzed without being asked for.
CALLS = sorted(
    f"{method.upper()} {path}"
    for path, operations in api.get_openapi_schema()["paths"].items()
    for method in operations
)
EXAMPLES = 25


@pytest.fixture
def operations(db):
    """Every call of the schema by method and path."""
    return _operations()


@cache
def _operations():
    """Read once: the schema is the same for every call, and reading it takes longer than the
    calls."""
    import schemathesis

    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    found = [result.ok() for result in schema.get_all_operations()]
    return {f"{op.method.upper()} {op.path}": op for op in found}


@pytest.mark.parametrize("mode", ["positive", "negative"])
@pytest.mark.parametrize("call", CALLS)
def test_no_call_breaks_the_api(
    call, mode, operations, owner, person, stranger, told, settings_of_run, client_address
):
    from schemathesis import GenerationMode

    operation = operations[call]
    secret = create_person(by=stranger, **told)
    token = make_token(user=owner, name="fuzz", scope="write")[1]
    before = _everything(secret)
    made_up = operation.as_strategy(generation_mode=GenerationMode(mode))

    @settings_of_run(EXAMPLES)
    @given(case=made_up, code=st.sampled_from([person.code, secret.code, None]))
    def run(case, code):
        if code is not None and "code" in (case.path_parameters or {}):
            case.path_parameters["code"] = str(code)
        headers = {"Authorization": f"Bearer {token}", "Host": client_address}
        answer = case.call_and_validate(headers=headers, excluded_checks=_excluded(code, mode))
        if code == secret.code and "code" in (case.path_parameters or {}):
            assert answer.status_code in (400, 404)

    run()
    assert _everything(secret) == before


def _excluded(code, mode):
    """A wrong address put right by us is no wrong call any more."""
    from schemathesis.checks import CHECKS

    names = ["negative_data_rejection"] if code is not None or mode == "positive" else []
    names += ["positive_data_acceptance", "missing_required_header", "use_after_free"]
    return [CHECKS.get_one(name) for name in names if name in CHECKS.get_all_names()]


@pytest.fixture
def client_address():
    return "localhost"


@pytest.fixture
def settings_of_run():
    def make(n):
        return settings(
            max_examples=n,
            deadline=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )

    return make


def _everything(person):
    """Each row that hangs on the person, of whatever app."""
    relations = [r for r in person._meta.related_objects if r.one_to_many]
    rows = [
        row
        for r in relations
        for row in r.related_model._base_manager.filter(**{r.field.name: person})
    ]
    return serializers.serialize("json", [person, *rows])
