"""People and their spaces, as rows; what they do in a test goes through the API or a service."""

from allauth.account.models import EmailAddress

from backend.accounts.models import Person
from backend.spaces.models import Membership, Space
from backend.vault.models import Key


def make_person(
    name: str, email: str = "", *, pronouns: str = "", time_zone: str = "Europe/Berlin"
) -> Person:
    """Somebody who has signed up and said their name."""
    address = email or f"{name.lower()}@example.org"
    person = Person(email=address, key=_new_key(), time_zone=time_zone)
    person.set_unusable_password()
    person.seal(name=name, pronouns=pronouns)
    person.save()
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    return person


def make_space(*people: Person, name: str = "", time_zone: str = "Europe/Berlin") -> Space:
    """A space with these one or two in it, seated in this order."""
    space = Space(key=_new_key(), time_zone=time_zone)
    space.seal(name=name)
    space.save()
    for seat, person in enumerate(people, 1):
        Membership.objects.create(space=space, person=person, seat=seat)
    return space


def _new_key() -> Key:
    key = Key.new()
    key.save()
    return key
