"""Three people and one record: who runs the server, who was invited, who was not."""

import pytest
from django.core.cache import cache
from django.test import Client

from trophe.web.accounts.models import User
from trophe.web.accounts.services import ensure_owner, make_account
from trophe.web.people.models import Role
from trophe.web.people.services import create_person
from trophe.web.people.sharing import grant_access

PASSWORD = "seven blue herons wade"


@pytest.fixture(autouse=True)
def _fresh_counters():
    """Tries to sign in are counted anew in each test."""
    cache.clear()


@pytest.fixture
def owner(db) -> User:
    return ensure_owner()


@pytest.fixture
def helper(db) -> User:
    return make_account(username="helper", password=PASSWORD)


@pytest.fixture
def stranger(db) -> User:
    return make_account(username="stranger", password=PASSWORD)


@pytest.fixture
def told() -> dict:
    """What somebody tells of themselves at the start."""
    return {
        "name": "Ada",
        "sex": "female",
        "age_y": 40.0,
        "height_m": 1.676,
        "weight_kg": 72.6,
        "activity": "light",
        "kidney": "normal",
    }


@pytest.fixture
def person(owner, told):
    return create_person(by=owner, **told)


@pytest.fixture
def reader(helper, person, owner) -> User:
    """The helper, who may see and not change."""
    grant_access(person=person, user=helper, role=Role.READ, by=owner)
    return helper


@pytest.fixture
def writer(helper, person, owner) -> User:
    """The helper, who may see and change."""
    grant_access(person=person, user=helper, role=Role.WRITE, by=owner)
    return helper


@pytest.fixture
def client_of():
    """A browser in which somebody is signed in; nobody for None."""

    def make(user: User | None, **kwargs) -> Client:
        client = Client(**kwargs)
        if user is not None:
            client.force_login(user)
        return client

    return make


@pytest.fixture
def food_of(db):
    """A shared food with what is known of it per 100 g."""
    from trophe.web.foods.models import Food

    def make(name: str, portions=(), **amounts) -> Food:
        return Food.objects.create(
            source="test",
            source_id=name,
            name=name,
            quality="lab",
            amounts=amounts,
            portions=[list(portion) for portion in portions],
        )

    return make


@pytest.fixture
def milk(food_of):
    return food_of(
        "Milk, whole", [(1, "glass", 250.0)], energy_kcal=61.0, protein_g=3.2, calcium_mg=113.0
    )


@pytest.fixture
def oats(food_of):
    return food_of("Oats, rolled", [(1, "cup", 80.0)], energy_kcal=379.0, protein_g=13.2)


@pytest.fixture
def breakfast(person):
    from trophe.web.diary.days import slots_of

    return slots_of(person)[0]
