"""Ana and Ben, having written in every place where one can write."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from backend.accounts.models import Person
from backend.vault.models import Key
from tests.client import Phone
from tests.notifications.receivers import Browser, PushService
from tests.vault.story import live, silent_columns


@pytest.fixture
def push(settings: Settings) -> Iterator[PushService]:
    settings.LOCAL, settings.PUSH_HOSTS, settings.OUTBOX_DIR = True, ["127.0.0.1"], None
    with PushService() as service:
        yield service


@pytest.fixture
def her_phone(push: PushService) -> Browser:
    return push.browser()


@pytest.fixture
def lived(ana: Person, ben: Person, her_phone: Browser) -> None:
    live(Phone(ana), Phone(ben), her_phone)
    assert silent_columns() == set()


@pytest.fixture
def key(ana: Person) -> Key:
    return Key.objects.get(person=ana)
