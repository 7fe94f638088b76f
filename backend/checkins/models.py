"""Templates as versioned data; a check-in, each person's sheet of it, and the one reveal."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from backend.accounts.models import Person
from backend.checkins.rules.reveal import State, state
from backend.checkins.rules.values import Kind
from backend.core.models import BaseModel
from backend.core.walls import HOUSE, ME, NEVER, OURS, Open, Wall, both, either, exists
from backend.schedules.models import Occurrence
from backend.spaces.models import Membership, ScopedModel, ScopedQuerySet, Space
from backend.vault.models import SealedField

BUILT_IN = Open("built in, the same for everybody")


class TemplateQuerySet(models.QuerySet["Template"]):
    def newest(self) -> Self:
        """One row for each slug: its latest version."""
        return self.order_by("slug", "-version").distinct("slug")


class Template(BaseModel):
    """One version of a list of questions. Never changed: a new wording is a new version."""

    wall = BUILT_IN

    slug = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    about = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    window_hours = models.PositiveSmallIntegerField()

    objects = TemplateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "version"], name="one_row_per_version")
        ]


class Question(BaseModel):
    """A question of one template version; `options` depend on its kind (see rules.values)."""

    wall = BUILT_IN

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    section = models.SlugField(max_length=40)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    prompt = models.CharField(max_length=300)
    help = models.CharField(max_length=300, blank=True)
    options = models.JSONField()
    shared_by_default = models.BooleanField()

    class Meta:
        ordering = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "key"], name="one_question_per_key"),
            models.UniqueConstraint(fields=["template", "position"], name="one_question_per_place"),
        ]


class CheckInQuerySet(ScopedQuerySet["CheckIn"]):
    def visible_to(self, membership: Membership) -> Self:
        """Those in which this person was asked: whoever joins later does not see what was before."""
        return super().visible_to(membership).filter(sheets__person=membership.person_id)

    def waiting(self, at: datetime) -> Self:
        """Neither closed nor revealed."""
        return self.filter(closes_at__gt=at, reveal=None)

    def asked(self, members: Iterable[Membership]) -> Self:
        """Those that ask all of them: one begun alone is not for whoever joins later."""
        found = self
        for member in members:
            found = found.filter(sheets__person=member.person_id)
        return found


I_WAS_ASKED = exists("checkins_sheet own", "own.check_in_id = checkins_checkin.id", f"own.person_id = {ME}")
ASKED_HERE = either(both(f"space_id = {OURS}", I_WAS_ASKED), HOUSE)


class CheckIn(BaseModel):
    """One asking of a template's questions, of `asked` people. Who opened it is not kept.

    `occurrence` is the time its schedule came round for it; empty when somebody started it.
    """

    wall = Wall(see=ASKED_HERE, add=HOUSE, change=ASKED_HERE, remove=HOUSE)

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+")
    asked = models.PositiveSmallIntegerField()
    occurrence = models.ForeignKey(Occurrence, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    objects = CheckInQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["space", "-opened_at"])]


class Reveal(BaseModel):
    """Both have sent. Written once, in the transaction of the later sending, and never undone."""

    wall = Wall(
        see=exists("checkins_checkin asked", "asked.id = check_in_id"),
        add=HOUSE,
        change=NEVER,
        remove=HOUSE,
    )

    check_in = models.OneToOneField(CheckIn, on_delete=models.PROTECT, related_name="reveal")
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    revealed_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()


class Reason(models.TextChoices):
    """Why a sheet was put aside; nobody is asked for more."""

    NOT_READY = "not_ready"
    SKIPPED = "skipped"


class SheetQuerySet(ScopedQuerySet["Sheet"]):
    def visible_to(self, membership: Membership) -> Self:
        return super().visible_to(membership).filter(person=membership.person_id)


MINE = either(f"person_id = {ME}", HOUSE)


class Sheet(BaseModel):
    """One person's side of a check-in. Only they see whether it was begun, put aside or sent."""

    wall = Wall(see=MINE, add=HOUSE, change=MINE, remove=MINE)

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    put_aside_at = models.DateTimeField(null=True)
    put_aside_because = models.CharField(max_length=10, choices=Reason, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["check_in", "person"], name="one_sheet_per_person")
        ]

    @property
    def waits(self) -> bool:
        """For its person, who has neither sent it nor put it aside."""
        return self.sent_at is None and self.put_aside_at is None

    @property
    def closes_at(self) -> datetime:
        """With the window, or with the space."""
        return min(self.check_in.closes_at, self.space.closed_at or self.check_in.closes_at)

    def state(self, now: datetime) -> State:
        return state(
            revealed=hasattr(self.check_in, "reveal"),
            closes_at=self.closes_at,
            sent_at=self.sent_at,
            put_aside_at=self.put_aside_at,
            now=now,
        )


class AnswerQuerySet(ScopedQuerySet["Answer"]):
    def visible_to(self, membership: Membership) -> Self:
        """One's own; and the other's, once revealed, where they were marked to be shared."""
        asked = CheckIn.objects.visible_to(membership).exclude(reveal=None)
        told = Q(shared=True, check_in__in=asked)
        return super().visible_to(membership).filter(Q(author=membership.person_id) | told)


MY_WORDS = f"author_id = {ME}"
MY_SHEET = exists("checkins_sheet own", "own.id = sheet_id", f"own.person_id = {ME}")
REVEALED = exists("checkins_reveal shown", "shown.check_in_id = checkins_answer.check_in_id")


class Answer(ScopedModel):
    """One answer, sealed under its author's key, so that erasing a person forgets their words everywhere.

    Its wall has no way in for the house: nothing that works for both needs to read what one has written.
    """

    wall = Wall(
        see=either(MY_WORDS, both("shared", f"space_id = {OURS}", REVEALED)),
        add=both(MY_WORDS, MY_SHEET),
        change=MY_WORDS,
        remove=MY_WORDS,
    )
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "author_id", "sheet_id", "question_id")
    sealed_with: ClassVar[str] = "author__key"

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="answers")
    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    words = SealedField()
    shared = models.BooleanField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "question"], name="one_answer_per_question")
        ]

    @property
    def value(self) -> Any:
        return json.loads(self.open("words"))
