"""Telling somebody that something is there: promised as rows, sent at a good moment, each way once."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from logging import getLogger
from random import random
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from backend.accounts.models import Person
from backend.core import scope
from backend.core.clock import now
from backend.core.errors import InvalidWords
from backend.notifications import rules
from backend.notifications.channels import Gone, Never, NotNow, NotSure, email, web_push
from backend.notifications.models import Channel, Delivery, Message, PushSubscription, State
from backend.spaces.models import Membership, Space

LEASE = timedelta(minutes=5)
BATCH = 20
MOST_BROWSERS = 10
log = getLogger(__name__)


def enqueue(
    *, person: Person, space: Space, kind: str, subject_id: UUID, due_at: datetime, expires_at: datetime
) -> Message:
    """Promise a message on each way the person chose; inside the transaction of what it tells of.

    Promised once per person, kind and subject. Whoever calls rings the bell: `nudge(deliver_due)`.
    """
    message, is_new = Message.objects.get_or_create(
        person=person,
        kind=kind,
        subject_id=subject_id,
        defaults={"space": space, "due_at": due_at, "expires_at": expires_at},
    )
    if is_new:
        at = rules.outside_quiet(due_at, _quiet_hours(person))
        Delivery.objects.bulk_create(
            Delivery(message=message, channel=channel, target=target, due_at=at)
            for channel, target in _ways_to(person)
        )
    return message


def _ways_to(person: Person) -> list[tuple[Channel, str]]:
    ways = [(Channel.EMAIL, "")] if person.remind_by_email else []
    if person.remind_by_push:
        browsers = person.push_subscriptions.values_list("pk", flat=True)
        ways += [(Channel.PUSH, str(browser)) for browser in browsers]
    return ways


def _quiet_hours(person: Person) -> rules.QuietHours:
    return rules.QuietHours(person.time_zone, person.quiet_from, person.quiet_until)


def withdraw(*, person: Person, subject_id: UUID) -> None:
    """It no longer holds: what has not gone out will not."""
    Message.objects.filter(person=person, subject_id=subject_id, withdrawn_at=None).update(withdrawn_at=now())


def withdraw_all(*, space_id: UUID) -> None:
    """Nothing of this space holds any more, for nobody."""
    Message.objects.filter(space=space_id, withdrawn_at=None).update(withdrawn_at=now())


def deliver_due(*, for_at_most: timedelta) -> None:
    """Send what is due, batch by batch, until nothing is left or the time is up.

    What is left of a batch then is found again when its lease has run out.
    """
    until = now() + for_at_most
    while now() < until and (batch := claim(limit=BATCH)):
        for delivery in batch:
            if now() < until:
                deliver(delivery=delivery)


def claim(*, limit: int) -> list[Delivery]:
    """Lease what is due, past whatever another worker holds.

    What was being sent when its lease ran out may have gone out: it is ambiguous, and tried again.
    """
    lease = uuid4()
    maybe_sent = When(state__in=[State.SENDING, State.AMBIGUOUS], then=Value(State.AMBIGUOUS))
    with scope.house():
        due = Delivery.objects.due(now()).order_by("due_at").select_for_update(skip_locked=True)
        taken = Delivery.objects.filter(pk__in=[delivery.pk for delivery in due[:limit]])
        taken.update(state=Case(maybe_sent, default=Value(State.LEASED)), lease=lease, due_at=now() + LEASE)
        return list(taken.order_by("created_at"))


def deliver(*, delivery: Delivery) -> None:
    """Send it if it still holds. Never in a transaction: that it is being sent is committed before it is."""
    at = now()
    with scope.house():
        found = _with_standing(delivery).first()
    if found is None:
        return
    moment = rules.when_to_send(_standing(found), at)
    if moment is None:
        _finish(found, State.DROPPED)
    elif moment > at:
        _settle(found, state=State.PENDING, due_at=moment, lease=None)
    elif _begin(found, at):
        _send(found)


def _with_standing(delivery: Delivery) -> QuerySet[Delivery]:
    """The delivery with all that decides about it, in one query, as long as the lease is ours."""
    seat = Membership.objects.active().filter(
        person=OuterRef("message__person"), space=OuterRef("message__space")
    )
    ours = Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease, due_at__gt=now())
    return ours.select_related("message__person", "message__space").annotate(in_space=Exists(seat))


def _standing(delivery: Delivery) -> rules.Standing:
    message, person = delivery.message, delivery.message.person
    by = {Channel.PUSH: person.remind_by_push, Channel.EMAIL: person.remind_by_email}
    here = person.is_active and getattr(delivery, "in_space", False)
    return rules.Standing(
        wanted=here and by[Channel(delivery.channel)] and message.withdrawn_at is None,
        expires_at=message.expires_at,
        space_quiet_until=message.space.quiet_until,
        quiet=_quiet_hours(person),
    )


def _begin(delivery: Delivery, at: datetime) -> bool:
    """Commit that it is being sent. Whoever is killed from here on leaves a trace."""
    delivery.attempts += 1
    delivery.first_tried_at = delivery.first_tried_at or at
    with scope.house(durable=True):
        return _settle(
            delivery, state=State.SENDING, attempts=delivery.attempts, first_tried_at=delivery.first_tried_at
        )


SEND: dict[str, Callable[[Delivery], None]] = {Channel.PUSH: web_push.send, Channel.EMAIL: email.send}


def _send(delivery: Delivery) -> None:
    try:
        SEND[delivery.channel](delivery)
    except NotNow as reason:
        _try_again(delivery, reason)
    except Never as reason:
        _give_up(delivery, reason)
    except Exception as fault:  # noqa: BLE001  (one broken message must not hold up the others)
        _try_again(delivery, fault)
    else:
        _finish(delivery, State.SENT, sent_at=now())


def _try_again(delivery: Delivery, reason: Exception) -> None:
    at = now()
    again = at + rules.pause(delivery.attempts, random(), getattr(reason, "pause", None))  # noqa: S311
    if rules.gives_up(delivery.first_tried_at or at, again):
        _give_up(delivery, reason)
        return
    log.warning("delivery %s: %s, attempt %s", delivery.pk, type(reason).__name__, delivery.attempts)
    nothing_went_out = isinstance(reason, NotNow) and not isinstance(reason, NotSure)
    state = State.PENDING if nothing_went_out else State.AMBIGUOUS
    _settle(delivery, state=state, due_at=again, lease=None)


def _give_up(delivery: Delivery, reason: Exception) -> None:
    log.warning("delivery %s: given up, %s", delivery.pk, type(reason).__name__)
    if isinstance(reason, Gone):
        with scope.house():
            PushSubscription.objects.filter(pk=delivery.target, person=delivery.message.person_id).delete()
    _finish(delivery, State.DEAD)


def _finish(delivery: Delivery, state: State, sent_at: datetime | None = None) -> None:
    _settle(delivery, state=state, due_at=None, lease=None, sent_at=sent_at)


def _settle(delivery: Delivery, **changes: object) -> bool:
    """Write, if the lease is still ours. A worker that was slow does not undo what another has done since."""
    with scope.house():
        return Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease).update(**changes) == 1


def subscribe(*, person: Person, endpoint: str, p256dh: str, auth: str) -> PushSubscription:
    """Remember a browser; asked again, its keys are renewed. The newest person on a shared phone has it."""
    if not rules.is_push_service(endpoint, settings.PUSH_HOSTS, local=settings.LOCAL):
        raise InvalidWords("endpoint", "This is not the address of a push service we know.")
    mark = hmac.digest(settings.SECRET_KEY.encode(), endpoint.encode(), hashlib.sha256)
    with transaction.atomic():
        with scope.house():
            PushSubscription.objects.filter(endpoint_hash=mark).exclude(person=person).delete()
        subscription, _ = PushSubscription.objects.get_or_create(person=person, endpoint_hash=mark)
        subscription.seal(endpoint=endpoint, p256dh=p256dh, auth=auth)
        subscription.save()
        _forget_least_used(person)
    return subscription


def _forget_least_used(person: Person) -> None:
    newest = person.push_subscriptions.order_by("-renewed_at").values("pk")[:MOST_BROWSERS]
    person.push_subscriptions.exclude(pk__in=newest).delete()


def unsubscribe(*, person: Person, subscription: PushSubscription) -> None:
    """This browser is not woken any more."""
    person.push_subscriptions.filter(pk=subscription.pk).delete()
