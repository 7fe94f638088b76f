"""Shapes of check-ins. What one person sees before the reveal is built from their own sheet alone."""

from typing import Any
from zoneinfo import ZoneInfo

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.checkins.models import Answer, Question, Reason, Sheet, Template
from backend.checkins.rules.reveal import State
from backend.checkins.rules.values import Kind
from backend.core.api.serializers import Shape
from backend.core.clock import now
from backend.spaces.api.serializers import MemberShape

MOST_ANSWERS = 40


@extend_schema_field(OpenApiTypes.ANY)
class ValueField(serializers.JSONField):
    """An answer of any kind; the question's rule decides."""


class NewCheckIn(Shape):
    template = serializers.SlugField(max_length=40)


class GivenAnswer(Shape):
    question = serializers.UUIDField()
    value = ValueField()
    shared = serializers.BooleanField()


class Sending(Shape):
    answers = serializers.ListField(child=GivenAnswer(), max_length=MOST_ANSWERS)


class Deferral(Shape):
    reason = serializers.ChoiceField(Reason.choices)


class QuestionShape(serializers.ModelSerializer[Question]):
    kind = serializers.ChoiceField([kind.value for kind in Kind])
    options = serializers.DictField()

    class Meta:
        model = Question
        fields = ["id", "key", "section", "kind", "prompt", "help", "options", "shared_by_default"]


class TemplateShape(serializers.ModelSerializer[Template]):
    questions = QuestionShape(many=True)

    class Meta:
        model = Template
        fields = ["slug", "version", "title", "about", "minutes", "window_hours", "questions"]


class Summary(Shape):
    """A check-in from the asking person's side."""

    id = serializers.UUIDField()
    template = serializers.SlugField()
    title = serializers.CharField()
    minutes = serializers.IntegerField()
    question_count = serializers.IntegerField()
    state = serializers.ChoiceField([state.value for state in State])
    opened_on = serializers.DateField()
    closes_at = serializers.DateTimeField()
    with_partner = serializers.BooleanField()

    def to_representation(self, sheet: Sheet) -> dict[str, Any]:
        check_in, template = sheet.check_in, sheet.check_in.template
        return {
            "id": str(check_in.pk),
            "template": template.slug,
            "title": template.title,
            "minutes": template.minutes,
            "question_count": sheet.question_count,  # type: ignore[attr-defined]  # annotated by the view
            "state": sheet.state(now()).value,
            "opened_on": check_in.opened_at.astimezone(ZoneInfo(sheet.space.time_zone)).date(),
            "closes_at": sheet.closes_at,
            "with_partner": check_in.asked > 1,
        }


class OwnAnswer(Shape):
    question = serializers.UUIDField()
    value = ValueField()
    shared = serializers.BooleanField()

    def to_representation(self, answer: Answer) -> dict[str, Any]:
        return {"question": str(answer.question_id), "value": answer.value, "shared": answer.shared}


class ToldAnswer(Shape):
    question = serializers.UUIDField()
    value = ValueField()

    def to_representation(self, answer: Answer) -> dict[str, Any]:
        return {"question": str(answer.question_id), "value": answer.value}


class RevealedSheet(Shape):
    member = MemberShape()
    answers = ToldAnswer(many=True)


class RevealShape(Shape):
    """Both sides, each with what its author marked to be shared."""

    on = serializers.DateField()
    sheets = RevealedSheet(many=True)


class CheckInShape(Summary):
    about = serializers.CharField()
    questions = QuestionShape(many=True)
    answers = OwnAnswer(many=True)
    reveal = RevealShape(allow_null=True)

    def to_representation(self, sheet: Sheet) -> dict[str, Any]:
        return super().to_representation(sheet) | {
            "about": sheet.check_in.template.about,
            "questions": QuestionShape(sheet.check_in.template.questions.all(), many=True).data,
            "answers": OwnAnswer(self.context["answers"], many=True).data,
            "reveal": self.context["reveal"],
        }


class ComingUp(Shape):
    kind = serializers.ChoiceField(["check_in"])
    template = serializers.SlugField()
    at = serializers.DateTimeField()


class GoodThing(Shape):
    text = serializers.CharField()
    on = serializers.DateField()
    member = MemberShape()


class TodayShape(Shape):
    open = Summary(many=True)
    revealed = Summary(allow_null=True)
    closed = Summary(allow_null=True)
    coming_up = ComingUp(many=True)
    good_thing = GoodThing(allow_null=True)
