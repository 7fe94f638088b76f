"""The cast: Ana and Ben share a space, Cleo lives elsewhere, and somebody is signed out."""

import pytest

from backend.accounts.models import Person
from backend.spaces.models import Membership
from tests.client import Phone
from tests.factories.people import make_person, make_space


@pytest.fixture
def ana(db: None) -> Person:
    return make_person("Ana")


@pytest.fixture
def ben(db: None) -> Person:
    return make_person("Ben")


@pytest.fixture
def together(ana: Person, ben: Person) -> tuple[Membership, Membership]:
    """Ana's and Ben's seats in their space."""
    return make_space(ana, ben)


@pytest.fixture
def cleo(db: None) -> Person:
    """Somebody with a space of her own."""
    person = make_person("Cleo")
    make_space(person)
    return person


@pytest.fixture
def as_ana(together: object, ana: Person) -> Phone:
    return Phone(ana)


@pytest.fixture
def as_ben(together: object, ben: Person) -> Phone:
    return Phone(ben)


@pytest.fixture
def as_cleo(cleo: Person) -> Phone:
    return Phone(cleo)


@pytest.fixture
def signed_out(db: None) -> Phone:
    return Phone()
