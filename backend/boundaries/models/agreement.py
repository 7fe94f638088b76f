"""What two people agreed, or were asked to: both own it, so it stays with either of them.

Who did what is said by their seat, which outlives a person who is erased.
"""

from typing import ClassVar, Self

from django.db import models

from backend.boundaries.rules import Fate, History, Kind, Proposal, read
from backend.core.models import BaseModel
from backend.core.walls import HOUSE, ME, NEVER, OURS, Wall, both, either, exists, of_space
from backend.spaces.models import ScopedModel, ScopedQuerySet, Space
from backend.vault.models import SealedField


def mine(table: str) -> str:
    """The seat in this row is the one of whoever asks."""
    return exists(
        "spaces_membership own",
        f"own.person_id = {ME}",
        f"own.space_id = {OURS}",
        f"own.seat = {table}.seat",
    )


def written_by(whom: str, table: str) -> str:
    """The version of this row was written by whoever is in its seat (`=`), or by the other (`<>`)."""
    return exists("boundaries_version told", "told.id = version_id", f"told.seat {whom} {table}.seat")


HERE = f"space_id = {OURS}"
TOGETHER = either(HERE, HOUSE)


class AgreementQuerySet(ScopedQuerySet["Agreement"]):
    def with_history(self) -> Self:
        """With all that its state follows from, and the words of its versions."""
        return self.select_related("ending").prefetch_related(
            models.Prefetch("versions", Version.objects.with_fates().order_by("number"))
        )


class Agreement(BaseModel):
    """Something that was proposed at least once. It has no words of its own: they are in its versions."""

    wall = of_space()

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=[(kind.value, kind.value) for kind in Kind])

    objects = AgreementQuerySet.as_manager()

    @property
    def history(self) -> History:
        """Of the versions that were loaded with it."""
        versions = [version.as_proposal() for version in self.versions.all()]
        return History(versions, ended=hasattr(self, "ending"))


class VersionQuerySet(ScopedQuerySet["Version"]):
    def with_fates(self) -> Self:
        return self.select_related("space__key", "consent", "outcome")


class Version(ScopedModel):
    """Words that one of the two proposed, never changed; under the space's key, as they are for both."""

    wall = Wall(see=TOGETHER, add=both(HERE, mine("boundaries_version")), change=HOUSE, remove=TOGETHER)
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "agreement_id", "seat", "number")
    sealed_with: ClassVar[str] = "space__key"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    seat = models.PositiveSmallIntegerField()
    words = SealedField()
    review_on = models.DateField()
    proposed_at = models.DateTimeField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_version_per_number")
        ]

    @property
    def said(self) -> dict[str, str]:
        return read(self.open("words"))

    def as_proposal(self) -> Proposal:
        fate = self.outcome.fate if hasattr(self, "outcome") else None
        return Proposal(
            self.pk, self.seat, self.review_on, hasattr(self, "consent"), Fate(fate) if fate else None
        )


class Consent(BaseModel):
    """Somebody agreed to what the other wrote. With two people one is all there can be."""

    wall = Wall(
        see=TOGETHER,
        add=both(HERE, mine("boundaries_consent"), written_by("<>", "boundaries_consent")),
        change=NEVER,
        remove=TOGETHER,
    )

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="consent")
    seat = models.PositiveSmallIntegerField()
    agreed_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()


class Outcome(BaseModel):
    """A proposal ended otherwise: its author took it back, or the other declined or wrote another."""

    wall = Wall(
        see=TOGETHER,
        add=both(
            HERE,
            mine("boundaries_outcome"),
            either(
                both("fate = 'withdrawn'", written_by("=", "boundaries_outcome")),
                both("fate <> 'withdrawn'", written_by("<>", "boundaries_outcome")),
            ),
        ),
        change=NEVER,
        remove=TOGETHER,
    )

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="outcome")
    seat = models.PositiveSmallIntegerField()
    fate = models.CharField(max_length=9, choices=[(fate.value, fate.value) for fate in Fate])
    settled_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()


class Ending(BaseModel):
    """Either ended it, at once. Nobody is asked why."""

    wall = Wall(see=TOGETHER, add=both(HERE, mine("boundaries_ending")), change=NEVER, remove=TOGETHER)

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="ending")
    seat = models.PositiveSmallIntegerField()
    ended_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()
