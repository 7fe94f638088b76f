"""The next reminders somebody gets, on both people's clocks."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from backend.notifications import rules
from backend.notifications.models import Attention
from backend.schedules import services as schedules
from backend.schedules.models import Schedule
from backend.spaces.models import Membership

HOW_MANY = 5


@dataclass(frozen=True)
class Upcoming:
    """What comes round, when its person is reminded of it, and what each one's clock shows as it opens."""

    schedule: Schedule
    opens_at: datetime
    remind_at: datetime | None
    yours: datetime
    theirs: datetime | None


def upcoming(*, membership: Membership) -> list[Upcoming]:
    """The next few, soonest first, for the person of this membership."""
    person = membership.person
    off = set(Attention.objects.filter(person=person).exclude(off_at=None).values_list("schedule", flat=True))
    lead, other = schedules.wish_of(person=person).lead, _zone_of_the_other(membership)
    reached = person.remind_by_push or person.remind_by_email
    quiet = rules.QuietHours(person.time_zone, person.quiet_from, person.quiet_until)
    return [
        Upcoming(
            schedule=schedule,
            opens_at=at,
            remind_at=rules.outside_quiet(at - lead, quiet) if reached and schedule.pk not in off else None,
            yours=at.astimezone(ZoneInfo(person.time_zone)),
            theirs=at.astimezone(other) if other else None,
        )
        for schedule, (_, at) in schedules.upcoming(membership=membership, count=HOW_MANY)
    ]


def _zone_of_the_other(membership: Membership) -> ZoneInfo | None:
    others = Membership.objects.active().filter(space=membership.space_id).exclude(pk=membership.pk)
    other = others.select_related("person").first()
    return ZoneInfo(other.person.time_zone) if other else None
