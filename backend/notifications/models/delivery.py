"""One message on one way to a person."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from backend.core.models import BaseModel
from backend.core.walls import HOUSE, either, exists, wall
from backend.notifications.models.message import Message


class Channel(models.TextChoices):
    PUSH = "push"
    EMAIL = "email"


class Lane(models.IntegerChoices):
    """Who goes first when much is due at once; none waits for another to be empty."""

    AWAITED = 0
    REMINDER = 1
    ONCE_MORE = 2


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
    done empties it. `first_tried_at` is when trying began; for a push that an e-mail may replace, when it was
    first taken, even if its service was left alone. `failure` is a short name for why it did not go out, for
    its person and the operator.
    """

    # The house first: who sends for all must not look through everybody's messages for it.
    wall = wall(either(HOUSE, exists("notifications_message message", "message.id = message_id")))

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )  # found through the constraint below
    channel = models.CharField(max_length=5, choices=Channel)
    target = models.CharField(max_length=36, blank=True)
    lane = models.PositiveSmallIntegerField(choices=Lane, default=Lane.REMINDER)
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    due_at = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    first_tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=20, blank=True)

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
            models.Index(
                fields=["channel", "lane", "due_at"],
                condition=Q(due_at__isnull=False),
                name="delivery_due",
            ),
            # Both few: what is being sent, and what the operator should know of.
            models.Index(fields=["due_at"], condition=Q(lease__isnull=False), name="delivery_held"),
            models.Index(fields=["first_tried_at"], condition=Q(state=State.DEAD), name="delivery_dead"),
        ]
