"""Messages that must not be lost, one delivery per way to the person, and the phones they go to."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from backend.accounts.models import Person
from backend.core.models import BaseModel
from backend.core.walls import exists, of_person, wall
from backend.spaces.models import Space
from backend.vault.models import SealedField, SealedModel


class Message(BaseModel):
    """That somebody is to be told something is there, and for how long that holds. No words.

    `kind` is the caller's short name for it: a person is told once per kind and subject.
    """

    wall = of_person()

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "subject_id"], name="one_message_per_subject")
        ]


class Channel(models.TextChoices):
    PUSH = "push"
    EMAIL = "email"


class State(models.TextChoices):
    """pending → leased → sending (written just before the call) → sent, dead or, not known, ambiguous."""

    PENDING = "pending"
    LEASED = "leased"
    SENDING = "sending"
    AMBIGUOUS = "ambiguous"
    SENT = "sent"
    DEAD = "dead"
    DROPPED = "dropped"


DONE = (State.SENT, State.DEAD, State.DROPPED)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: datetime) -> Self:
        return self.filter(due_at__lte=at)


class Delivery(BaseModel):
    """One message on one way to a person.

    `due_at` is when to look at it next. Taking it moves that on, so that a lease runs out by itself; being
    done empties it.
    """

    wall = wall(exists("notifications_message message", "message.id = message_id"))

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=5, choices=Channel)
    target = models.CharField(max_length=36, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    due_at = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    first_tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "channel", "target"], name="one_delivery_per_target"),
            models.CheckConstraint(
                condition=Q(state__in=DONE, due_at=None) | (~Q(state__in=DONE) & Q(due_at__isnull=False)),
                name="due_until_done",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="delivery_due")
        ]


class PushSubscription(SealedModel):
    """A browser that may be woken. Its address is a capability: sealed, and found again by a keyed hash."""

    wall = of_person()
    sealed_for: ClassVar[tuple[str, ...]] = ("person_id",)
    sealed_with: ClassVar[str] = "person__key"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = SealedField()
    p256dh = SealedField()
    auth = SealedField()
    endpoint_hash = models.BinaryField(max_length=32, unique=True)
    renewed_at = models.DateTimeField(auto_now=True)
