"""Shapes of successes and of thanks."""

from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers

from backend.core.api.serializers import Shape, WordsField
from backend.spaces.api.serializers import MemberShape
from backend.successes import services
from backend.successes.models import Kind, Milestone, Sharing, Success


class NewSuccess(Shape):
    words = WordsField(max_length=services.LONGEST_SUCCESS)
    made_possible = WordsField(max_length=services.LONGEST_MADE_POSSIBLE, required=False, allow_blank=True)
    sharing = serializers.ChoiceField(Sharing.choices)
    milestone = serializers.ChoiceField(Milestone.choices, required=False, allow_null=True)
    happened_on = serializers.DateField()

    def validate_milestone(self, milestone: str | None) -> str:
        return milestone or ""


class Whose(Shape):
    """Whether a joint success was theirs too. A no is told to nobody."""

    ours = serializers.BooleanField()


class Reacting(Shape):
    kind = serializers.ChoiceField(Kind.values)


class PictureShape(Shape):
    """How large it is; its bytes are at `/successes/{id}/picture`."""

    id = serializers.UUIDField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class SuccessShape(Shape):
    """`together`: both have said that it was theirs. `asks`: whoever reads this may say so."""

    id = serializers.UUIDField()
    words = serializers.CharField()
    made_possible = serializers.CharField(allow_blank=True)
    sharing = serializers.ChoiceField(Sharing.choices)
    milestone = serializers.ChoiceField(Milestone.choices, allow_null=True)
    happened_on = serializers.DateField()
    author = MemberShape()
    together = serializers.BooleanField()
    asks = serializers.BooleanField()
    reaction = serializers.ChoiceField(Kind.values, allow_null=True)
    picture = PictureShape(allow_null=True)

    def to_representation(self, success: Success) -> dict[str, Any]:
        together = success.pk in self.context["together"]
        is_mine = success.author_id == self.context["me"]
        return {
            "id": str(success.pk),
            "words": success.open("words"),
            "made_possible": success.open("made_possible"),
            "sharing": success.sharing,
            "milestone": success.milestone or None,
            "happened_on": success.happened_on,
            "author": self.context["mine" if is_mine else "other"],
            "together": together,
            "asks": success.sharing == Sharing.JOINT and not together and not is_mine,
            "reaction": self.context["reactions"].get(success.pk),
            "picture": PictureShape(success.picture).data if hasattr(success, "picture") else None,
        }


class SuccessesPage(Shape):
    items = SuccessShape(many=True)
    next = serializers.CharField(allow_null=True)


class NewAppreciation(Shape):
    words = WordsField(max_length=services.LONGEST_THANKS)


class AppreciationShape(Shape):
    """Thanks from one of the two: said by itself, or in a check-in, where it stays."""

    id = serializers.UUIDField()
    said = serializers.ChoiceField(["by_itself", "in_a_check_in"])
    texts = serializers.ListField(child=serializers.CharField())
    on = serializers.DateField()
    author = MemberShape()

    def to_representation(self, thanks: services.Thanks) -> dict[str, Any]:
        is_mine = thanks.author_id == self.context["me"]
        return {
            "id": str(thanks.id),
            "said": thanks.said,
            "texts": thanks.texts,
            "on": thanks.at.astimezone(ZoneInfo(self.context["zone"])).date(),
            "author": self.context["mine" if is_mine else "other"],
        }


class Bank(Shape):
    """`invites`: whether to ask for thanks now; not after a day of being little understood."""

    items = AppreciationShape(many=True)
    next = serializers.CharField(allow_null=True)
    invites = serializers.BooleanField()
