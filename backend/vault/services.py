"""Keys renewed while people go on reading and writing, keys destroyed, and small secrets of the server."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial
from logging import getLogger
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import BinaryField, F, Func, Q, QuerySet, Value

from backend.core.clock import now
from backend.core.scope import acting, house
from backend.vault import rules
from backend.vault.models import Key, SealedModel, wrapping_key

GRACE = timedelta(hours=1)
"""Longer than any request or task: whoever read a key before it was renewed has written by then."""
BATCH = 100
Scope = Callable[[], AbstractContextManager[None]]
_NAMES = UUID("0a3bb6b4-65a5-4dd1-9d6f-8f0c3a2f6f11")
log = getLogger(__name__)


def destroy_key(*, key_id: UUID | None) -> None:
    """Forget for good what was sealed with it. Rows stay and read as empty."""
    if key_id:
        Key.objects.filter(pk=key_id).delete()


def renew_key(*, key_id: UUID | None) -> None:
    """A new version seals from now on; what was sealed before moves to it. One renewal at a time."""
    with house():
        for key in Key.objects.select_for_update().filter(pk__in=[key_id], former_until=None):
            _renew(key)


def _renew(key: Key) -> None:
    key.renew(former_until=now() + GRACE)
    key.save()


def look_after_keys(*, for_at_most: timedelta) -> None:
    """Do what VAULT_KEYS and VAULT_KEYS_FROM ask for, in small steps that may be killed or run twice."""
    until = now() + for_at_most
    for step in (_rewrap_some, _renew_some, _move_one):
        while now() < until and step():
            pass


def _rewrap_some() -> int:
    """Keys that are wrapped by another than the first of VAULT_KEYS are wrapped by it; returns how many."""
    _, *others = settings.VAULT_KEYS
    with house():
        keys = _free(Key.objects.filter(wrapped_by__in=others))
        for key in keys:
            key.wrap(key.ring)
        Key.objects.bulk_update(keys, ["wrapped", "wrapped_by"])
    return len(keys)


def _renew_some() -> int:
    """Keys made before VAULT_KEYS_FROM get a new version; returns how many."""
    since = settings.VAULT_KEYS_FROM
    if since is None or since > now():
        return 0
    with house():
        keys = _free(Key.objects.filter(made_at__lt=since, former_until=None))
        for key in keys:
            _renew(key)
    return len(keys)


def _free(keys: QuerySet[Key]) -> list[Key]:
    """Some of these that nobody else is working on."""
    return list(keys.select_for_update(skip_locked=True)[:BATCH])


def _move_one() -> bool:
    """Move the words of one renewed key to its newest version, if there is one to move."""
    with house():
        key = Key.objects.filter(former_until__lte=now()).order_by("former_until").first()
    if key is None:
        return False
    scope = _scope_of(key)
    for model in sealed_models():
        _reseal(key, model, scope)
    with scope():
        _settle(key)
    return True


def sealed_models() -> list[type[SealedModel]]:
    """Every table with private words."""
    return [model for model in apps.get_models() if issubclass(model, SealedModel) and model.sealed_columns()]


def _scope_of(key: Key) -> Scope:
    """Who may read what is sealed with it: the person alone, or the house for what is a space's."""
    with house():
        person_id = get_user_model().objects.filter(key=key).values_list("pk", flat=True).first()
    return partial(acting, person_id=person_id) if person_id else house


def _reseal(key: Key, model: type[SealedModel], scope: Scope) -> None:
    """All rows of one table that nobody is writing at the moment, batch by batch."""
    last, full = UUID(int=0), True
    while full:
        with scope():
            free = _behind(key, model).filter(pk__gt=last).select_for_update(skip_locked=True, of=("self",))
            rows = list(free.select_related(model.sealed_with).order_by("pk")[:BATCH])
            for row in rows:
                _reseal_row(row)
        full = len(rows) == BATCH
        last = rows[-1].pk if rows else last


def _reseal_row(row: SealedModel) -> None:
    columns = row.sealed_columns()
    try:
        row.seal(**{column: row.open_bytes(column) for column in columns})
    except rules.CannotOpen:
        log.warning("row %s has words that do not open; their key keeps its former version", row.pk)
    else:
        row.save(update_fields=columns)


def _settle(key: Key) -> None:
    """Forget the former version, or look again later when something still needs it."""
    held = Key.objects.select_for_update().filter(pk=key.pk, former_until__lte=now()).first()
    if held is None:
        return
    if any(_behind(held, model).exists() for model in sealed_models()):
        held.former_until = now() + GRACE
    else:
        held.forget_former()
    held.save()


def _behind(key: Key, model: type[SealedModel]) -> QuerySet[SealedModel]:
    """Rows with words that are not sealed with the newest version."""
    rows, behind = model._base_manager.filter(**{model.sealed_with: key}), Q()
    for column in model.sealed_columns():
        version = Func(F(column), Value(3), Value(rules.ID_BYTES), function="substring")
        version.output_field = BinaryField()
        rows = rows.alias(**{f"version_of_{column}": version})
        behind |= ~Q(**{column: b""}) & ~Q(**{f"version_of_{column}": key.version.bytes})
    return rows.filter(behind)


def seal_for_server(plain: bytes, *, purpose: str) -> bytes:
    """Opens again with the same purpose, for as long as the wrapping key of today is listed in VAULT_KEYS."""
    name = next(iter(settings.VAULT_KEYS))
    return rules.seal(plain, secret=_derived(name, purpose), key_id=_mark(name), bound_to=purpose.encode())


def open_for_server(envelope: bytes, *, purpose: str) -> bytes:
    """The plain bytes, or CannotOpen: altered, of another purpose, or sealed by a key that is gone."""
    for name in settings.VAULT_KEYS:
        if rules.key_id_of(envelope) == _mark(name):
            secret = _derived(name, purpose)
            return rules.unseal(envelope, secret=secret, key_id=_mark(name), bound_to=purpose.encode())
    raise rules.CannotOpen


def is_sealed_by_older(envelope: bytes) -> bool:
    """Whether it has to be sealed again before the older keys leave VAULT_KEYS."""
    return rules.key_id_of(envelope) != _mark(next(iter(settings.VAULT_KEYS)))


def _mark(name: str) -> UUID:
    """How an envelope names its wrapping key."""
    return uuid5(_NAMES, name)


def _derived(name: str, purpose: str) -> bytes:
    recipe = HKDF(SHA256(), length=rules.KEY_BYTES, salt=None, info=f"toward server {purpose}".encode())
    return recipe.derive(wrapping_key(name))
