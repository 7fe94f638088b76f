"""Opening a check-in: who is asked, until when; and one that somebody starts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from backend.checkins.models import CheckIn, Sheet, Template
from backend.core import scope
from backend.core.bulk import insert_all
from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.spaces.models import Membership
from backend.spaces.services import hold_open


class AlreadyOpen(DomainError):
    code = "already_open"
    detail = "One of these is open already. You can answer that one."


def start_check_in(*, membership: Membership, slug: str) -> CheckIn:
    """Open one now. Nobody is notified: it waits on both people's Today."""
    template = Template.objects.offered_in([membership.space_id]).filter(slug=slug).first()
    if template is None:
        raise InvalidWords("template", "There is no check-in of this name.")
    with transaction.atomic(), scope.house():
        hold_open(space_ids=[membership.space_id])
        seats = Membership.objects.active().filter(space=membership.space_id)
        people = list(seats.values_list("person_id", flat=True))
        begun = waiting_in([membership.space_id], [slug]).get((membership.space_id, slug), ())
        if found := that_asks(begun, people):
            raise AlreadyOpen(check_in=str(found.check_in.pk))
        at = now()
        closes_at = at + timedelta(hours=template.window_hours)
        return open_all([Wanted(membership.space_id, template, people, closes_at)], at)[0]


@dataclass(frozen=True)
class Wanted:
    """A check-in to be opened for these people."""

    space_id: UUID
    template: Template
    people: Sequence[UUID]
    closes_at: datetime
    occurrence_id: UUID | None = None


def open_all(wanted: Sequence[Wanted], at: datetime) -> list[CheckIn]:
    """Opened in this order, each with a sheet for everybody it asks."""
    opened = [
        CheckIn(
            space_id=one.space_id,
            template_id=one.template.pk,
            asked=len(one.people),
            occurrence_id=one.occurrence_id,
            opened_at=at,
            closes_at=one.closes_at,
        )
        for one in wanted
    ]
    insert_all(opened)
    insert_all(
        [
            Sheet(space_id=one.space_id, check_in_id=check_in.pk, person_id=person)
            for check_in, one in zip(opened, wanted, strict=True)
            for person in one.people
        ]
    )
    return opened


@dataclass(frozen=True)
class Begun:
    """One that waits, with its sheets by person."""

    check_in: CheckIn
    sheets: Mapping[UUID, Sheet]


Waiting = Mapping[tuple[UUID, str], Sequence[Begun]]


def waiting_in(spaces: Collection[UUID], slugs: Collection[str]) -> Waiting:
    """Neither closed nor revealed and asked with one of these, by space and template."""
    there = CheckIn.objects.waiting(now()).filter(space__any_of=spaces, template__slug__in=slugs)
    check_ins = list(there.select_related("template"))
    sheets: dict[UUID, dict[UUID, Sheet]] = defaultdict(dict)
    for sheet in Sheet.objects.filter(check_in__any_of=[one.pk for one in check_ins]) if check_ins else ():
        sheets[sheet.check_in_id][sheet.person_id] = sheet
    found: dict[tuple[UUID, str], list[Begun]] = defaultdict(list)
    for check_in in check_ins:
        found[check_in.space_id, check_in.template.slug].append(Begun(check_in, sheets[check_in.pk]))
    return found


def that_asks(begun: Iterable[Begun], people: Iterable[UUID]) -> Begun | None:
    """One that asks all of them: one begun alone is not for whoever joins later."""
    wanted = set(people)
    return next((one for one in begun if wanted <= set(one.sheets)), None)
