"""The shape of a schedule."""

from rest_framework import serializers

from backend.core.api.serializers import ClockField, Shape
from backend.schedules.models import LONGEST_SLUG
from backend.schedules.rules import LONGEST_MONTH, MONDAY, SUNDAY, Kind

SLUG = r"^[a-z0-9-]+\Z"
KINDS = [kind.value for kind in Kind]


class DayOfWeek(serializers.IntegerField):
    """Monday is 0."""

    def __init__(self) -> None:
        super().__init__(min_value=MONDAY, max_value=SUNDAY)


class NewSchedule(Shape):
    template = serializers.RegexField(SLUG, max_length=LONGEST_SLUG, source="subject")
    repeat = serializers.ChoiceField(KINDS, source="kind")
    days = serializers.ListField(child=DayOfWeek(), max_length=SUNDAY + 1, required=False)
    day_of_month = serializers.IntegerField(
        min_value=1, max_value=LONGEST_MONTH, required=False, allow_null=True
    )
    at = ClockField()
    time_zone = serializers.CharField(max_length=64)


class ScheduleChanges(NewSchedule):
    """All optional; for partial use."""

    paused = serializers.BooleanField(required=False)


class ScheduleShape(NewSchedule):
    id = serializers.UUIDField()
    next_due_at = serializers.DateTimeField()
    paused = serializers.BooleanField(source="is_paused")
