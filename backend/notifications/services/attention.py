"""Whether reminders are heeded: halved, turned off, and on again."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import Q

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications import rules
from backend.notifications.models import Attention, Kind, Message
from backend.notifications.rules import Verdict

Topic = tuple[UUID, UUID]
"""A person and a schedule."""


class Asked(Protocol):
    """A reminder, as far as attention is about it."""

    @property
    def person(self) -> Person: ...
    @property
    def schedule_id(self) -> UUID | None: ...
    @property
    def subject_id(self) -> UUID: ...


AnyAsked = TypeVar("AnyAsked", bound=Asked)


def heeded(reminders: Sequence[AnyAsked]) -> list[AnyAsked]:
    """Without those that are turned off, and without every second one where two went unanswered."""
    kept = _scarce(reminders)
    if not kept:
        return list(reminders)
    before = {one.pk: (one.passed_for, one.off_at) for one in kept.values()}
    promised = _promised(reminders)
    verdicts = [(one, _verdict(kept.get(_topic(one)), one, promised)) for one in reminders]
    changed = [one for one in kept.values() if (one.passed_for, one.off_at) != before[one.pk]]
    Attention.objects.bulk_update(changed, ["passed_for", "off_at", "asks"])
    return [one for one, verdict in verdicts if verdict is Verdict.SEND]


def _scarce(reminders: Iterable[Asked]) -> dict[Topic, Attention]:
    """What is not as usual: few of many, as a rule."""
    people = {one.person.pk for one in reminders}
    schedules = {one.schedule_id for one in reminders if one.schedule_id}
    unusual = Q(off_at__isnull=False) | Q(unanswered__gte=rules.HALVED_FROM)
    of_these = Attention.objects.filter(person__any_of=people, schedule__any_of=schedules)
    found = of_these.filter(unusual) if schedules else ()
    return {(one.person_id, one.schedule_id): one for one in found}


def _topic(one: Asked) -> Topic:
    return one.person.pk, one.schedule_id or UUID(int=0)


def _promised(reminders: Iterable[Asked]) -> set[Topic]:
    """Person and subject of those that are there already: whoever asks again gets no other verdict."""
    people = {one.person.pk for one in reminders}
    subjects = {one.subject_id for one in reminders}
    there = Message.objects.filter(person__any_of=people, kind=Kind.CHECK_IN, subject_id__any_of=subjects)
    return set(there.values_list("person_id", "subject_id"))


def _verdict(kept: Attention | None, one: Asked, promised: set[Topic]) -> Verdict:
    if kept is None or (one.person.pk, one.subject_id) in promised:
        return Verdict.SEND
    if kept.off_at:
        return Verdict.OFF
    found = rules.verdict(kept.unanswered, kept.passed_for, one.subject_id)
    if found is Verdict.OFF:
        kept.off_at, kept.asks = now(), True
    else:
        kept.passed_for = one.subject_id if found is Verdict.PASS else None
    return found


def responded(*, person: Person, schedule_id: UUID) -> None:
    """Whatever they did about it, they did something: the reminders of this schedule are heard."""
    Attention.objects.filter(person=person, schedule=schedule_id).update(unanswered=0, passed_for=None)


def turn(*, person: Person, schedule_id: UUID, on: bool) -> Attention:
    """Reminders of this schedule, for this person: on or off, as they said. Nothing is asked any more."""
    said = {"off_at": None if on else now(), "asks": False, "unanswered": 0, "passed_for": None}
    found, _ = Attention.objects.update_or_create(person=person, schedule_id=schedule_id, defaults=said)
    return found
