"""Shapes of check-ins. What one person sees before the reveal is built from their own sheet alone."""

from typing import Any
from zoneinfo import ZoneInfo

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.checkins.models import Answer, Kindness, Question, Reason, Sheet, Template, Worded
from backend.checkins.rules.packs import FORMAT, VERSION
from backend.checkins.rules.reveal import State
from backend.checkins.rules.templates import checked_template
from backend.checkins.rules.values import Kind
from backend.core.api.serializers import Shape
from backend.core.clock import now
from backend.core.errors import InvalidWords
from backend.core.rules.shapes import Fault
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


KINDS = [kind.value for kind in Kind]


class SaidField(serializers.CharField):
    """Words of a template, wherever they stand."""

    def get_attribute(self, instance: Worded) -> Any:
        return instance.says(str(self.field_name))


class OptionsField(serializers.DictField):
    def get_attribute(self, instance: Worded) -> Any:
        return instance.says(str(self.field_name))


class QuestionShape(serializers.ModelSerializer[Question]):
    section = serializers.CharField(help_text="Empty where a template has none.")
    kind = serializers.ChoiceField(KINDS)
    prompt = SaidField()
    help = SaidField()
    options = OptionsField()

    class Meta:
        model = Question
        fields = ["id", "key", "section", "kind", "prompt", "help", "options", "shared_by_default"]


class TemplateShape(serializers.ModelSerializer[Template]):
    title = SaidField()
    about = SaidField()
    questions = QuestionShape(many=True)

    class Meta:
        model = Template
        fields = ["slug", "version", "title", "about", "minutes", "window_hours", "questions"]


class OwnTemplateShape(TemplateShape):
    """Of a space, written by either of its two."""

    put_away = serializers.BooleanField(source="is_put_away")

    class Meta(TemplateShape.Meta):
        fields = [*TemplateShape.Meta.fields, "put_away"]


class QuestionWords(Shape):
    """What it has to be depends on its kind: docs/template-packs.md."""

    key = serializers.CharField(required=False)
    section = serializers.CharField(required=False)
    kind = serializers.ChoiceField(KINDS)
    prompt = serializers.CharField()
    help = serializers.CharField(required=False)
    shared_by_default = serializers.BooleanField(required=False)
    options = serializers.DictField(required=False)


class TemplateWords(Shape):
    """Described here, and decided by the rule that also reads files of templates."""

    title = serializers.CharField()
    about = serializers.CharField(required=False)
    minutes = serializers.IntegerField()
    window_hours = serializers.IntegerField(required=False)
    questions = QuestionWords(many=True)

    def to_internal_value(self, data: Any) -> Any:
        try:
            return checked_template(data)
        except Fault as fault:
            raise InvalidWords(fault.at or "/", fault.detail, "unfit") from fault


class TemplateEdit(Shape):
    """`version` is the one that was changed: when there is a newer one, this is refused."""

    version = serializers.IntegerField(min_value=1)
    template = TemplateWords()


class Pack(Shape):
    """A file of templates: docs/template-packs.md."""

    format = serializers.ChoiceField([FORMAT])
    version = serializers.ChoiceField([VERSION])
    templates = TemplateWords(many=True)


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
            "title": template.says("title"),
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
    """`reaction` is from the one who did not write it."""

    id = serializers.UUIDField()
    question = serializers.UUIDField()
    value = ValueField()
    reaction = serializers.ChoiceField(Kindness.choices, allow_null=True)

    def to_representation(self, answer: Answer) -> dict[str, Any]:
        reaction = getattr(answer, "reaction", None)
        return {
            "id": str(answer.pk),
            "question": str(answer.question_id),
            "value": answer.value,
            "reaction": reaction.kind if reaction else None,
        }


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
            "about": sheet.check_in.template.says("about"),
            "questions": QuestionShape(sheet.check_in.template.questions.with_words(), many=True).data,
            "answers": OwnAnswer(self.context["answers"], many=True).data,
            "reveal": self.context["reveal"],
        }


class ComingUp(Shape):
    kind = serializers.ChoiceField(["check_in"])
    template = serializers.SlugField()
    title = serializers.CharField()
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
