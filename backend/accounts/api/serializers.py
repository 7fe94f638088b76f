"""The shape of a profile."""

import re
from typing import Any

from rest_framework import serializers

from backend.accounts.confirmation import WAYS
from backend.accounts.models import LONGEST_NAME, LONGEST_PRONOUNS, Person, Theme
from backend.core.api.serializers import ClockField, Shape, WordsField

LOCALE = re.compile(r"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
LONGEST_CODE = 40
LONGEST_ADDRESS = 254


class ProfileChanges(Shape):
    """What a person may change about themselves; all optional."""

    name = WordsField(max_length=LONGEST_NAME, required=False)
    pronouns = WordsField(max_length=LONGEST_PRONOUNS, required=False, allow_blank=True)
    locale = serializers.RegexField(LOCALE, max_length=20, required=False)
    time_zone = serializers.CharField(max_length=64, required=False)
    theme = serializers.ChoiceField(Theme.choices, required=False)
    discreet = serializers.BooleanField(required=False)
    quiet_from = ClockField(required=False)
    quiet_until = ClockField(required=False)
    remind_by_push = serializers.BooleanField(required=False)
    remind_by_email = serializers.BooleanField(required=False)
    email_as_fallback = serializers.BooleanField(required=False)


class RecoveryShape(Shape):
    """Somebody with the inbox waits to be let in without a passkey: from then on, for some days."""

    ready_at = serializers.DateTimeField()


class Profile(Shape):
    """A person, to themselves."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    name = serializers.CharField(allow_blank=True)
    pronouns = serializers.CharField(allow_blank=True)
    locale = serializers.CharField()
    time_zone = serializers.CharField()
    theme = serializers.ChoiceField(Theme.choices)
    discreet = serializers.BooleanField()
    quiet_from = ClockField()
    quiet_until = ClockField()
    remind_by_push = serializers.BooleanField()
    remind_by_email = serializers.BooleanField()
    email_as_fallback = serializers.BooleanField()
    recovery = RecoveryShape(allow_null=True)

    def to_representation(self, person: Person) -> dict[str, Any]:
        words: dict[str, Any] = {"name": person.open("name"), "pronouns": person.open("pronouns")}
        words["recovery"] = self.context["recovery"]
        plain = {name: getattr(person, str(name)) for name in self.fields if str(name) not in words}
        return dict(super().to_representation(plain | words))


class Confirmation(Shape):
    """Until when this session needs no other proof of who is asking, and the ways to give one."""

    fresh_until = serializers.DateTimeField(allow_null=True)
    ways = serializers.ListField(child=serializers.ChoiceField(WAYS))


class CodeWords(Shape):
    """A code as somebody typed it."""

    code = serializers.CharField(max_length=LONGEST_CODE)


class SessionShape(Shape):
    """Somewhere you are signed in. When you were last there is a day, not a moment."""

    id = serializers.UUIDField()
    device = serializers.CharField(allow_blank=True)
    signed_in_at = serializers.DateTimeField()
    last_seen_on = serializers.DateField()
    is_this = serializers.BooleanField()


class AddressWords(Shape):
    """An address that is to be one's own."""

    email = serializers.EmailField(max_length=LONGEST_ADDRESS)

    def validate_email(self, email: str) -> str:
        return email.lower()


class AddressAsked(Shape):
    """A letter with a code is on its way there."""

    email = serializers.EmailField(allow_blank=True)
