"""What the database itself lets through of a talk, and what `visible_to` does."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from backend.accounts.models import Person
from backend.checkins.models import Comment, Echo, Parking, Reaction, Reveal, Settling, Topic, Turn
from backend.core import scope
from backend.spaces.models import Membership, Space
from tests.checkins.talks import lives, reveal
from tests.client import Phone

ROWS: tuple[Any, ...] = (Topic, Turn, Echo, Parking, Settling, Comment, Reaction)


@pytest.fixture
def lived(as_ana: Phone, as_ben: Phone) -> None:
    lives(as_ana, as_ben, reveal(as_ana, as_ben))


def _seen_by(person: Person, space_id: Any) -> set[str]:
    with scope.acting(person_id=person.pk, space_id=space_id):
        return {model.__name__ for model in ROWS if model.objects.exists()}


def test_both_see_a_talk_and_nobody_else_does(
    lived: None, ana: Person, ben: Person, cleo: Person, space: Space
) -> None:
    every = {model.__name__ for model in ROWS}
    assert _seen_by(ana, space.pk) == _seen_by(ben, space.pk) == every
    assert _seen_by(cleo, cleo.memberships.get().space_id) == _seen_by(cleo, space.pk) == set()
    with scope.house():
        assert [model for model in ROWS if model.objects.exists()] == [], "nor does the house"


def test_without_the_reveal_nothing_of_it_is_seen_but_ones_own(
    lived: None, ana: Person, ben: Person, space: Space
) -> None:
    with scope.house():
        Reveal.objects.all().delete()
    with scope.acting(person_id=ben.pk, space_id=space.pk):
        assert not Topic.objects.exclude(author=ben).exists()
        assert not Comment.objects.exclude(author=ben).exists()
        assert not Reaction.objects.exclude(person=ben).exclude(answer__author=ben).exists()
        assert not Turn.objects.exclude(speaker=ben).exists()
    with scope.acting(person_id=ana.pk, space_id=space.pk):
        seat = Membership.objects.get(person=ana)
        assert [model for model in ROWS if model.objects.visible_to(seat).exists()] == []


def test_nobody_speaks_in_the_others_name(lived: None, ana: Person, ben: Person, space: Space) -> None:
    with scope.acting(person_id=ana.pk, space_id=space.pk):
        topic = Topic.objects.get(author=ana)
        turn, comment = topic.turns.first(), Comment.objects.get(author=ana)
        for row in (
            Turn(space=space, topic=topic, number=9, speaker=ben),
            Echo(space=space, turn=turn, author=ben),
            Topic(space=space, check_in=topic.check_in, author=ben),
            Comment(
                space=space,
                check_in=topic.check_in,
                author=ben,
                question_id=comment.question_id,
            ),
        ):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                row.save()
        assert Echo.objects.filter(author=ben).delete()[0] == 0
    with scope.acting(person_id=ben.pk, space_id=space.pk):
        assert Turn.objects.filter(speaker=ana).update(said=b"") == 0
        assert Comment.objects.filter(author=ana).update(words=b"") == 0
