"""Shapes of agreements, limits and drafts, as one person may see them today."""

from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers

from backend.boundaries.models import Agreement, Draft, Limit, Version, Wording
from backend.boundaries.rules import LONGEST_TEXT, LONGEST_TITLE, Kind, Standing, State, gist
from backend.core.api.serializers import Shape, WordsField
from backend.core.clock import now
from backend.spaces.models import Membership

LONGEST_NOTE = 2000
KINDS = [kind.value for kind in Kind]


def _text() -> WordsField:
    return WordsField(max_length=LONGEST_TEXT, allow_blank=True, default="")


class WordsShape(Shape):
    """A title, and what it says; parts may be empty."""

    title = WordsField(max_length=LONGEST_TITLE, allow_blank=True)
    welcome = _text()
    not_welcome = _text()
    what_i_do = _text()
    why = _text()


class NewVersion(Shape):
    """`instead_of` is what is open, when there is something: the other's, to counter it, or one's own."""

    words = WordsShape()
    review_on = serializers.DateField(required=False, allow_null=True)
    instead_of = serializers.UUIDField(required=False, allow_null=True)


class NewAgreement(Shape):
    """`draft` is the one it was written as, which is not needed any more."""

    kind = serializers.ChoiceField(KINDS)
    words = WordsShape()
    review_on = serializers.DateField(required=False, allow_null=True)
    draft = serializers.UUIDField(required=False, allow_null=True)


class NewDraft(Shape):
    kind = serializers.ChoiceField(KINDS)
    words = WordsShape()
    review_on = serializers.DateField(required=False, allow_null=True)


class NewNote(Shape):
    text = WordsField(max_length=LONGEST_NOTE, allow_blank=True)


class NewLimit(Shape):
    words = WordsShape()
    shared = serializers.BooleanField()


class NewWording(Shape):
    words = WordsShape()


class LimitChanges(Shape):
    shared = serializers.BooleanField()


class Seen:
    """Who looks, and on whose calendar; days are said, never times of day."""

    def __init__(self, membership: Membership) -> None:
        self.membership = membership
        self.zone: tzinfo = ZoneInfo(membership.space.time_zone)
        self.today = now().astimezone(self.zone).date()

    def day(self, at: datetime | None) -> str | None:
        return at.astimezone(self.zone).date().isoformat() if at else None

    def is_mine(self, seat: int) -> bool:
        return seat == self.membership.seat


class VersionShape(Shape):
    """`settled_on` is when it was agreed to, declined, taken back or countered."""

    id = serializers.UUIDField()
    by_me = serializers.BooleanField()
    words = WordsShape()
    proposed_on = serializers.DateField()
    review_on = serializers.DateField()
    standing = serializers.ChoiceField([standing.value for standing in Standing])
    settled_on = serializers.DateField(allow_null=True)

    def to_representation(self, version: Version) -> dict[str, Any]:
        seen: Seen = self.context["seen"]
        consent, outcome = getattr(version, "consent", None), getattr(version, "outcome", None)
        settled_at = consent.agreed_at if consent else outcome.settled_at if outcome else None
        return {
            "id": str(version.pk),
            "by_me": seen.is_mine(version.seat),
            "words": version.said,
            "proposed_on": seen.day(version.proposed_at),
            "review_on": version.review_on.isoformat(),
            "standing": self.context["history"].standing(version.as_proposal()).value,
            "settled_on": seen.day(settled_at),
        }


class AgreementSummary(Shape):
    """Its name, what it says first, how it stands. `holds` and `open` are versions; `by_me`: whose it is."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(KINDS)
    title = serializers.CharField(allow_blank=True)
    gist = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField([state.value for state in State])
    holds = serializers.UUIDField(allow_null=True)
    open = serializers.UUIDField(allow_null=True)
    by_me = serializers.BooleanField()
    review_on = serializers.DateField(allow_null=True)

    def to_representation(self, agreement: Agreement) -> dict[str, Any]:
        seen: Seen = self.context["seen"]
        history = agreement.history
        shown = history.last_agreed or history.versions[-1]
        said = next(one for one in agreement.versions.all() if one.pk == shown.id).said
        return {
            "id": str(agreement.pk),
            "kind": agreement.kind,
            "title": said["title"],
            "gist": gist(said),
            "state": history.state(seen.today).value,
            "holds": str(history.in_force.id) if history.in_force else None,
            "open": str(history.open.id) if history.open else None,
            "by_me": history.open is not None and seen.is_mine(history.open.seat),
            "review_on": history.in_force.review_on.isoformat() if history.in_force else None,
        }


class AgreementShape(AgreementSummary):
    """With every version, the newest first, and the note that only the person who asks can see."""

    versions = VersionShape(many=True)
    ended_on = serializers.DateField(allow_null=True)
    note = serializers.CharField(allow_blank=True)

    def to_representation(self, agreement: Agreement) -> dict[str, Any]:
        context = {**self.context, "history": agreement.history}
        newest_first = list(agreement.versions.all())[::-1]
        ending = getattr(agreement, "ending", None)
        return super().to_representation(agreement) | {
            "versions": VersionShape(newest_first, many=True, context=context).data,
            "ended_on": context["seen"].day(ending.ended_at if ending else None),
            "note": self.context["note"],
        }


class WordingShape(Shape):
    words = WordsShape()
    written_on = serializers.DateField()

    def to_representation(self, wording: Wording) -> dict[str, Any]:
        return {"words": wording.said, "written_on": self.context["seen"].day(self._since(wording))}

    def _since(self, wording: Wording) -> datetime:
        """To the other it is there since it was told."""
        own = wording.author_id == self.context["seen"].membership.person_id
        return wording.written_at if own or wording.told_at is None else wording.told_at


class LimitShape(Shape):
    """With the ways it was said, the newest first; to the other only those that were told."""

    id = serializers.UUIDField()
    by_me = serializers.BooleanField()
    shared = serializers.BooleanField()
    wordings = WordingShape(many=True)

    def to_representation(self, limit: Limit) -> dict[str, Any]:
        newest_first = list(limit.wordings.all())[::-1]
        return {
            "id": str(limit.pk),
            "by_me": limit.author_id == self.context["seen"].membership.person_id,
            "shared": newest_first[0].told_at is not None,
            "wordings": WordingShape(newest_first, many=True, context=self.context).data,
        }


class LimitSummary(Shape):
    id = serializers.UUIDField()
    by_me = serializers.BooleanField()
    shared = serializers.BooleanField()
    title = serializers.CharField(allow_blank=True)

    def to_representation(self, limit: Limit) -> dict[str, Any]:
        newest = list(limit.wordings.all())[-1]
        return {
            "id": str(limit.pk),
            "by_me": limit.author_id == self.context["seen"].membership.person_id,
            "shared": newest.told_at is not None,
            "title": newest.said["title"],
        }


class DraftShape(Shape):
    """Only ever one's own."""

    about = serializers.UUIDField()
    kind = serializers.ChoiceField(KINDS)
    words = WordsShape()
    review_on = serializers.DateField(allow_null=True)

    def to_representation(self, draft: Draft) -> dict[str, Any]:
        return {
            "about": str(draft.about),
            "kind": draft.kind,
            "words": draft.said,
            "review_on": draft.review_on.isoformat() if draft.review_on else None,
        }


class BoundariesShape(Shape):
    agreements = AgreementSummary(many=True)
    limits = LimitSummary(many=True)
    drafts = DraftShape(many=True)
