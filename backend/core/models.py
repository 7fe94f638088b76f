"""What every row has, and the memory of commands already done."""

import uuid

from django.db import models


class BaseModel(models.Model):
    """A random id, so that nothing can be guessed or counted from outside, and the time of writing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class DoneCommand(models.Model):
    """A command of one person under one Idempotency-Key, written in the transaction of its effect."""

    person_id = models.UUIDField()
    key = models.CharField(max_length=64)
    fingerprint = models.BinaryField(max_length=32)
    resource_id = models.UUIDField()
    done_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "key"], name="one_effect_per_key")]
