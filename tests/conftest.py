"""The cast: Ana and Ben share a space, Cleo lives elsewhere, and somebody is signed out.

The servers of the tests start in tests/servers.py; what only one app needs lives beside its tests.
"""

import uuid
from collections.abc import Iterator
from unittest.mock import patch

import hypothesis
import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker, Settings

from backend.accounts.models import Person
from backend.spaces.models import Space
from tests.client import Phone
from tests.factories.people import make_person, make_space
from tests.roles import become_app, become_owner, walls_down
from tests.servers import template_database
from tests.tables import Sweep

# The same code gives the same result; a longer search is another matter than a verdict.
hypothesis.settings.register_profile(
    "toward", deadline=None, database=None, max_examples=50, derandomize=True
)
hypothesis.settings.load_profile("toward")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Its owner makes the test database, as a copy of one that is migrated once for all processes …"""
    become_owner()
    connection.settings_dict["TEST"]["TEMPLATE"] = template_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """… and the app's role runs the tests in it."""
    become_app()
    with django_db_blocker.unblock():
        sweep = Sweep()

    def swept(case: TransactionTestCase) -> None:
        sweep(case)

    with patch.object(TransactionTestCase, "_fixture_teardown", swept):
        yield
    become_owner()


@pytest.fixture(autouse=True)
def _own_cache(settings: Settings) -> None:
    """Rate limits of one test never reach another, also beside it in another process."""
    settings.CACHES = {"default": {**configured.CACHES["default"], "KEY_PREFIX": uuid.uuid4().hex}}


@pytest.fixture(scope="module")
def first_wall_alone(django_db_setup: None) -> Iterator[None]:
    """Without row-level security, so that nothing but `visible_to` is tested."""
    with walls_down():
        yield


@pytest.fixture
def ana(db: None) -> Person:
    return make_person("Ana", pronouns="she/her")


@pytest.fixture
def ben(db: None) -> Person:
    return make_person("Ben", pronouns="he/him", time_zone="Europe/Lisbon")


@pytest.fixture
def cleo(db: None) -> Person:
    """Alone in a space of her own."""
    person = make_person("Cleo", pronouns="they/them")
    make_space(person, name="Only Cleo's")
    return person


@pytest.fixture
def space(ana: Person, ben: Person) -> Space:
    """Where Ana and Ben are."""
    return make_space(ana, ben, name="The lighthouse")


@pytest.fixture
def as_ana(ana: Person, space: Space) -> Phone:
    return Phone(ana)


@pytest.fixture
def as_ben(ben: Person, space: Space) -> Phone:
    return Phone(ben)


@pytest.fixture
def as_cleo(cleo: Person) -> Phone:
    return Phone(cleo)


@pytest.fixture
def signed_out(db: None) -> Phone:
    return Phone()
