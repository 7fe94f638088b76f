"""Templates as people might write them."""

from typing import Any

from hypothesis import strategies as st

from backend.checkins.rules import templates as rules
from backend.checkins.rules.values import Kind

TEXT = {"kind": "text", "prompt": "What is new?"}
SMALL: dict[str, Any] = {"title": "Our evening", "minutes": 5, "questions": [TEXT]}

words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40).filter(str.strip)
keys = st.from_regex(r"[a-z0-9_-]{1,8}", fullmatch=True)


def choices(most: int) -> st.SearchStrategy[list[dict[str, str]]]:
    with_key = st.fixed_dictionaries({"label": words}, optional={"key": keys})
    return st.lists(with_key, min_size=2, max_size=most, unique_by=lambda one: one.get("key", id(one)))


OPTIONS: dict[Kind, st.SearchStrategy[dict[str, Any]]] = {
    Kind.SCALE: st.fixed_dictionaries(
        {"min": st.integers(0, 4), "max": st.integers(5, 10), "low": words, "high": words}
    ),
    Kind.CHOICE: st.fixed_dictionaries({"choices": choices(rules.MOST_CHOICES)}),
    Kind.FEELINGS: st.fixed_dictionaries({"words": choices(12)}, optional={"limit": st.integers(1, 30)}),
    Kind.TEXT: st.fixed_dictionaries({}, optional={"limit": st.integers(1, 4000)}),
    Kind.APPRECIATION: st.fixed_dictionaries({}, optional={"items": st.integers(1, 5)}),
    Kind.ISSUE: st.fixed_dictionaries({}, optional={"limit": st.integers(1, 1000)}),
    Kind.TOPICS: st.fixed_dictionaries({"topics": choices(12)}),
    Kind.PROMISE: st.fixed_dictionaries({}, optional={"limit": st.integers(1, 300)}),
}


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(list(OPTIONS)))
    more = st.fixed_dictionaries(
        {"prompt": words},
        optional={
            "help": words,
            "section": st.sampled_from(rules.SECTIONS),
            "shared_by_default": st.booleans(),
        },
    )
    return {"kind": kind.value, "options": draw(OPTIONS[kind]), **draw(more)}


templates = st.fixed_dictionaries(
    {
        "title": words,
        "minutes": st.integers(1, rules.MOST_MINUTES),
        "questions": st.lists(questions(), min_size=1, max_size=4),
    },
    optional={"about": words, "window_hours": st.integers(1, rules.MOST_HOURS)},
)
