"""The rhythms of a space and its days off, which either person may change; and one's own wishes."""

from typing import Any, cast
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import Person
from backend.core.api.views import KEY_HEADER, View
from backend.schedules import services
from backend.schedules.api import serializers as shapes
from backend.schedules.models import Purpose, Rest, Schedule
from backend.spaces.api.views import Door, MemberCommand, MemberView


def _schedules(door: Door) -> QuerySet[Schedule]:
    """With the days off that are still ahead."""
    rests = Rest.objects.visible_to(door.membership).ahead().order_by("begins_on", "pk")
    return Schedule.objects.visible_to(door.membership).prefetch_related(Prefetch("rests", rests))


def _schedule(door: Door, schedule_id: UUID) -> Schedule:
    return get_object_or_404(_schedules(door), pk=schedule_id)


class SchedulesView(MemberCommand):
    body = shapes.NewSchedule

    @extend_schema(responses=shapes.ScheduleShape(many=True))
    def get(self, request: Request) -> Response:
        """All of them, the next one first."""
        schedules = _schedules(self).order_by("next_due_at", "pk")
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
        services.change_schedule(
            membership=self.membership, schedule=_schedule(self, schedule_id), changes=shape.validated_data
        )
        return Response(shapes.ScheduleShape(_schedule(self, schedule_id)).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, schedule_id: UUID) -> Response:
        """Stop it."""
        services.delete_schedule(membership=self.membership, schedule=_schedule(self, schedule_id))
        return Response(status=204)


class RestsView(MemberCommand):
    """Days off of one schedule."""

    body = shapes.NewRest

    @extend_schema(request=shapes.NewRest, responses={201: shapes.RestShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Skip it on these days."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        schedule = _schedule(self, ids["schedule_id"])
        return services.add_rest(membership=self.membership, schedule=schedule, **words).pk

    def represent(self, resource_id: UUID) -> Any:
        rests = Rest.objects.visible_to(self.membership)
        return shapes.RestShape(get_object_or_404(rests, pk=resource_id)).data


class HolidaysView(RestsView):
    """Days off of the two of them."""

    @extend_schema(responses=shapes.RestShape(many=True))
    def get(self, request: Request) -> Response:
        """Those that are still ahead, the first one first."""
        rests = Rest.objects.visible_to(self.membership).holidays().ahead().order_by("begins_on", "pk")
        return Response(shapes.RestShape(rests, many=True).data)

    @extend_schema(request=shapes.NewRest, responses={201: shapes.RestShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Let everything rest on these days."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.add_rest(membership=self.membership, schedule=None, **words).pk


class RestView(MemberView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, rest_id: UUID) -> Response:
        """Take days off back, of one schedule or of all."""
        rest = get_object_or_404(Rest.objects.visible_to(self.membership), pk=rest_id)
        services.remove_rest(membership=self.membership, rest=rest)
        return Response(status=204)


class WishesView(View):
    """For the person who asks, with or without a space."""

    @property
    def me(self) -> Person:
        return cast(Person, self.request.user)

    @extend_schema(responses=shapes.WishShape)
    def get(self, request: Request) -> Response:
        """How one wants to be reminded."""
        return Response(shapes.WishShape(services.wish_of(person=self.me)).data)

    @extend_schema(request=shapes.WishShape(partial=True), responses=shapes.WishShape)
    def patch(self, request: Request) -> Response:
        """Change any of it."""
        shape = shapes.WishShape(data=request.data, partial=True)
        shape.is_valid(raise_exception=True)
        return Response(
            shapes.WishShape(services.change_wish(person=self.me, changes=shape.validated_data)).data
        )
