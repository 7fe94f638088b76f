"""Shapes of files, and of what was brought back."""

import json
from typing import Any

from rest_framework import serializers

from backend.checkins.api.serializers import OwnAnswer, QuestionShape, ToldAnswer
from backend.core.api.serializers import Shape
from backend.privacy.models import Export, Keepsake


class ExportShape(serializers.ModelSerializer[Export]):
    """How far a file is: `done` of `of` parts."""

    done = serializers.IntegerField()

    class Meta:
        model = Export
        fields = ["id", "state", "done", "of", "created_at", "expires_at"]
        read_only_fields = fields


class File(Shape):
    """The bytes of a file, whatever is in them."""

    def to_internal_value(self, data: Any) -> Any:
        return data


class Report(Shape):
    """What a file has brought: check-ins that are new, and how many are kept now."""

    added = serializers.IntegerField()
    kept = serializers.IntegerField()


class KeptSummary(Shape):
    id = serializers.UUIDField()
    template = serializers.SlugField()
    title = serializers.CharField()
    opened_on = serializers.DateField()

    def to_representation(self, kept: Keepsake) -> dict[str, Any]:
        template = kept.template
        return {
            "id": str(kept.pk),
            "template": template.slug,
            "title": template.title,
            "opened_on": kept.opened_on,
        }


class Kept(KeptSummary):
    """A check-in of another time. `told` is what the other shared then, as the file says."""

    revealed_on = serializers.DateField(allow_null=True)
    questions = QuestionShape(many=True)
    answers = OwnAnswer(many=True)
    told = ToldAnswer(many=True)

    def to_representation(self, kept: Keepsake) -> dict[str, Any]:
        entry = json.loads(kept.open("words"))
        questions = list(kept.template.questions.all())
        ids = {question.key: str(question.pk) for question in questions}
        return super().to_representation(kept) | {
            "revealed_on": entry["revealed_on"],
            "questions": QuestionShape(questions, many=True).data,
            "answers": [
                {"question": ids[one["question"]], "value": one["value"], "shared": one["shared"]}
                for one in entry["answers"]
            ],
            "told": [{"question": ids[one["question"]], "value": one["value"]} for one in entry["told"]],
        }
