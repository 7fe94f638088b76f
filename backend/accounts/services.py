"""What a person decides about themselves."""

from typing import Any

from backend.accounts.models import Person
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
