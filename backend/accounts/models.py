"""A person."""

from datetime import time
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from backend.vault.models import Key, SealedField, SealedModel

LONGEST_NAME = 60
LONGEST_PRONOUNS = 40


class Theme(models.TextChoices):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class PersonManager(BaseUserManager["Person"]):
    """Loads the key with the person, for nearly every use of a person opens words."""

    def get_queryset(self) -> models.QuerySet["Person"]:
        return super().get_queryset().select_related("key")


class Person(SealedModel, AbstractBaseUser):
    """Somebody with an account. The address is readable to send mail; what they call themselves is sealed."""

    sealed_for: ClassVar[tuple[str, ...]] = ()
    sealed_with: ClassVar[str] = "key"

    last_login = None  # nobody needs to know when somebody was last here
    email = models.EmailField(unique=True)
    key = models.OneToOneField(Key, null=True, on_delete=models.DO_NOTHING, db_constraint=False)
    name = SealedField()
    pronouns = SealedField()
    locale = models.CharField(max_length=20, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    theme = models.CharField(max_length=6, choices=Theme, default=Theme.SYSTEM)
    discreet = models.BooleanField(default=False)
    quiet_from = models.TimeField(default=time(21))
    quiet_until = models.TimeField(default=time(8))
    remind_by_push = models.BooleanField(default=True)
    remind_by_email = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"person {self.pk}"
