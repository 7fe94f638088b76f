"""What a person decides about themselves."""

from typing import Any
from uuid import UUID

from backend.accounts.models import Person, Session
from backend.core.clock import now
from backend.core.zones import check_zone

SEALED = ("name", "pronouns")


def change_profile(*, person: Person, changes: dict[str, Any]) -> Person:
    """Set any of the profile's fields. A time zone must be one of the IANA database."""
    check_zone(changes.get("time_zone", person.time_zone))
    for field, value in changes.items():
        if field in SEALED:
            person.seal(**{field: value})
        else:
            setattr(person, field, value)
    person.save(update_fields=list(changes))
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
