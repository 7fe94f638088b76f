"""What a person decides about themselves."""

import base64
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.db import IntegrityError, transaction

from backend.accounts import rules
from backend.accounts.models import Person, Recovery, Session
from backend.core.clock import now
from backend.core.zones import check_zone
from backend.vault.services import is_sealed_by_older

SEALED = ("name", "pronouns")
CLOCKS = {"time_zone", "quiet_from", "quiet_until"}
"""What moves the reminders that wait for somebody."""


def change_profile(*, person: Person, changes: dict[str, Any]) -> Person:
    """Set any of the profile's fields. A time zone must be one of the IANA database."""
    check_zone(changes.get("time_zone", person.time_zone))
    for field, value in changes.items():
        if field in SEALED:
            person.seal(**{field: value})
        else:
            setattr(person, field, value)
    moved = CLOCKS & set(changes)
    if moved:
        person.clocks_changed_at = now()
    person.save(update_fields=[*changes, *(["clocks_changed_at"] if moved else [])])
    return person


def end_session(*, person: Person, session_id: UUID) -> bool:
    """Sign out one phone; false when it is none of theirs."""
    return Session.objects.filter(person=person, pk=session_id).delete()[0] > 0


def end_sessions(*, person: Person, but: bytes = b"") -> None:
    """Sign out everywhere, or everywhere but in the session with this mark."""
    Session.objects.filter(person=person).exclude(mark=but).delete()


def forget_old_sessions() -> None:
    """Delete what no longer signs anybody in."""
    Session.objects.over(now()).delete()
    Recovery.objects.exclude(pk__in=Recovery.objects.standing(now())).delete()


def reseal_recovery_codes() -> int:
    """Seal them with the first of VAULT_KEYS, so that the others may leave; returns how many moved."""
    moved = 0
    codes = Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES)
    for pk, data in codes.values_list("pk", "data"):
        if is_sealed_by_older(base64.b64decode(data["seed"])):
            with transaction.atomic():
                for held in codes.select_for_update().filter(pk=pk):
                    held.data["seed"] = encrypt(decrypt(held.data["seed"]))
                    held.save(update_fields=["data"])
                    moved += 1
    return moved


def ask_for_recovery(*, person: Person) -> Recovery:
    """Begin to wait, or go on waiting: asking twice neither shortens nor prolongs it."""
    standing = recovery_of(person=person)
    if standing:
        return standing
    until = {"ready_at": now() + rules.WAIT}
    return Recovery.objects.update_or_create(person=person, defaults=until)[0]


def recovery_of(*, person: Person) -> Recovery | None:
    return Recovery.objects.standing(now()).filter(person=person).first()


def stop_recovery(*, person: Person) -> None:
    Recovery.objects.filter(person=person).delete()


def use_recovery(*, person: Person) -> bool:
    """Whether the wait is over for them; it counts once."""
    found = recovery_of(person=person)
    if found is None or not rules.wait_is_over(found.ready_at, now()):
        return False
    return Recovery.objects.filter(pk=found.pk).delete()[0] > 0


def change_address(*, person: Person, email: str) -> bool:
    """Take this address, which has been shown to be theirs; false when somebody else was quicker."""
    try:
        with transaction.atomic():
            EmailAddress.objects.filter(user=person).update(email=email, verified=True, primary=True)
            Person.objects.filter(pk=person.pk).update(email=email)
    except IntegrityError:
        return False
    person.email = email
    return True
