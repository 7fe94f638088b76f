"""People and spaces, made the way the app makes them."""

from allauth.account.models import EmailAddress

from backend.accounts.models import Person
from backend.accounts.services import change_profile
from backend.spaces.models import Membership
from backend.spaces.services import accept_invitation, create_space, invite
from backend.vault.models import Key

ZONE = "Europe/Berlin"


def make_person(name: str, email: str = "") -> Person:
    """Somebody with a verified address, `name@example.org` unless given."""
    key = Key.new()
    key.save()
    person = Person(email=email or f"{name.lower()}@example.org", key=key)
    person.set_unusable_password()
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return change_profile(person=person, changes={"name": name, "time_zone": ZONE})


def make_space(first: Person, second: Person | None = None) -> tuple[Membership, ...]:
    """A space of one or of two; their seats, in order."""
    seat = create_space(person=first, time_zone=ZONE)
    if second is None:
        return (seat,)
    return seat, accept_invitation(person=second, code=invite(membership=seat).open("code"))
