"""The shape of the timeline, and of what may be asked of it."""

from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers

from backend.core.api.serializers import Shape
from backend.spaces.models import Hue
from backend.timeline.models import Event, Group, Verb
from backend.timeline.services import Month, Told


class Wanted(Shape):
    """Of what kind."""

    kind = serializers.ChoiceField(Group.choices, required=False)


MOST = 200
"""On one page, for a phone that reads all of it to look for something."""


class WantedPage(Wanted):
    cursor = serializers.UUIDField(required=False, help_text="`next` of the page before")
    until = serializers.DateField(
        required=False, input_formats=["%Y-%m-%d"], help_text="The newest day to begin with"
    )
    size = serializers.IntegerField(required=False, min_value=1, max_value=MOST)


class Subject(Shape):
    kind = serializers.CharField()
    id = serializers.UUIDField()


class ToldShape(Shape):
    """In words. `hue` is whose they are; none when they are both people's."""

    title = serializers.CharField()
    text = serializers.CharField()
    link_id = serializers.UUIDField(allow_null=True)
    hue = serializers.ChoiceField(Hue.choices, allow_null=True)
    picture_id = serializers.UUIDField(allow_null=True)


class EventShape(Shape):
    """A moment on the timeline: a day, never a time of day."""

    id = serializers.UUIDField()
    verb = serializers.ChoiceField(Verb.choices)
    subject = Subject()
    detail = serializers.DictField(child=serializers.CharField())
    on = serializers.DateField()
    only_you = serializers.BooleanField(help_text="The other does not see it")
    told = ToldShape(allow_null=True)

    def to_representation(self, item: tuple[Event, Told | None]) -> dict[str, Any]:
        event, told = item
        return {
            "id": str(event.pk),
            "verb": event.verb,
            "subject": {"kind": event.subject_kind, "id": str(event.subject_id)},
            "detail": event.detail,
            "on": event.happened_at.astimezone(ZoneInfo(self.context["zone"])).date(),
            "only_you": event.only_for_id is not None,
            "told": self._words(told) if told else None,
        }

    def _words(self, told: Told) -> dict[str, Any]:
        return {
            "title": told.title,
            "text": told.text,
            "link_id": told.link_id,
            "hue": self.context["membership"].hue_of(told.author_id),
            "picture_id": told.picture_id,
        }


class TimelinePage(Shape):
    """`next` is the mark of the page after it; there is one while there is more."""

    items = EventShape(many=True)
    next = serializers.CharField(allow_null=True)


class MonthShape(Shape):
    month = serializers.RegexField(r"^\d{4}-\d{2}$")
    count = serializers.IntegerField()

    def to_representation(self, month: Month) -> dict[str, Any]:
        return {"month": month.first.strftime("%Y-%m"), "count": month.count}


class MonthsShape(Shape):
    """Newest first; only those with something in them."""

    months = MonthShape(many=True)


class ConsentShape(Shape):
    """Whether one wants pictures oneself; they are `on` while both do."""

    mine = serializers.BooleanField()
    on = serializers.BooleanField()
