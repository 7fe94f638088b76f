"""What every row has, the memory of commands already done, and how often something was tried."""

import uuid

from django.db import models

from backend.core.walls import Open, of_person


class BaseModel(models.Model):
    """A random id, so that nothing can be guessed or counted from outside, and the time of writing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class DoneCommand(models.Model):
    """A command of one person under one Idempotency-Key, written in the transaction of its effect."""

    wall = of_person()

    person_id = models.UUIDField()
    key = models.CharField(max_length=64)
    fingerprint = models.BinaryField(max_length=32)
    resource_id = models.UUIDField()
    done_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "key"], name="one_effect_per_key")]


class Tries(models.Model):
    """How often somebody tried something since the first try, until `over_at`.

    A number and no list of times: this must not become a diary of when somebody was here.
    """

    wall = Open("a number under a keyed hash; it tells nobody anything, and counts before anybody is known")

    key = models.BinaryField(max_length=32, primary_key=True)
    count = models.PositiveIntegerField()
    over_at = models.DateTimeField(db_index=True)
