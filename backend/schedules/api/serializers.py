"""The shape of a rhythm, of days off, and of how somebody wants to be reminded."""

from typing import Any

from rest_framework import serializers

from backend.core.api.serializers import ClockField, Shape
from backend.schedules.models import LONGEST_SLUG
from backend.schedules.rules import (
    LONGEST_MONTH,
    LONGEST_RULE,
    MONDAY,
    MOST_DAYS_APART,
    NTHS,
    SUNDAY,
    Kind,
)

SLUG = r"^[a-z0-9-]+\Z"
KINDS = [kind.value for kind in Kind]
LONGEST_WINDOW = 7 * 24
LEADS = [0, 10, 30, 60, 180, 1440]
"""Minutes before something opens at which one may be reminded of it."""


class DayOfWeek(serializers.IntegerField):
    """Monday is 0."""

    def __init__(self) -> None:
        super().__init__(min_value=MONDAY, max_value=SUNDAY)


class Rhythm(Shape):
    """What the kind does not need is let go: `days` are for weeks, or with `nth` one day for months."""

    template = serializers.RegexField(SLUG, max_length=LONGEST_SLUG, source="subject")
    repeat = serializers.ChoiceField(KINDS, source="kind")
    every = serializers.IntegerField(min_value=1, max_value=MOST_DAYS_APART, required=False)
    days = serializers.ListField(child=DayOfWeek(), max_length=SUNDAY + 1, required=False)
    day_of_month = serializers.IntegerField(
        min_value=1, max_value=LONGEST_MONTH, required=False, allow_null=True
    )
    nth = serializers.ChoiceField(NTHS, required=False, allow_null=True)
    starts_on = serializers.DateField(required=False, allow_null=True)
    at = ClockField()
    time_zone = serializers.CharField(max_length=64)
    window_hours = serializers.IntegerField(
        min_value=1, max_value=LONGEST_WINDOW, required=False, allow_null=True
    )


class NewSchedule(Rhythm):
    """A rule of RFC 5545 in `rrule` says the repetition instead of its fields."""

    repeat = serializers.ChoiceField(KINDS, source="kind", required=False)
    rrule = serializers.CharField(max_length=LONGEST_RULE, required=False)

    def validate(self, words: dict[str, Any]) -> dict[str, Any]:
        said = {"kind", "rrule"} & set(words)
        if len(said) != 1 and not (self.partial and not said):
            raise serializers.ValidationError({"repeat": ["Say how often: in this field, or in rrule."]})
        return words


class ScheduleChanges(NewSchedule):
    """All optional; for partial use."""

    paused = serializers.BooleanField(required=False)


class NewRest(Shape):
    """Local dates, both included."""

    begins_on = serializers.DateField()
    ends_on = serializers.DateField()


class RestShape(NewRest):
    id = serializers.UUIDField()


class ScheduleShape(Rhythm):
    id = serializers.UUIDField()
    rrule = serializers.CharField(allow_null=True)
    next_due_on = serializers.DateField(allow_null=True)
    next_due_at = serializers.DateTimeField(allow_null=True)
    paused = serializers.BooleanField(source="is_paused")
    rests = RestShape(many=True)


class WishShape(Shape):
    """How long ahead, in minutes, and whether once more when there was no answer."""

    lead_minutes = serializers.ChoiceField(LEADS)
    follow_up = serializers.BooleanField()
