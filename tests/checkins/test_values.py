"""What counts as an answer."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checkins.rules.values import WrongValue, checked

SCALE = {"min": 0, "max": 10}
CHOICE = {"choices": [{"key": "no", "label": "No"}, {"key": "later", "label": "Later"}]}
FEELINGS = {"words": [{"key": word} for word in ("calm", "tired", "seen")], "limit": 2}
TEXT = {"limit": 10}
APPRECIATION = {"items": 2, "limit": 10}
ISSUE = {"parts": ["feeling", "need"], "limit": 10}
TOPICS = {"topics": [{"key": "time"}, {"key": "home"}], "limit": 10}
PROMISE = {"limit": 10}


@pytest.mark.parametrize(
    ("kind", "options", "value"),
    [
        ("scale", SCALE, 0),
        ("scale", SCALE, 10),
        ("choice", CHOICE, "later"),
        ("feelings", FEELINGS, ["calm", "seen"]),
        ("text", TEXT, "ten letter"),
        ("appreciation", APPRECIATION, ["soup", "socks"]),
        ("issue", ISSUE, {"feeling": "lost", "need": ""}),
        ("topics", TOPICS, {"chosen": ["home"], "own": ""}),
        ("topics", TOPICS, {"chosen": [], "own": "the dog"}),
        ("promise", PROMISE, {"text": "call", "by": "2026-11-30"}),
        ("promise", PROMISE, {"text": "call", "by": None}),
    ],
)
def test_an_answer_of_its_kind_is_kept_as_it_is(kind: str, options: dict[str, Any], value: Any) -> None:
    assert checked(kind, options, value) == value


@pytest.mark.parametrize(
    ("kind", "options", "value"),
    [
        ("scale", SCALE, 11),
        ("scale", SCALE, -1),
        ("scale", SCALE, 7.5),
        ("scale", SCALE, True),
        ("scale", SCALE, "7"),
        ("scale", SCALE, None),
        ("choice", CHOICE, "weekly"),
        ("choice", CHOICE, ["no"]),
        ("feelings", FEELINGS, []),
        ("feelings", FEELINGS, ["calm", "calm"]),
        ("feelings", FEELINGS, ["calm", "tired", "seen"]),
        ("feelings", FEELINGS, ["furious"]),
        ("feelings", FEELINGS, [["calm"]]),
        ("text", TEXT, "eleven letters"),
        ("text", TEXT, "   "),
        ("text", TEXT, "a\x00b"),
        ("text", TEXT, 4),
        ("appreciation", APPRECIATION, []),
        ("appreciation", APPRECIATION, ["a", "b", "c"]),
        ("appreciation", APPRECIATION, ["a", " "]),
        ("appreciation", APPRECIATION, "soup"),
        ("issue", ISSUE, {"feeling": "", "need": ""}),
        ("issue", ISSUE, {"feeling": "lost"}),
        ("issue", ISSUE, {"feeling": "lost", "need": "", "blame": "you"}),
        ("topics", TOPICS, {"chosen": [], "own": ""}),
        ("topics", TOPICS, {"chosen": ["money"], "own": ""}),
        ("topics", TOPICS, {"chosen": "home", "own": ""}),
        ("promise", PROMISE, {"text": "call", "by": "tomorrow"}),
        ("promise", PROMISE, {"text": "call", "by": 5}),
        ("promise", PROMISE, {"text": "", "by": None}),
        ("promise", PROMISE, "call"),
    ],
)
def test_anything_else_is_refused_with_a_reason(kind: str, options: dict[str, Any], value: Any) -> None:
    with pytest.raises(WrongValue, match=r"\w+"):
        checked(kind, options, value)


@given(st.text(max_size=30))
def test_text_is_kept_composed_or_refused(text: str) -> None:
    try:
        kept = checked("text", {"limit": 20}, text)
    except WrongValue:
        return
    assert 0 < len(kept) <= 20
    assert checked("text", {"limit": 20}, kept) == kept


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(value=json_values)
@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("scale", SCALE),
        ("choice", CHOICE),
        ("feelings", FEELINGS),
        ("text", TEXT),
        ("appreciation", APPRECIATION),
        ("issue", ISSUE),
        ("topics", TOPICS),
        ("promise", PROMISE),
    ],
)
def test_no_json_breaks_the_check(kind: str, options: dict[str, Any], value: Any) -> None:
    with suppress(WrongValue):
        json.dumps(checked(kind, options, value))


@pytest.mark.parametrize(
    ("kind", "options", "value", "said"),
    [
        ("scale", SCALE, 11, "Choose a whole number from 0 to 10."),
        ("choice", CHOICE, "weekly", "Choose one of the answers."),
        ("feelings", FEELINGS, [], "Choose from 1 to 2."),
        ("feelings", FEELINGS, ["calm", "calm"], "Choose each one once."),
        ("text", TEXT, 7, "Write words here."),
        ("text", TEXT, "", "This is empty. Write something, or skip the question."),
        ("text", TEXT, "a\x00b", "There is a sign in it that cannot be kept. Please type it again."),
        ("text", TEXT, "eleven letters", "This is longer than 10 letters. Please shorten it."),
        ("appreciation", APPRECIATION, [], "Write from 1 to 2."),
        ("issue", ISSUE, {}, "Send these parts: feeling, need."),
        ("topics", TOPICS, {}, "Send what was chosen, and a topic of one's own, which may be empty."),
        ("promise", PROMISE, {}, "Send the promise and a day, which may be empty."),
        ("promise", PROMISE, {"text": "call", "by": "soon"}, "Send the day as YYYY-MM-DD, or none."),
    ],
)
def test_a_refusal_says_what_would_be_an_answer(
    kind: str, options: dict[str, Any], value: Any, said: str
) -> None:
    with pytest.raises(WrongValue) as refused:
        checked(kind, options, value)
    assert str(refused.value) == said


def test_one_good_thing_is_enough() -> None:
    assert checked("appreciation", APPRECIATION, ["soup"]) == ["soup"]
