"""Whether reminders arrive, for whom they are, and a test of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.views import asking
from backend.core.api.http import WRITES, Limit
from backend.core.api.serializers import Shape
from backend.core.api.views import KEY_HEADER, CommandView
from backend.core.errors import InvalidWords
from backend.notifications import services
from backend.notifications.models import PushSubscription
from backend.schedules.models import Schedule
from backend.spaces.api.views import Door, MemberView, NoSpace

STATES = ("waiting", "sent", "arrived", "failed")
TESTS = Limit("test pushes", 20, timedelta(hours=1))


class BrowserShape(Shape):
    """`failing`: what was last tried there did not get through."""

    id = serializers.UUIDField()
    added_at = serializers.DateTimeField()
    renewed_at = serializers.DateTimeField()
    last_sent_at = serializers.DateTimeField(allow_null=True)
    failing = serializers.BooleanField()


class TopicShape(Shape):
    """`asks`: they were turned off for want of an answer, and it is asked whether that is right."""

    schedule = serializers.UUIDField()
    off = serializers.BooleanField()
    asks = serializers.BooleanField()
    halved = serializers.BooleanField()


class RemindersShape(Shape):
    """`topics` holds only those that are not as usual."""

    last_sent_at = serializers.DateTimeField(allow_null=True)
    browsers = BrowserShape(many=True)
    email_last_sent_at = serializers.DateTimeField(allow_null=True)
    topics = TopicShape(many=True)


class Turn(Shape):
    on = serializers.BooleanField()


class NewTest(Shape):
    browser = serializers.UUIDField()


class TestShape(Shape):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=STATES)


class RemindersView(Door):
    @extend_schema(responses=RemindersShape)
    def get(self, request: Request) -> Response:
        """What was sent when, and where it may be sent; also without a space."""
        health = services.health_of(person=asking(request), space_id=self._space_id())
        return Response(RemindersShape(health).data)

    def _space_id(self) -> UUID | None:
        try:
            return self.membership.space_id
        except NoSpace:
            return None


class TopicView(MemberView):
    @extend_schema(request=Turn, responses=TopicShape)
    def put(self, request: Request, schedule_id: UUID) -> Response:
        """Reminders of this schedule, for the person who asks: on or off."""
        shape = Turn(data=request.data)
        shape.is_valid(raise_exception=True)
        schedule = get_object_or_404(Schedule.objects.visible_to(self.membership), pk=schedule_id)
        kept = services.turn(person=asking(request), schedule_id=schedule.pk, on=shape.validated_data["on"])
        return Response(TopicShape(services.Topic.of(kept)).data)


class TestPushesView(CommandView):
    body = NewTest
    limits = (TESTS, WRITES)

    @extend_schema(request=NewTest, responses={201: TestShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """A push to one of one's own browsers, now."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        browser = PushSubscription.objects.filter(person=asking(self.request), pk=words["browser"]).first()
        if browser is None:
            raise InvalidWords(
                "browser", "This browser is not known any more. Turn reminders on again.", "gone"
            )
        return services.send_test(person=asking(self.request), browser=browser).pk

    def represent(self, resource_id: UUID) -> Any:
        return _shown(asking(self.request).pk, resource_id)


class TestPushView(Door):
    @extend_schema(responses=TestShape)
    def get(self, request: Request, test_id: UUID) -> Response:
        """How it went."""
        return Response(_shown(asking(request).pk, test_id))


def _shown(person_id: UUID, test_id: UUID) -> Any:
    state = services.state_of_test(person_id=person_id, test_id=test_id)
    if state is None:
        raise Http404
    return TestShape({"id": test_id, "state": state}).data
