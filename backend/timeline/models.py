"""What happened, without a word of what was said; and who wants to see it as pictures."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, Q, Subquery, Value, When

from backend.accounts.models import Person
from backend.core.models import BaseModel
from backend.core.walls import HOUSE, ME, NEVER, OURS, Wall, both, either, of_person
from backend.spaces.models import Membership, ScopedQuerySet, Space


class Verb(models.TextChoices):
    REVEALED = "revealed"
    AGREED = "agreed"
    CHANGED = "changed"
    ENDED = "ended"
    CELEBRATED = "celebrated"
    MILESTONE = "milestone"
    KEPT = "kept"


class Group(models.TextChoices):
    """What one may look at by itself."""

    CHECK_INS = "check_ins"
    AGREEMENTS = "agreements"
    SUCCESSES = "successes"
    PROMISES = "promises"
    MILESTONES = "milestones"


VERBS = {
    Group.CHECK_INS: (Verb.REVEALED,),
    Group.AGREEMENTS: (Verb.AGREED, Verb.CHANGED, Verb.ENDED),
    Group.SUCCESSES: (Verb.CELEBRATED,),
    Group.PROMISES: (Verb.KEPT,),
    Group.MILESTONES: (Verb.MILESTONE,),
}


class EventQuerySet(ScopedQuerySet["Event"]):
    def visible_to(self, membership: Membership) -> Self:
        mine = Q(only_for=None) | Q(only_for=membership.person_id)
        return super().visible_to(membership).filter(mine)

    def before(self, last: Self) -> Self:
        """Older than this one event, in one query; none where there is no such event."""
        moment = Subquery(last.values("happened_at"))
        older = Q(happened_at__lt=moment) | Q(pk__lt=Subquery(last.values("pk")))
        # The first is what an index begins with; the second leaves out what was shown of the same instant.
        return self.filter(happened_at__lte=moment).filter(older)


class Event(BaseModel):
    """What was done to which row, and when. `detail` holds built-in names only (a template's slug).

    `only_for` is the one person who sees it: set while somebody has the space to themselves, because whoever
    joins later was not there.
    """

    wall = Wall(
        see=either(both(f"space_id = {OURS}", either("only_for_id is null", f"only_for_id = {ME}")), HOUSE),
        add=either(f"space_id = {OURS}", HOUSE),
        change=NEVER,
        remove=either(f"only_for_id = {ME}", HOUSE),
    )

    # The indexes below begin with it. A shorter one would tempt Postgres to sort ten years for one page.
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+", db_index=False)
    only_for = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=30, choices=Verb)
    # One value to look for: of several verbs, Postgres would sometimes sort ten years for one page.
    group = models.GeneratedField(
        expression=Case(*(When(verb__in=verbs, then=Value(group)) for group, verbs in VERBS.items())),
        output_field=models.CharField(max_length=30, null=True),
        db_persist=True,
    )
    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    detail = models.JSONField(default=dict)
    happened_at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["space", "-happened_at", "-id"]),
            models.Index(fields=["space", "group", "-happened_at", "-id"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verb", "subject_id"], name="one_event_per_verb_and_subject")
        ]


class PictureConsentQuerySet(ScopedQuerySet["PictureConsent"]):
    def visible_to(self, membership: Membership) -> Self:
        """One's own: whether the other has answered, and how, is theirs."""
        return super().visible_to(membership).filter(person=membership.person_id)


class PictureConsent(BaseModel):
    """Somebody wants pictures of what is in this space. Without a row they do not, or have not said."""

    wall = of_person()

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    objects = PictureConsentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "person"], name="one_wish_for_pictures_each")
        ]
