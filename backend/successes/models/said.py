"""What the other says to a success: that it was theirs too, and something kind."""

from typing import ClassVar, Self

from django.db import models

from backend.accounts.models import Person
from backend.core.models import BaseModel
from backend.core.walls import HOUSE, ME, OURS, Wall, both, either, exists
from backend.spaces.models import Membership, ScopedQuerySet, Space
from backend.successes.models.success import Success

MINE = f"person_id = {ME}"
HERE = f"space_id = {OURS}"
OF_A_SUCCESS = exists("successes_success told", "told.id = success_id")
MINE_HERE = both(MINE, HERE, OF_A_SUCCESS)


class ConfirmationQuerySet(ScopedQuerySet["Confirmation"]):
    def visible_to(self, membership: Membership) -> Self:
        """A no is nobody's but whose it is."""
        mine_or_yes = models.Q(person=membership.person_id) | models.Q(ours=True)
        return super().visible_to(membership).filter(mine_or_yes)

    def declined_by(self, membership: Membership) -> Self:
        """What this person has said was not theirs too."""
        return self.visible_to(membership).filter(person=membership.person_id, ours=False)


class Confirmation(BaseModel):
    """Whether a joint success was theirs too. The author has said so by writing it.

    A no takes the question away for whoever says it, and is told to nobody.
    """

    wall = Wall(
        see=either(MINE, both("ours", HERE), HOUSE),
        add=MINE_HERE,
        change=MINE,
        remove=either(MINE, HOUSE),
    )

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    success = models.ForeignKey(Success, on_delete=models.CASCADE, related_name="confirmations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ours = models.BooleanField()

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["success", "person"], name="one_word_each_on_a_joint_success")
        ]


class Kind(models.TextChoices):
    """There is none that takes anything away."""

    GLAD = "glad"
    PROUD_OF_YOU = "proud_of_you"
    THANK_YOU = "thank_you"
    WELL_DONE = "well_done"


class Reaction(BaseModel):
    """Something kind from the one who did not write it."""

    wall = Wall(
        see=either(HERE, HOUSE),
        add=MINE_HERE,
        change=MINE,
        remove=either(MINE, HOUSE),
    )

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    success = models.ForeignKey(Success, on_delete=models.CASCADE, related_name="reactions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["success", "person"], name="one_reaction_each")
        ]
