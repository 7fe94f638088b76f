"""Answers: bound to their author as well."""

from uuid import uuid4

import pytest

from backend.accounts.models import Person
from backend.checkins.models import Answer
from backend.vault.rules import CannotOpen


def test_answer_opens_only_for_its_author(ana: Person, ben: Person) -> None:
    answer = Answer(author=ana, space_id=uuid4(), sheet_id=uuid4(), question_id=uuid4())
    answer.seal(words='"I was afraid."')
    for moved in ({"author": ben}, {"space_id": uuid4()}, {"sheet_id": uuid4()}, {"question_id": uuid4()}):
        kept = {"author": ana, "space_id": answer.space_id, "sheet_id": answer.sheet_id}
        there = Answer(
            pk=answer.pk, words=answer.words, **{**kept, "question_id": answer.question_id, **moved}
        )
        with pytest.raises(CannotOpen):
            there.open("words")
    assert answer.value == "I was afraid."
