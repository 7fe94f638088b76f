"""What comes round: it opens, and whoever is asked is reminded."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from logging import getLogger

from backend.checkins.models import CheckIn, Template
from backend.checkins.services.opening import Begun, Waiting, Wanted, open_all, that_asks, waiting_in
from backend.core import scope
from backend.core.clock import now
from backend.notifications.services import Reminder, enqueue_all
from backend.schedules.models import Purpose
from backend.schedules.services import Seat, Woken, wake_due

BATCH = 500
"""Schedules a transaction: what is done for each then hardly costs a statement."""
log = getLogger(__name__)


def come_round() -> int:
    """Open what is due and promise the reminders whose time has come; one batch, one transaction.

    Returns how many schedules were looked at: nothing is due any more when there were none.
    """
    with scope.house():
        woken, looked_at = wake_due(purpose=Purpose.CHECK_IN, limit=BATCH)
        if not woken:
            return looked_at
        newest = _newest_for(woken)
        known = [one for one in woken if _is_known(one, newest)]
        opened = _open_those_due([one for one in known if one.has_come], newest)
        ahead = [r for one in known if not one.has_come for r in _ahead(one, newest[one.schedule.subject])]
        enqueue_all([*opened, *ahead])
    return looked_at


def _newest_for(woken: Sequence[Woken]) -> dict[str, Template]:
    offered = Template.objects.offered_in({one.schedule.space_id for one in woken})
    return {template.slug: template for template in offered}


def _is_known(woken: Woken, newest: Mapping[str, Template]) -> bool:
    """Built in, or of that space: another's is as unknown as none."""
    template = newest.get(woken.schedule.subject)
    if template and template.space_id in {None, woken.schedule.space_id}:
        return True
    log.error("schedule %s asks for an unknown template", woken.schedule.pk)
    return False


def _open_those_due(due: Sequence[Woken], newest: Mapping[str, Template]) -> list[Reminder]:
    """Each opens, or what somebody started before serves for it; returns whom to remind of what."""
    spaces, slugs = {one.schedule.space_id for one in due}, {one.schedule.subject for one in due}
    waiting, at = waiting_in(spaces, slugs), now()
    begun = {one: found for one in due if (found := _that_serves(waiting, one))}
    fresh = [one for one in due if one not in begun]
    opened = open_all([_wanted(one, newest[one.schedule.subject], at) for one in fresh], at)
    reminders = [r for one, check_in in zip(fresh, opened, strict=True) for r in _reminders(one, check_in)]
    return reminders + _adopt(begun)


def _wanted(one: Woken, template: Template, at: datetime) -> Wanted:
    people = [seat.person_id for seat, _ in one.seats]
    return Wanted(one.schedule.space_id, template, people, _closes(at, one, template), one.occurrence_id)


def _closes(opens_at: datetime, one: Woken, template: Template) -> datetime:
    """With its window, or when the next one opens."""
    end = opens_at + timedelta(hours=one.schedule.window_hours or template.window_hours)
    return min(end, one.next_at) if one.next_at else end


def _adopt(begun: Mapping[Woken, Begun]) -> list[Reminder]:
    """What somebody started by hand is now what came round: whoever has not responded is reminded."""
    by_hand = {one: found for one, found in begun.items() if found.check_in.occurrence_id is None}
    for one, found in by_hand.items():
        found.check_in.occurrence_id = one.occurrence_id
    CheckIn.objects.bulk_update([found.check_in for found in by_hand.values()], ["occurrence"])
    return [
        reminder
        for one, found in by_hand.items()
        for reminder in _reminders(one, found.check_in)
        if found.sheets[reminder.person.pk].waits
    ]


def _reminders(one: Woken, check_in: CheckIn) -> list[Reminder]:
    return [_reminder(one, seat, check_in.opened_at, check_in.closes_at) for seat in one.seats]


def _ahead(one: Woken, template: Template) -> list[Reminder]:
    """Of what is to open later."""
    closes_at = _closes(one.due_at, one, template)
    return [_reminder(one, seat, one.due_at, closes_at) for seat in one.seats]


def _reminder(one: Woken, seat: Seat, opens_at: datetime, closes_at: datetime) -> Reminder:
    """The same one, whether it is promised ahead or when it opens: whoever was reminded is not again."""
    membership, wish = seat
    return Reminder(
        person=membership.person,
        space_id=one.schedule.space_id,
        schedule_id=one.schedule.pk,
        subject_id=one.occurrence_id,
        due_at=one.due_at - wish.lead,
        opens_at=opens_at,
        expires_at=closes_at,
        follow_up=wish.follow_up,
    )


def _that_serves(waiting: Waiting, one: Woken) -> Begun | None:
    people = [seat.person_id for seat, _ in one.seats]
    return that_asks(waiting.get((one.schedule.space_id, one.schedule.subject), ()), people)
