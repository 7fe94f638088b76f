"""Shapes of spaces and invitations."""

from typing import Any

import qrcode
from django.conf import settings
from rest_framework import serializers

from backend.core.api.serializers import Empty, Shape, WordsField
from backend.spaces import rules
from backend.spaces.models import LONGEST_SPACE_NAME, Hue, Invitation, Membership, Space

__all__ = [
    "Code",
    "Empty",
    "InvitationShape",
    "Leaving",
    "MemberShape",
    "NewSpace",
    "PreviewShape",
    "SpaceChanges",
    "SpaceShape",
]
LONGEST_TYPED_CODE = 40


class NewSpace(Shape):
    name = WordsField(max_length=LONGEST_SPACE_NAME, required=False, allow_blank=True)
    time_zone = serializers.CharField(max_length=64)
    started_on = serializers.DateField(required=False, allow_null=True)


class SpaceChanges(Shape):
    name = WordsField(max_length=LONGEST_SPACE_NAME, required=False, allow_blank=True)
    time_zone = serializers.CharField(max_length=64, required=False)
    started_on = serializers.DateField(required=False, allow_null=True)


class Leaving(Shape):
    quietly = serializers.BooleanField(default=False)


class Code(Shape):
    code = serializers.CharField(max_length=LONGEST_TYPED_CODE)


class MemberShape(Shape):
    """A person, to the two of a space. Whoever has left has neither name nor id any more."""

    id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    pronouns = serializers.CharField(allow_blank=True)
    hue = serializers.ChoiceField(Hue.choices)
    is_me = serializers.BooleanField()
    former = serializers.BooleanField()

    def to_representation(self, membership: Membership) -> dict[str, Any]:
        seat = {"hue": membership.hue, "former": membership.is_former}
        if membership.is_former:
            return {"id": None, "name": "", "pronouns": "", "is_me": False, **seat}
        person = membership.person
        return {
            "id": str(person.pk),
            "name": person.open("name"),
            "pronouns": person.open("pronouns"),
            "is_me": person.pk == self.context["me"],
            **seat,
        }


class SpaceShape(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField(allow_blank=True)
    started_on = serializers.DateField(allow_null=True)
    time_zone = serializers.CharField()
    closed = serializers.BooleanField()
    members = MemberShape(many=True)

    def to_representation(self, space: Space) -> dict[str, Any]:
        return {
            "id": str(space.pk),
            "name": space.open("name"),
            "started_on": space.started_on,
            "time_zone": space.time_zone,
            "closed": space.closed_at is not None,
            "members": MemberShape(self.context["members"], many=True, context=self.context).data,
        }


class Picture(Shape):
    """A QR code as one SVG path on a square of `size` units."""

    size = serializers.IntegerField()
    path = serializers.CharField()


class InvitationShape(Shape):
    code = serializers.CharField()
    shown = serializers.CharField()
    link = serializers.CharField()
    qr = Picture()
    expires_at = serializers.DateTimeField()

    def to_representation(self, invitation: Invitation) -> dict[str, Any]:
        code = invitation.open("code")
        # Behind a `#`, which browsers never send to a server.
        link = f"{settings.PUBLIC_URL}/join#{code}"
        return {
            "code": code,
            "shown": rules.grouped(code),
            "link": link,
            "qr": picture_of(link),
            "expires_at": invitation.expires_at,
        }


def picture_of(link: str) -> dict[str, Any]:
    picture = qrcode.QRCode(border=2)
    picture.add_data(link)
    grid = picture.get_matrix()
    squares = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(grid) for x, dark in enumerate(row) if dark]
    return {"size": len(grid), "path": "".join(squares)}


class PersonNamed(Shape):
    name = serializers.CharField()
    pronouns = serializers.CharField(allow_blank=True)


class SpaceNamed(Shape):
    name = serializers.CharField(allow_blank=True)


class PreviewShape(Shape):
    """What the invited person may know before accepting."""

    inviter = PersonNamed()
    space = SpaceNamed()
    expires_at = serializers.DateTimeField()

    def to_representation(self, invitation: Invitation) -> dict[str, Any]:
        person = invitation.inviter
        return {
            "inviter": {"name": person.open("name"), "pronouns": person.open("pronouns")},
            "space": {"name": invitation.space.open("name")},
            "expires_at": invitation.expires_at,
        }
