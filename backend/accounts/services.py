"""What a person decides about themselves."""

from typing import Any
from zoneinfo import available_timezones

from backend.accounts.models import Person
from backend.core.errors import InvalidWords

SEALED = ("name", "pronouns")


def change_profile(*, person: Person, changes: dict[str, Any]) -> Person:
    """Set any of the profile's fields. A time zone must be one of the IANA database."""
    zone = changes.get("time_zone")
    if zone is not None and zone not in available_timezones():
        raise InvalidWords("time_zone", "This is not a time zone we know, such as Europe/Berlin.")
    for field, value in changes.items():
        if field in SEALED:
            person.seal(**{field: value})
        else:
            setattr(person, field, value)
    person.save(update_fields=list(changes))
    return person
