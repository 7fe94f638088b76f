"""What is known of a person, for themselves; and forgetting them."""

from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator

from backend.accounts.models import Person, Recovery, Session
from backend.core.models import DoneCommand
from backend.core.zones import zones
from backend.vault.models import Key
from backend.vault.services import destroy_key

COVERS = (Person, Key, Session, Recovery, EmailAddress, EmailConfirmation, Authenticator, DoneCommand)
SEALED = ("name", "pronouns")
PLAIN = ("locale", "time_zone", "theme", "discreet", "remind_by_push", "remind_by_email", "email_as_fallback")
CLOCKS = ("quiet_from", "quiet_until")
MINUTES = "%H:%M"


def export(person: Person) -> dict[str, Any]:
    """The profile, and what lets them in. Secrets of passkeys are nobody's to read."""
    passkeys = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    phones = Session.objects.filter(person=person).order_by("created_at")
    return {
        "email": person.email,
        **{name: person.open(name) for name in SEALED},
        **{name: getattr(person, name) for name in PLAIN},
        **{name: getattr(person, name).strftime(MINUTES) for name in CLOCKS},
        "here_since": person.created_at.isoformat(),
        "passkeys": [{"name": str(key), "made_at": key.created_at.isoformat()} for key in passkeys],
        "phones": [
            {"signed_in_at": phone.created_at.isoformat(), "last_seen_on": phone.last_seen_on.isoformat()}
            for phone in phones
        ],
    }


def bring_back(*, person: Person, profile: dict[str, Any]) -> None:
    """Only into an account that has no name yet; whoever has one has decided since."""
    if person.open("name"):
        return
    person.seal(**{name: profile[name] for name in SEALED})
    zone = profile["time_zone"] if profile["time_zone"] in zones() else person.time_zone
    said = {name: profile[name] for name in PLAIN + CLOCKS if name in profile}
    for name, value in (said | {"time_zone": zone}).items():
        setattr(person, name, value)
    person.save(update_fields=[*SEALED, *PLAIN, *CLOCKS])


def erase(person: Person) -> None:
    """Signed out everywhere, the address free, the key gone: what was sealed with it is noise from now on."""
    DoneCommand.objects.filter(person_id=person.pk).delete()
    Session.objects.filter(person=person).delete()
    Recovery.objects.filter(person=person).delete()
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    Person.objects.filter(pk=person.pk).delete()
    destroy_key(key_id=person.key_id)
