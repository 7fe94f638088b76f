"""The rhythms of a space; either person may change them."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.core.api.views import KEY_HEADER
from backend.schedules import services
from backend.schedules.api import serializers as shapes
from backend.schedules.models import Purpose, Schedule
from backend.spaces.api.views import Door, MemberCommand, MemberView


def _schedule(door: Door, schedule_id: UUID) -> Schedule:
    return get_object_or_404(Schedule.objects.visible_to(door.membership), pk=schedule_id)


class SchedulesView(MemberCommand):
    body = shapes.NewSchedule

    @extend_schema(responses=shapes.ScheduleShape(many=True))
    def get(self, request: Request) -> Response:
        """All of them, the next one first."""
        schedules = Schedule.objects.visible_to(self.membership).order_by("next_due_at", "pk")
        return Response(shapes.ScheduleShape(schedules, many=True).data)

    @extend_schema(request=shapes.NewSchedule, responses={201: shapes.ScheduleShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Agree on a new one."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        subject = words.pop("subject")
        return services.create_schedule(
            membership=self.membership, purpose=Purpose.CHECK_IN, subject=subject, rhythm=words
        ).pk

    def represent(self, resource_id: UUID) -> Any:
        return shapes.ScheduleShape(_schedule(self, resource_id)).data


class ScheduleView(MemberView):
    @extend_schema(request=shapes.ScheduleChanges(partial=True), responses=shapes.ScheduleShape)
    def patch(self, request: Request, schedule_id: UUID) -> Response:
        """Change any of it, or pause it."""
        shape = shapes.ScheduleChanges(data=request.data, partial=True)
        shape.is_valid(raise_exception=True)
        schedule = services.change_schedule(
            membership=self.membership, schedule=_schedule(self, schedule_id), changes=shape.validated_data
        )
        return Response(shapes.ScheduleShape(schedule).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, schedule_id: UUID) -> Response:
        """Stop it."""
        services.delete_schedule(membership=self.membership, schedule=_schedule(self, schedule_id))
        return Response(status=204)
