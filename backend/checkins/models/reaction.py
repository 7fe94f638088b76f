"""One kind word to what the other has answered."""

from typing import Self

from django.db import models

from backend.accounts.models import Person
from backend.checkins.models.answer import Answer
from backend.checkins.models.check_in import CheckIn
from backend.core.models import BaseModel
from backend.core.walls import ME, OURS, Wall, both, either, exists
from backend.spaces.models import Membership, ScopedQuerySet, Space


class Kindness(models.TextChoices):
    """There are only kind ones."""

    HEAR = "i_hear_you"
    THANKS = "thank_you"
    MORE = "tell_me_more"


class ReactionQuerySet(ScopedQuerySet["Reaction"]):
    def visible_to(self, membership: Membership) -> Self:
        """Those of a reveal that both have seen."""
        seen = CheckIn.objects.visible_to(membership).revealed_to_both()
        return super().visible_to(membership).filter(answer__check_in__in=seen)


MINE = f"person_id = {ME}"
SEEN = both(f"space_id = {OURS}", exists("checkins_answer told", "told.id = answer_id", "told.shared"))
TO_ME = exists("checkins_answer told", "told.id = answer_id", f"told.author_id = {ME}")


class Reaction(BaseModel):
    """From the one who did not write the answer: so there is one, or none. It goes with the answer."""

    wall = Wall(
        see=either(MINE, SEEN), add=both(MINE, SEEN), change=both(MINE, SEEN), remove=either(MINE, TO_ME)
    )

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="reaction")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kindness)

    objects = ReactionQuerySet.as_manager()
