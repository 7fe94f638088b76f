"""Promises of both, for the person who asks; only one's own can be touched."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.core.api.serializers import Shape, WordsField
from backend.core.api.views import KEY_HEADER
from backend.spaces.api.views import Door, MemberCommand, MemberView
from backend.spaces.models import Membership
from backend.successes.models.promise import Became, Promise
from backend.successes.services import promised, promising
from backend.timeline.services import require_pictures

LONGEST_PROMISE = 300


class Changed(Shape):
    """A promise in words: a small thing, and a day for it, which may be empty."""

    text = WordsField(max_length=LONGEST_PROMISE)
    by = serializers.DateField(allow_null=True, default=None)
    remind = serializers.BooleanField(default=False)


class NewPromise(Changed):
    shared = serializers.BooleanField(default=True)
    check_in = serializers.UUIDField(allow_null=True, default=None)


class PromiseChanges(Shape):
    shared = serializers.BooleanField(required=False)
    remind = serializers.BooleanField(required=False)


class Said(Shape):
    became = serializers.ChoiceField([Became.KEPT, Became.LET_GO])


class OutcomeShape(Shape):
    became = serializers.ChoiceField(Became.choices)
    on = serializers.DateField()


class PromiseShape(Shape):
    """`remind` is about its author alone, and never true of somebody else's. What was `said` in a check-in
    stays as it was said."""

    id = serializers.UUIDField()
    mine = serializers.BooleanField()
    text = serializers.CharField()
    by = serializers.DateField(allow_null=True)
    made_on = serializers.DateField()
    shared = serializers.BooleanField()
    remind = serializers.BooleanField()
    check_in = serializers.UUIDField(allow_null=True)
    said = serializers.BooleanField()
    follows = serializers.UUIDField(allow_null=True)
    outcome = OutcomeShape(allow_null=True)

    def to_representation(self, promise: Promise) -> dict[str, Any]:
        me: Membership = self.context["me"]
        mine, outcome = promise.author_id == me.person_id, promise.decided
        zone = ZoneInfo(me.space.time_zone)
        return {
            "id": str(promise.pk),
            "mine": mine,
            "text": promise.open("words"),
            "by": promise.by,
            "made_on": promise.made_on,
            "shared": promise.shared,
            "remind": mine and promise.remind,
            "check_in": promise.check_in_id,
            "said": promise.said,
            "follows": promise.follows_id,
            "outcome": outcome and {"became": outcome.became, "on": outcome.at.astimezone(zone).date()},
        }


class PromisesShape(Shape):
    """`next` is the mark of the next page of what is past."""

    open = PromiseShape(many=True)
    past = PromiseShape(many=True)
    next = serializers.CharField(allow_null=True)


class MonthOfPromises(Shape):
    """Of both together: how many, and never whose."""

    month = serializers.DateField()
    kept = serializers.IntegerField()
    changed = serializers.IntegerField()
    let_go = serializers.IntegerField()


class PromiseMonths(Shape):
    months = MonthOfPromises(many=True)


class PromiseDoor(Door):
    """Renders promises for the person who asks."""

    def represent(self, resource_id: UUID) -> Any:
        promise = promised.promise_of(membership=self.membership, promise_id=resource_id)
        if promise is None:
            raise Http404
        return self.shown(promise)

    def shown(self, promise: Promise) -> Any:
        return PromiseShape(promise, context={"me": self.membership}).data


class PromisesView(PromiseDoor, MemberCommand):
    body = NewPromise
    asks = frozenset({"cursor"})

    @extend_schema(
        operation_id="promises_all",
        responses=PromisesShape,
        parameters=[OpenApiParameter("cursor", str, description="`next` of the page before")],
    )
    def get(self, request: Request) -> Response:
        """What both have promised: all that is open, and a page of what is past; later pages hold no more."""
        cursor = request.query_params.get("cursor", "")
        past, mark = promised.past_promises(membership=self.membership, cursor=cursor)
        still = [] if cursor else promised.open_promises(membership=self.membership)
        return Response(
            {
                "open": [self.shown(promise) for promise in still],
                "past": [self.shown(promise) for promise in past],
                "next": str(mark) if mark else None,
            }
        )

    @extend_schema(request=NewPromise, responses={201: PromiseShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Make one."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        made = promising.make_promise(
            membership=self.membership,
            text=words["text"],
            by=words["by"],
            shared=words["shared"],
            remind_me=words["remind"],
            check_in_id=words["check_in"],
        )
        return made.pk


class PromiseView(PromiseDoor, MemberView):
    @extend_schema(responses=PromiseShape)
    def get(self, request: Request, promise_id: UUID) -> Response:
        """One promise, and what became of it."""
        return Response(self.represent(promise_id))

    @extend_schema(request=PromiseChanges, responses=PromiseShape)
    def patch(self, request: Request, promise_id: UUID) -> Response:
        """Show it to the other or not; be reminded or not."""
        shape = PromiseChanges(data=request.data)
        shape.is_valid(raise_exception=True)
        words = shape.validated_data
        changed = promising.change_promise(
            membership=self.membership,
            promise_id=promise_id,
            shared=words.get("shared"),
            remind_me=words.get("remind"),
        )
        return Response(self.represent(changed.pk))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, promise_id: UUID) -> Response:
        """Take it back; what it had taken the place of is open again."""
        promising.take_back_promise(membership=self.membership, promise_id=promise_id)
        return Response(status=204)


class PromiseOutcomeView(PromiseDoor, MemberView):
    @extend_schema(request=Said, responses=PromiseShape)
    def put(self, request: Request, promise_id: UUID) -> Response:
        """Kept, or let go."""
        shape = Said(data=request.data)
        shape.is_valid(raise_exception=True)
        became = Became(shape.validated_data["became"])
        said = promising.decide(membership=self.membership, promise_id=promise_id, became=became)
        return Response(self.represent(said.pk))

    @extend_schema(responses={200: PromiseShape})
    def delete(self, request: Request, promise_id: UUID) -> Response:
        """Take that back."""
        promising.reopen(membership=self.membership, promise_id=promise_id)
        return Response(self.represent(promise_id))


class RenegotiationView(PromiseDoor, MemberCommand):
    body = Changed

    @extend_schema(request=Changed, responses={201: PromiseShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Another one in its place."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        instead = promising.renegotiate(
            membership=self.membership,
            promise_id=ids["promise_id"],
            text=words["text"],
            by=words["by"],
            remind_me=words["remind"],
        )
        return instead.pk


class PromiseInsightsView(MemberView):
    @extend_schema(responses=PromiseMonths)
    def get(self, request: Request) -> Response:
        """How they went, month by month, while you both want pictures; empty while there are too few."""
        require_pictures(membership=self.membership)
        months = promised.promises_by_month(membership=self.membership)
        return Response(PromiseMonths({"months": months}).data)
