"""A person, where they are signed in, and the slow way back for whoever lost a passkey."""

from datetime import datetime, time
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from backend.accounts import rules
from backend.core.models import BaseModel
from backend.core.walls import DOOR, HOUSE, ME, OURS, Wall, either, exists, of_person
from backend.vault.models import Key, SealedField, SealedModel

LONGEST_NAME = 60
LONGEST_PRONOUNS = 40


class Theme(models.TextChoices):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class PersonQuerySet(models.QuerySet["Person"]):
    def select_for_update(self, **options: Any) -> "PersonQuerySet":  # type: ignore[override]
        """The person alone: the key that comes along may be gone, and cannot be locked then."""
        return super().select_for_update(**{"of": ("self",), **options})


class PersonManager(BaseUserManager["Person"]):
    """Loads the key with the person, for nearly every use of a person opens words."""

    def get_queryset(self) -> models.QuerySet["Person"]:
        return PersonQuerySet(self.model, using=self._db).select_related("key")


WITH_ME = exists("spaces_membership seat", "seat.person_id = accounts_person.id", f"seat.space_id = {OURS}")
MYSELF = either(f"id = {ME}", HOUSE, DOOR)


class Person(SealedModel, AbstractBaseUser):
    """Somebody with an account. The address is readable to send mail; what they call themselves is sealed."""

    wall = Wall(see=either(MYSELF, WITH_ME), add=either(HOUSE, DOOR), change=MYSELF, remove=MYSELF)
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
    email_as_fallback = models.BooleanField(default=True)
    """With mail switched off: by mail after all when no phone could be reached."""
    clocks_changed_at = models.DateTimeField(null=True)
    """Their zone or their quiet hours have changed, and what waits for them has not been moved yet."""
    is_active = models.BooleanField(default=True)

    objects = PersonManager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["clocks_changed_at"],
                condition=Q(clocks_changed_at__isnull=False),
                name="people_whose_clocks_changed",
            )
        ]

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"person {self.pk}"


class SessionQuerySet(models.QuerySet["Session"]):
    def alive(self, now: datetime) -> "SessionQuerySet":
        """Neither unused for too long nor too old; one in which nobody has signed in yet is soon too old."""
        return self.exclude(self._over(now))

    def over(self, now: datetime) -> "SessionQuerySet":
        return self.filter(self._over(now))

    def _over(self, now: datetime) -> Q:
        idle = Q(last_seen_on__lt=(now - rules.IDLE).date())
        nobody = Q(person=None, created_at__lt=now - rules.NOBODY_YET)
        return idle | nobody | Q(created_at__lt=now - rules.LONGEST)


class Session(BaseModel):
    """A phone somebody signed in on, or is about to. It is made anew at the moment of signing in.

    The cookie's own key is not here, only a keyed hash: whoever reads this table is let in nowhere.
    """

    wall = of_person("person_id", DOOR)

    mark = models.BinaryField(max_length=32, unique=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE)
    data = models.BinaryField()
    last_seen_on = models.DateField()

    objects = SessionQuerySet.as_manager()


class RecoveryQuerySet(models.QuerySet["Recovery"]):
    def standing(self, now: datetime) -> "RecoveryQuerySet":
        """Still waiting, or open for whoever waited."""
        return self.filter(ready_at__gt=now - rules.OPEN_AFTER_THE_WAIT)


class Recovery(BaseModel):
    """Somebody with the inbox of a person, but without their passkey, waits to be let in by the inbox alone.

    Every phone that is signed in says so and can stop it. Stopped or used, the row is gone.
    """

    wall = of_person("person_id", DOOR)

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    ready_at = models.DateTimeField()

    objects = RecoveryQuerySet.as_manager()
