"""That somebody is to be told something is there."""

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from backend.accounts.models import Person
from backend.core.models import BaseModel
from backend.core.walls import of_person
from backend.schedules.models import Schedule
from backend.spaces.models import Space


class Kind(models.TextChoices):
    """What a message is about: a check-in, the same once more, one that was put off; an agreement to look at
    again, a promise of one's own, one of these that was put off; a test, an end."""

    CHECK_IN = "check_in"
    CHECK_IN_AGAIN = "check_in_again"
    SNOOZED = "snoozed"
    REVIEW = "review"
    PROMISE = "promise"
    PUT_OFF = "put_off"
    TEST = "test"
    LEFT = "left"


OF_A_PROMISE = {Kind.PROMISE, Kind.PUT_OFF}


class Message(BaseModel):
    """That somebody is to be told something is there, and for how long that holds. No words.

    A person is told once per kind and subject. `sent_at` is when it first went out, on whichever way;
    `tapped_at` when one of its actions was used, which works once.
    """

    wall = of_person()

    # Each index is paid for with every reminder: that of the constraint below begins with the person.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    space = models.ForeignKey(Space, null=True, on_delete=models.CASCADE, related_name="+")
    schedule = models.ForeignKey(Schedule, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    subject_id = models.UUIDField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tapped_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "subject_id"], name="one_message_per_subject")
        ]
        indexes: ClassVar = [BrinIndex(fields=["created_at"], name="messages_by_age")]
