"""Talking it through: what is on the table, and one talk, which the other phone asks for again and again."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.checkins import services
from backend.checkins.api.serializers import QuestionShape, ValueField
from backend.checkins.models import LONGEST_PART, CheckIn, Echo, Topic, Turn
from backend.checkins.rules.talking import Stage, Step, may, stage
from backend.core.api.serializers import Shape, WordsField
from backend.core.api.views import KEY_HEADER
from backend.spaces.api.views import Door, MemberCommand, MemberView
from backend.spaces.models import Membership

LONGEST_SAID, LONGEST_TOPIC = 600, 140
KNOWN_HEADER = OpenApiParameter(
    "If-None-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag of what is known already; 304 when nothing was added since.",
)


class NewTopic(Shape):
    """An answer that was revealed (and which of the things it names), or own words."""

    answer = serializers.UUIDField(required=False, allow_null=True)
    part = serializers.SlugField(max_length=LONGEST_PART, required=False, allow_blank=True)
    words = WordsField(max_length=LONGEST_TOPIC, required=False, allow_blank=True)


class SaidWords(Shape):
    words = WordsField(max_length=LONGEST_SAID)


class Hearing(Shape):
    heard = serializers.BooleanField()


class Parked(Shape):
    return_on = serializers.DateField()


class Settled(Shape):
    aloud = serializers.BooleanField()


class AnswerOnTheTable(Shape):
    id = serializers.UUIDField()
    mine = serializers.BooleanField()
    question = QuestionShape()
    value = ValueField()


class TalkTopic(Shape):
    """`answer` and `words` are both empty when whoever wrote them was erased."""

    id = serializers.UUIDField()
    check_in = serializers.UUIDField()
    mine = serializers.BooleanField()
    answer = AnswerOnTheTable(allow_null=True)
    part = serializers.CharField(allow_blank=True)
    words = serializers.CharField(allow_blank=True)
    stage = serializers.ChoiceField([one.value for one in Stage])
    may = serializers.ListField(child=serializers.ChoiceField([one.value for one in Step]))
    return_on = serializers.DateField(allow_null=True)
    settled = serializers.BooleanField()

    def to_representation(self, topic: Topic) -> dict[str, Any]:
        me: Membership = self.context["membership"]
        spoken = [turn.spoken for turn in topic.turns.all()]
        parking = getattr(topic, "parking", None)
        settled = hasattr(topic, "settling")
        rests = settled or me.space.closed_at
        return {
            "id": str(topic.pk),
            "check_in": str(topic.check_in_id),
            "mine": topic.author_id == me.person_id,
            "answer": self._answer(topic, me),
            "part": topic.part,
            "words": topic.open("words"),
            "stage": stage(spoken).value,
            "may": [] if rests else sorted(may(spoken, me.person_id)),
            "return_on": parking.return_on if parking and not parking.lifted_at else None,
            "settled": settled,
        }

    def _answer(self, topic: Topic, me: Membership) -> dict[str, Any] | None:
        answer = topic.answer
        if answer is None or answer.is_forgotten:
            return None
        return {
            "id": str(answer.pk),
            "mine": answer.author_id == me.person_id,
            "question": QuestionShape(answer.question).data,
            "value": answer.value,
        }


class EchoShape(Shape):
    id = serializers.UUIDField()
    words = serializers.CharField()
    missed = serializers.BooleanField()


class TurnShape(Shape):
    """`said` is empty when its speaker was erased."""

    id = serializers.UUIDField()
    mine = serializers.BooleanField()
    said = serializers.CharField(allow_blank=True)
    heard = serializers.BooleanField()
    echoes = EchoShape(many=True)


class Talk(TalkTopic):
    turns = TurnShape(many=True)

    def to_representation(self, topic: Topic) -> dict[str, Any]:
        return super().to_representation(topic) | {"turns": [self._turn(turn) for turn in topic.turns.all()]}

    def _turn(self, turn: Turn) -> dict[str, Any]:
        return {
            "id": str(turn.pk),
            "mine": turn.speaker_id == self.context["membership"].person_id,
            "said": turn.open("said"),
            "heard": turn.heard_at is not None,
            "echoes": [
                {"id": str(echo.pk), "words": echo.open("words"), "missed": echo.missed_at is not None}
                for echo in turn.echoes.all()
            ],
        }


class TalkDoor(Door):
    def topics(self) -> QuerySet[Topic]:
        """With all that is needed to read them, and who has spoken."""
        echoes = Echo.objects.visible_to(self.membership).select_related("author__key")
        turns = Turn.objects.visible_to(self.membership).select_related("speaker__key")
        return (
            Topic.objects.visible_to(self.membership)
            .select_related("author__key", "answer__author__key", "answer__question", "parking", "settling")
            .prefetch_related(Prefetch("turns", turns.prefetch_related(Prefetch("echoes", echoes))))
        )

    def represent(self, resource_id: UUID) -> Any:
        topic = get_object_or_404(self.topics(), pk=resource_id)
        return Talk(topic, context={"membership": self.membership}).data


class TopicsView(TalkDoor, MemberCommand):
    body = NewTopic

    @extend_schema(responses=TalkTopic(many=True))
    def get(self, request: Request, check_in_id: UUID) -> Response:
        """What is on the table; before the reveal only what was parked until now."""
        check_in = get_object_or_404(CheckIn.objects.visible_to(self.membership), pk=check_in_id)
        zone = ZoneInfo(self.membership.space.time_zone)
        topics = self.topics().on_the_table(check_in, zone).order_by("created_at")  # type: ignore[attr-defined]
        return Response(TalkTopic(topics, many=True, context={"membership": self.membership}).data)

    @extend_schema(request=NewTopic, responses={201: Talk}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Put something on the table."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        topic = services.open_topic(
            membership=self.membership,
            check_in_id=ids["check_in_id"],
            answer_id=words.get("answer"),
            part=words.get("part", ""),
            words=words.get("words", ""),
        )
        return topic.pk


class TopicView(TalkDoor, MemberView):
    @extend_schema(responses={200: Talk, 304: None}, parameters=[KNOWN_HEADER])
    def get(self, request: Request, topic_id: UUID) -> Response:
        """One talk. Asking again costs little while nothing was added."""
        tag = self._tag(topic_id)
        if request.headers.get("If-None-Match") == tag:
            return Response(status=304, headers={"ETag": tag})
        return Response(self.represent(topic_id), headers={"ETag": tag})

    def _tag(self, topic_id: UUID) -> str:
        """Whose eyes, what was done so far, and whether anything can be done at all."""
        here = Topic.objects.visible_to(self.membership)
        topic = get_object_or_404(here.only("revision"), pk=topic_id)
        closed = "c" if self.membership.space.closed_at else "o"
        return f'"{self.membership.seat}-{topic.revision}-{closed}"'

    @extend_schema(responses={204: None})
    def delete(self, request: Request, topic_id: UUID) -> Response:
        """Take your own from the table, while nobody has spoken to it."""
        services.remove_topic(membership=self.membership, topic_id=topic_id)
        return Response(status=204)


class TurnsView(TalkDoor, MemberCommand):
    body = SaidWords

    @extend_schema(request=SaidWords, responses={201: Talk}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Say how it is for you."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.say(membership=self.membership, topic_id=ids["topic_id"], **words).pk


class EchoesView(TalkDoor, MemberCommand):
    body = SaidWords

    @extend_schema(request=SaidWords, responses={201: Talk}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Say back what you heard."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.say_back(membership=self.membership, turn_id=ids["turn_id"], **words).pk


class HearingView(TalkDoor, MemberView):
    @extend_schema(request=Hearing, responses=Talk)
    def put(self, request: Request, echo_id: UUID) -> Response:
        """Whether you feel heard, or it is not quite that."""
        shape = Hearing(data=request.data)
        shape.is_valid(raise_exception=True)
        topic = services.hear(membership=self.membership, echo_id=echo_id, **shape.validated_data)
        return Response(self.represent(topic.pk))


class ParkingView(TalkDoor, MemberView):
    @extend_schema(request=Parked, responses=Talk)
    def put(self, request: Request, topic_id: UUID) -> Response:
        """Park it until a day."""
        shape = Parked(data=request.data)
        shape.is_valid(raise_exception=True)
        services.park(membership=self.membership, topic_id=topic_id, **shape.validated_data)
        return Response(self.represent(topic_id))

    @extend_schema(responses={200: Talk})
    def delete(self, request: Request, topic_id: UUID) -> Response:
        """Back on the table."""
        services.unpark(membership=self.membership, topic_id=topic_id)
        return Response(self.represent(topic_id))


class SettlingView(TalkDoor, MemberView):
    @extend_schema(request=Settled, responses=Talk)
    def put(self, request: Request, topic_id: UUID) -> Response:
        """Put it away as talked about."""
        shape = Settled(data=request.data)
        shape.is_valid(raise_exception=True)
        services.settle(membership=self.membership, topic_id=topic_id, **shape.validated_data)
        return Response(self.represent(topic_id))

    @extend_schema(responses={200: Talk})
    def delete(self, request: Request, topic_id: UUID) -> Response:
        """Take it out again."""
        services.reopen(membership=self.membership, topic_id=topic_id)
        return Response(self.represent(topic_id))
