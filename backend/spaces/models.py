"""Two people and what they share: the one door to a couple's rows."""

from typing import ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from backend.accounts.models import Person
from backend.core.walls import HOUSE, ME, OURS, Wall, both, either, exists, of_space
from backend.vault.models import Key, SealedField, SealedModel

LONGEST_SPACE_NAME = 60
SEATS = 2


MY_SEAT = exists("spaces_membership seat", "seat.space_id = spaces_space.id", f"seat.person_id = {ME}")
HERE = either(f"id = {OURS}", HOUSE)


class Space(SealedModel):
    """A private place for two. What it is called is sealed under its own key."""

    wall = Wall(see=either(HERE, MY_SEAT), add=HERE, change=either(HERE, MY_SEAT), remove=HERE)
    sealed_for: ClassVar[tuple[str, ...]] = ()
    sealed_with: ClassVar[str] = "key"

    key = models.OneToOneField(Key, null=True, on_delete=models.DO_NOTHING, db_constraint=False)
    name = SealedField()
    started_on = models.DateField(null=True)
    time_zone = models.CharField(max_length=64)
    quiet_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    """Somebody has left. What is here stays as it is, for whoever is still in it to read."""


class Hue(models.TextChoices):
    """The colour of a person's words. It tells two voices apart and compares nothing."""

    CLAY = "clay"
    SAGE = "sage"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> Self:
        return self.filter(left_at=None)

    def with_words(self) -> Self:
        """With all that is needed to open names."""
        return self.select_related("person__key", "space__key")


MINE = either(f"person_id = {ME}", HOUSE)
MINE_HERE = either(both(f"person_id = {ME}", f"space_id = {OURS}"), HOUSE)


class Membership(SealedModel):
    """One of the two seats of a space. A seat is never given to somebody else."""

    wall = Wall(
        see=either(f"person_id = {ME}", f"space_id = {OURS}", HOUSE),
        add=MINE_HERE,
        change=MINE,
        remove=MINE,
    )
    sealed_for: ClassVar[tuple[str, ...]] = ()
    sealed_with: ClassVar[str] = "person__key"

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    seat = models.PositiveSmallIntegerField()
    left_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seat__gte=1, seat__lte=SEATS), name="two_seats"),
            models.UniqueConstraint(fields=["space", "seat"], name="one_person_per_seat"),
            models.UniqueConstraint(fields=["space", "person"], name="one_seat_per_person"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(left_at=None), name="one_active_space_per_person"
            ),
        ]

    @property
    def hue(self) -> Hue:
        return Hue.CLAY if self.seat == 1 else Hue.SAGE

    def hue_of(self, author_id: UUID | None) -> Hue | None:
        """The colour of somebody's words; none for those of both. There are two here: me and the other."""
        if author_id is None or author_id == self.person_id:
            return self.hue if author_id else None
        return self.left_behind().hue

    @property
    def is_former(self) -> bool:
        return self.left_at is not None

    def left_behind(self) -> "Membership":
        """The seat beside this one in a closed space. Who sat there is not known here any more."""
        return Membership(space=self.space, seat=SEATS + 1 - self.seat, left_at=self.space.closed_at)


Row = TypeVar("Row", bound=models.Model)


class ScopedQuerySet(models.QuerySet[Row]):
    """Rows of one space; every read of a couple's rows goes through `visible_to`."""

    def visible_to(self, membership: Membership) -> Self:
        return self.filter(space_id=membership.space_id)


class ScopedModel(SealedModel):
    """A row that belongs to one space."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class InvitationQuerySet(ScopedQuerySet["Invitation"]):
    def usable(self, at: object) -> Self:
        """Neither used, nor withdrawn, nor out of time."""
        return self.filter(withdrawn_at=None, accepted_at=None, expires_at__gt=at)


class Invitation(ScopedModel):
    """A seat kept for somebody. The code is secret: looked up by a keyed hash, shown only to its maker."""

    wall = of_space()
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id",)
    sealed_with: ClassVar[str] = "space__key"

    inviter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    code = SealedField()
    code_hash = models.BinaryField(max_length=32, unique=True)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="an_invitation_lasts_a_while"
            ),
        ]
