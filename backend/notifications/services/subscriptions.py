"""The browsers somebody wants to be reminded on."""

import hashlib
import hmac

from django.conf import settings
from django.db import transaction

from backend.accounts.models import Person
from backend.core import scope
from backend.core.errors import InvalidWords
from backend.notifications import rules
from backend.notifications.models import PushSubscription

MOST_BROWSERS = 10


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
