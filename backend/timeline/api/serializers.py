"""The shape of the timeline."""

from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers

from backend.core.api.serializers import Shape
from backend.timeline.models import Event, Verb


class Subject(Shape):
    kind = serializers.CharField()
    id = serializers.UUIDField()


class EventShape(Shape):
    """A moment on the timeline: a day, never a time of day."""

    id = serializers.UUIDField()
    verb = serializers.ChoiceField(Verb.choices)
    subject = Subject()
    detail = serializers.DictField(child=serializers.CharField())
    on = serializers.DateField()

    def to_representation(self, event: Event) -> dict[str, Any]:
        return {
            "id": str(event.pk),
            "verb": event.verb,
            "subject": {"kind": event.subject_kind, "id": str(event.subject_id)},
            "detail": event.detail,
            "on": event.happened_at.astimezone(ZoneInfo(self.context["zone"])).date(),
        }


class TimelinePage(Shape):
    items = EventShape(many=True)
    next = serializers.CharField(allow_null=True)
