"""Keys that were made when a key was one bare secret."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.conf import settings
from django.db import connection

from backend.vault import rules
from backend.vault.models import Key, wrapping_key


def test_bare_secret_becomes_the_first_version(db: None) -> None:
    [name] = settings.VAULT_KEYS
    secret = rules.new_secret()
    key = Key(wrapped_by=name)
    key.wrapped = rules.seal(secret, secret=wrapping_key(name), key_id=key.pk, bound_to=b"key")
    key.save()
    migration = import_module("backend.vault.migrations.0002_key_versions")
    migration.hold_as_ring(apps, SimpleNamespace(connection=connection))
    assert Key.objects.get(pk=key.pk).ring == {key.pk: secret}
