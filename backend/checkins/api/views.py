"""Today, and the check-ins of the person who asks."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from backend.checkins import services
from backend.checkins.api import serializers as shapes
from backend.checkins.models import Answer, Sheet, Template
from backend.checkins.rules.reveal import State
from backend.core.api.views import KEY_HEADER, View
from backend.core.clock import now
from backend.schedules.services import coming_up
from backend.spaces.api.serializers import MemberShape
from backend.spaces.api.views import Door, MemberCommand, MemberView, members
from backend.spaces.models import SEATS, Membership

LOOK_BACK = timedelta(days=7)
MOST_ON_TODAY = 20
COMING_UP = 3


class TemplatesView(View):
    permission_classes = [AllowAny]

    @extend_schema(responses=shapes.TemplateShape(many=True))
    def get(self, request: Request) -> Response:
        """The newest version of every template that is built in."""
        newest = Template.objects.built_in().newest().prefetch_related("questions")
        return Response(shapes.TemplateShape(newest, many=True).data)


def _sheets(membership: Membership) -> QuerySet[Sheet]:
    """The person's own sheets, with what a summary needs."""
    mine = Sheet.objects.visible_to(membership).select_related(
        "check_in__reveal", "check_in__template__space__key", "space"
    )
    return mine.annotate(question_count=Count("check_in__template__questions"))


class CheckInDoor(Door):
    """Renders one check-in for the person who asks."""

    def represent(self, resource_id: UUID) -> Any:
        sheet = get_object_or_404(_sheets(self.membership), check_in=resource_id)
        visible = Answer.objects.visible_to(self.membership).filter(check_in=resource_id)
        answers = list(
            visible.select_related("author__key", "question", "reaction").order_by("question__position")
        )
        answers = [answer for answer in answers if not answer.is_forgotten]
        own = [answer for answer in answers if answer.author_id == self.membership.person_id]
        context = {"answers": own, "reveal": self._reveal(sheet, answers)}
        return shapes.CheckInShape(sheet, context=context).data

    def _reveal(self, sheet: Sheet, answers: list[Answer]) -> dict[str, Any] | None:
        if sheet.state(now()) is not State.REVEALED:
            return None
        told = [answer for answer in answers if answer.shared]
        zone = ZoneInfo(sheet.space.time_zone)
        return {
            "on": sheet.check_in.reveal.revealed_at.astimezone(zone).date(),
            "sheets": [self._side(member, told) for member in self._asked(sheet)],
        }

    def _asked(self, sheet: Sheet) -> list[Membership]:
        if sheet.check_in.asked < SEATS:
            return [self.membership]
        return members(self.membership)

    def _side(self, member: Membership, told: list[Answer]) -> dict[str, Any]:
        mine = member.person_id == self.membership.person_id
        theirs = [answer for answer in told if (answer.author_id == self.membership.person_id) is mine]
        return {
            "member": MemberShape(member, context={"me": self.membership.person_id}).data,
            "answers": shapes.ToldAnswer(theirs, many=True).data,
        }


class CheckInsView(CheckInDoor, MemberCommand):
    body = shapes.NewCheckIn

    @extend_schema(request=shapes.NewCheckIn, responses={201: shapes.CheckInShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Start one now."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.start_check_in(membership=self.membership, slug=words["template"]).pk


class CheckInView(CheckInDoor, MemberView):
    @extend_schema(responses=shapes.CheckInShape)
    def get(self, request: Request, check_in_id: UUID) -> Response:
        """One check-in: its questions, your answers, and both once revealed."""
        return Response(self.represent(check_in_id))


class SendingView(CheckInDoor, MemberCommand):
    body = shapes.Sending

    @extend_schema(request=shapes.Sending, responses={201: shapes.CheckInShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Send your answers. They stay sealed until both have sent."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        given = [services.Given(**answer) for answer in words["answers"]]
        check_in = services.send_answers(
            membership=self.membership, check_in_id=ids["check_in_id"], given=given
        )
        return check_in.pk

    @extend_schema(responses={200: shapes.CheckInShape})
    def delete(self, request: Request, check_in_id: UUID) -> Response:
        """Take them back; they become a draft again."""
        services.take_back(membership=self.membership, check_in_id=check_in_id)
        return Response(self.represent(check_in_id))


class DeferralView(CheckInDoor, MemberView):
    @extend_schema(request=shapes.Deferral, responses=shapes.CheckInShape)
    def put(self, request: Request, check_in_id: UUID) -> Response:
        """Put it aside: not ready yet, or not this one."""
        shape = shapes.Deferral(data=request.data)
        shape.is_valid(raise_exception=True)
        services.put_aside(
            membership=self.membership, check_in_id=check_in_id, reason=shape.validated_data["reason"]
        )
        return Response(self.represent(check_in_id))

    @extend_schema(responses={200: shapes.CheckInShape})
    def delete(self, request: Request, check_in_id: UUID) -> Response:
        """Pick it up again."""
        services.pick_up(membership=self.membership, check_in_id=check_in_id)
        return Response(self.represent(check_in_id))


class TodayView(MemberView):
    @extend_schema(responses=shapes.TodayShape)
    def get(self, request: Request) -> Response:
        """One thing to do, what is coming, and the last good thing."""
        recent = _sheets(self.membership).filter(check_in__closes_at__gt=now() - LOOK_BACK)
        sheets = list(recent.order_by("-check_in__opened_at")[:MOST_ON_TODAY])
        return Response(
            {
                "open": [_summary(sheet) for sheet in sheets if sheet.state(now()) in OPEN],
                "revealed": _first(_by_reveal(sheets), State.REVEALED),
                "closed": _first(sheets, State.CLOSED),
                "coming_up": self._coming_up(),
                "good_thing": self.good_thing(),
            }
        )

    def _coming_up(self) -> list[dict[str, Any]]:
        schedules = coming_up(membership=self.membership, limit=COMING_UP)
        slugs = {schedule.subject for schedule in schedules}
        offered = Template.objects.offered_in([self.membership.space_id]).filter(slug__in=slugs)
        titles = {one.slug: one.says("title") for one in offered.with_words()}
        return [
            {
                "kind": "check_in",
                "template": schedule.subject,
                "title": titles.get(schedule.subject, ""),
                "at": schedule.next_due_at,
            }
            for schedule in schedules
        ]

    def good_thing(self) -> dict[str, Any] | None:
        """The last good thing; whoever collects them says which."""
        return None


OPEN = (State.OPEN, State.PUT_ASIDE, State.SENT)


def _summary(sheet: Sheet) -> dict[str, Any]:
    return dict(shapes.Summary(sheet).data)


def _by_reveal(sheets: list[Sheet]) -> list[Sheet]:
    """The latest reveal first: an older check-in may have waited longer for both."""
    revealed = [sheet for sheet in sheets if hasattr(sheet.check_in, "reveal")]
    return sorted(revealed, key=lambda sheet: sheet.check_in.reveal.revealed_at, reverse=True)


def _first(sheets: list[Sheet], wanted: State) -> dict[str, Any] | None:
    return next((_summary(sheet) for sheet in sheets if sheet.state(now()) is wanted), None)
