"""The next reminders, on both people's clocks."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.core.api.serializers import Shape
from backend.notifications.services.preview import upcoming
from backend.spaces.api.views import MemberView, NoSpace

ON_A_CLOCK = "%Y-%m-%dT%H:%M"


class OnAClock(serializers.CharField):
    """What a clock on the wall shows, `2026-11-29T20:00`: without a zone, for whose that is stays theirs."""

    def to_representation(self, value: Any) -> str:
        return str(value.strftime(ON_A_CLOCK))


class UpcomingShape(Shape):
    """`remind_at` is empty when one gets no reminder; `theirs` when one is alone."""

    schedule = serializers.UUIDField(source="schedule.pk")
    template = serializers.CharField(source="schedule.subject")
    opens_at = serializers.DateTimeField()
    remind_at = serializers.DateTimeField(allow_null=True)
    yours = OnAClock()
    theirs = OnAClock(allow_null=True)


class UpcomingView(MemberView):
    @extend_schema(responses=UpcomingShape(many=True))
    def get(self, request: Request) -> Response:
        """The next five times something opens, and when one is reminded of it; none without a space."""
        try:
            found = upcoming(membership=self.membership)
        except NoSpace:
            found = []
        return Response(UpcomingShape(found, many=True).data)
