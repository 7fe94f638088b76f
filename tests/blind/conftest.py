"""One stage for all tests of a file."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.blind.machine import first_look
from tests.blind.stage import stage
from tests.blind.world import World
from tests.roles import undone

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
"""Emptied with every story, so it must be nobody else's."""


@pytest.fixture(autouse=True)
def _own_cache(settings: Settings) -> None:
    settings.CACHES = CACHES


@pytest.fixture(scope="module")
def begun(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Ana's first look; undone when the file is through."""
    with django_db_blocker.unblock(), override_settings(CACHES=CACHES), undone(), stage() as here:
        yield first_look(here)
