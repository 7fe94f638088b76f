"""What two people talk through."""

from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate

from backend.accounts.models import Person
from backend.checkins.models.answer import Answer
from backend.checkins.models.check_in import CheckIn, talked_of
from backend.core.walls import ME, OURS, Wall, both, either, exists, wall
from backend.spaces.models import Membership, ScopedModel, ScopedQuerySet
from backend.vault.models import SealedField

LONGEST_PART = 40


class TopicQuerySet(ScopedQuerySet["Topic"]):
    def visible_to(self, membership: Membership) -> Self:
        """Those of a reveal that both have seen."""
        seen = CheckIn.objects.visible_to(membership).revealed_to_both()
        return super().visible_to(membership).filter(check_in__in=seen)

    def on_the_table(self, check_in: CheckIn, zone: ZoneInfo) -> Self:
        """Opened in this check-in; and what was parked until then.

        A topic comes up again in every check-in from its day on, until one of them has been revealed.
        """
        day = check_in.opened_at.astimezone(zone).date()
        carried = (
            CheckIn.objects.revealed_to_both()
            .filter(space=check_in.space_id, opened_at__lt=check_in.opened_at)
            .annotate(day=TruncDate("opened_at", tzinfo=zone))
            .filter(day__gte=OuterRef("parking__return_on"))
        )
        waits = Q(parking__lifted_at=None) | Q(parking__lifted_at__gte=check_in.opened_at)
        back = Q(parking__return_on__lte=day) & waits & ~Exists(carried)
        return self.filter(Q(check_in=check_in) | back)


TALKED = talked_of("checkins_topic")
MINE = f"author_id = {ME}"
NOBODYS = "author_id is null"


class Topic(ScopedModel):
    """One thing at a time: an answer of the reveal, or something in its author's own words.

    `part` is which of several things the answer names. `revision` counts what was done, so that a phone that
    knows the last one need not be told again. A person who is erased leaves a topic without words or author,
    where the other has spoken to it.
    """

    wall = Wall(
        see=either(MINE, TALKED),
        add=both(MINE, TALKED),
        change=either(MINE, TALKED),
        remove=either(MINE, both(NOBODYS, TALKED)),
    )
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "author_id", "check_in_id")
    sealed_with: ClassVar[str] = "author__key"

    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.ForeignKey(Answer, null=True, on_delete=models.SET_NULL, related_name="+")
    part = models.SlugField(max_length=LONGEST_PART, blank=True)
    words = SealedField()
    revision = models.PositiveIntegerField(default=1)

    objects = TopicQuerySet.as_manager()

    def has_changed(self) -> None:
        """The other phone will hear of it."""
        Topic.objects.filter(pk=self.pk).update(revision=F("revision") + 1)


OF_A_TOPIC = wall(both(f"space_id = {OURS}", exists("checkins_topic held", "held.id = topic_id")))
"""What both put to it and take away again."""
