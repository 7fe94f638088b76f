"""Shapes of files, and of what was brought back."""

from typing import Any
from uuid import uuid5

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
            "template": template.slug if template else kept.entry["template"],
            "title": template.title if template else kept.asked["template"]["title"],
            "opened_on": kept.opened_on,
        }


class Kept(KeptSummary):
    """A check-in of another time. `told` is what the other shared then, as the file says."""

    revealed_on = serializers.DateField(allow_null=True)
    questions = QuestionShape(many=True)
    answers = OwnAnswer(many=True)
    told = ToldAnswer(many=True)

    def to_representation(self, kept: Keepsake) -> dict[str, Any]:
        entry, questions = kept.entry, self._questions(kept)
        ids = {question["key"]: question["id"] for question in questions}
        return super().to_representation(kept) | {
            "revealed_on": entry["revealed_on"],
            "questions": questions,
            "answers": [
                {"question": ids[one["question"]], "value": one["value"], "shared": one["shared"]}
                for one in entry["answers"]
            ],
            "told": [{"question": ids[one["question"]], "value": one["value"]} for one in entry["told"]],
        }

    def _questions(self, kept: Keepsake) -> list[dict[str, Any]]:
        """Those of a file have no rows of their own; their ids are made up of the key, always the same."""
        if kept.template:
            return list(QuestionShape(kept.template.questions.all(), many=True).data)
        return [{"id": str(uuid5(kept.pk, one["key"])), **one} for one in kept.asked["template"]["questions"]]
