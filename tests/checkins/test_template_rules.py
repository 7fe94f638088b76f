"""What a template of one's own may be."""

import json
from typing import Any

import pytest
from hypothesis import given

from backend.checkins.apps import BUILTIN
from backend.checkins.rules import templates as rules
from backend.checkins.rules.templates import checked_template
from backend.core.rules.shapes import Fault
from tests.checkins.written import SMALL, TEXT, templates


def fault(data: Any) -> str:
    with pytest.raises(Fault) as caught:
        checked_template(data)
    return caught.value.at


@pytest.mark.parametrize("file", sorted(BUILTIN.glob("*.json")), ids=lambda file: file.stem)
def test_every_template_that_is_built_in_can_be_copied(file: Any) -> None:
    built_in = json.loads(file.read_text())
    kept = checked_template({name: built_in[name] for name in built_in if name not in {"slug", "version"}})
    said = [(one["kind"], one["prompt"], one["help"], one["section"]) for one in built_in["questions"]]
    assert [(one["kind"], one["prompt"], one["help"], one["section"]) for one in kept["questions"]] == said
    for mine, theirs in zip(kept["questions"], built_in["questions"], strict=True):
        assert mine["options"] | {"depth_from": ""} == theirs["options"] | {"depth_from": ""}


def test_what_is_left_out_is_as_usual() -> None:
    kept = checked_template(SMALL)
    assert (kept["about"], kept["window_hours"]) == ("", rules.USUAL_HOURS)
    assert kept["questions"] == [
        TEXT | {"key": "q1", "section": "", "help": "", "shared_by_default": True, "options": {"limit": 4000}}
    ]


@given(templates)
def test_what_was_checked_is_the_same_when_it_is_checked_again(template: dict[str, Any]) -> None:
    kept = checked_template(template)
    assert checked_template(json.loads(json.dumps(kept))) == kept


@given(templates)
def test_keys_in_the_open_are_nobodys_words(template: dict[str, Any]) -> None:
    kept = checked_template(template)["questions"]
    assert len({one["key"] for one in kept}) == len(kept)
    assert all(rules.NUMBER.match(one["key"]) for one in kept)


def test_a_question_keeps_its_number_wherever_it_stands() -> None:
    asked = [TEXT | {"key": key} for key in ("q7", "ours", "q1")] + [TEXT]
    kept = checked_template(SMALL | {"questions": asked})
    assert [one["key"] for one in kept["questions"]] == ["q7", "q2", "q1", "q3"]


def test_whoever_has_no_key_gets_a_free_one() -> None:
    options = {"choices": [{"label": "yes"}, {"key": "o1", "label": "no"}, {"label": "perhaps"}]}
    kept = checked_template(SMALL | {"questions": [TEXT | {"kind": "choice", "options": options}]})
    assert [one["key"] for one in kept["questions"][0]["options"]["choices"]] == ["o2", "o1", "o3"]


def test_words_are_kept_on_one_line_in_one_form() -> None:
    kept = checked_template(SMALL | {"title": " e\u0301cole \n of  two "})
    assert kept["title"] == "\u00e9cole of two"


DEPTH = {"key": "d", "kind": "choice", "prompt": "How deep?"} | {
    "options": {"choices": [{"key": one, "label": one} for one in rules.DEPTHS]}
}
DEEPER = TEXT | {"options": {"prompts": ["one", "two", "three"], "depth_from": "d"}}


def test_a_question_may_go_as_deep_as_one_before_it_says() -> None:
    kept = checked_template(SMALL | {"questions": [TEXT, DEPTH, DEEPER]})
    assert kept["questions"][2]["options"]["depth_from"] == "q2"
    for wrong in ([DEEPER, DEPTH], [DEPTH | {"key": "e"}, DEEPER], [TEXT | {"key": "d"}, DEEPER]):
        at = fault(SMALL | {"questions": wrong})
        assert at.endswith("/options/depth_from")


def scale(**options: Any) -> dict[str, Any]:
    usual = {"min": 0, "max": 10, "low": "far", "high": "close"}
    return SMALL | {"questions": [TEXT | {"kind": "scale", "options": usual | options}]}


def chosen(kind: str, name: str, *found: Any, **more: Any) -> dict[str, Any]:
    return SMALL | {"questions": [TEXT | {"kind": kind, "options": {name: list(found), **more}}]}


ONE, TWO = {"label": "one"}, {"label": "two"}
HERE = "/questions/0"
FAULTS: list[tuple[Any, str]] = [
    ([], ""),
    (SMALL | {"slug": "daily"}, "/slug"),
    (SMALL | {"title": ""}, "/title"),
    (SMALL | {"title": " \n "}, "/title"),
    (SMALL | {"title": "x" * (rules.LONGEST_TITLE + 1)}, "/title"),
    (SMALL | {"title": "half \ud800"}, "/title"),
    (SMALL | {"title": "nul \x00"}, "/title"),
    (SMALL | {"title": 7}, "/title"),
    (SMALL | {"about": "x" * (rules.LONGEST_ABOUT + 1)}, "/about"),
    (SMALL | {"minutes": 0}, "/minutes"),
    (SMALL | {"minutes": rules.MOST_MINUTES + 1}, "/minutes"),
    (SMALL | {"minutes": True}, "/minutes"),
    (SMALL | {"window_hours": rules.MOST_HOURS + 1}, "/window_hours"),
    ({"minutes": 5, "questions": [TEXT]}, "/title"),
    (SMALL | {"questions": []}, "/questions"),
    (SMALL | {"questions": [TEXT] * (rules.MOST_QUESTIONS + 1)}, "/questions"),
    (SMALL | {"questions": [TEXT, {"kind": "text"}]}, "/questions/1/prompt"),
    (SMALL | {"questions": [TEXT | {"prompt": "x" * (rules.LONGEST_PROMPT + 1)}]}, f"{HERE}/prompt"),
    (SMALL | {"questions": [TEXT | {"help": "x" * (rules.LONGEST_PROMPT + 1)}]}, f"{HERE}/help"),
    (SMALL | {"questions": [TEXT | {"kind": "measure"}]}, f"{HERE}/kind"),
    (SMALL | {"questions": [TEXT | {"kind": ["text"]}]}, f"{HERE}/kind"),
    (SMALL | {"questions": [TEXT | {"section": "money"}]}, f"{HERE}/section"),
    (SMALL | {"questions": [TEXT | {"key": "Ben and me"}]}, f"{HERE}/key"),
    (SMALL | {"questions": [TEXT | {"key": "a"}, TEXT | {"key": "a"}]}, "/questions/1/key"),
    (SMALL | {"questions": [TEXT | {"shared_by_default": 1}]}, f"{HERE}/shared_by_default"),
    (SMALL | {"questions": [TEXT | {"options": {"limit": 0}}]}, f"{HERE}/options/limit"),
    (SMALL | {"questions": [TEXT | {"options": {"limit": rules.LONGEST_TEXT + 1}}]}, f"{HERE}/options/limit"),
    (SMALL | {"questions": [TEXT | {"options": {"prompts": ["a", "b", "c"]}}]}, f"{HERE}/options"),
    (SMALL | {"questions": [TEXT | {"options": {"prompts": ["a"]}}]}, f"{HERE}/options/prompts"),
    (scale(min=10, max=10), f"{HERE}/options/min"),
    (scale(min=3, max=3), f"{HERE}/options/max"),
    (scale(max=11), f"{HERE}/options/max"),
    (scale(low=""), f"{HERE}/options/low"),
    (SMALL | {"questions": [TEXT | {"kind": "scale"}]}, f"{HERE}/options/min"),
    (chosen("choice", "choices", ONE), f"{HERE}/options/choices"),
    (chosen("choice", "choices", *[ONE] * (rules.MOST_CHOICES + 1)), f"{HERE}/options/choices"),
    (chosen("choice", "choices", ONE | {"key": "a"}, TWO | {"key": "a"}), f"{HERE}/options/choices/1/key"),
    (chosen("choice", "choices", ONE, {"label": ""}), f"{HERE}/options/choices/1/label"),
    (chosen("choice", "choices", ONE, TWO, limit=2), f"{HERE}/options/limit"),
    (chosen("feelings", "words", *[ONE] * (rules.MOST_WORDS + 1)), f"{HERE}/options/words"),
    (chosen("feelings", "words", ONE, TWO, limit=rules.MOST_WORDS + 1), f"{HERE}/options/limit"),
    (chosen("topics", "topics", ONE, TWO, limit=rules.LONGEST_TOPIC + 1), f"{HERE}/options/limit"),
    (
        SMALL | {"questions": [TEXT | {"kind": "appreciation", "options": {"items": 6}}]},
        f"{HERE}/options/items",
    ),
    (
        SMALL | {"questions": [TEXT | {"kind": "issue", "options": {"parts": ["need"]}}]},
        f"{HERE}/options/parts",
    ),
    (SMALL | {"questions": [TEXT | {"kind": "promise", "options": {"limit": 301}}]}, f"{HERE}/options/limit"),
]


@pytest.mark.parametrize(("template", "at"), FAULTS, ids=[f"{n} {at}" for n, (_, at) in enumerate(FAULTS)])
def test_what_does_not_fit_is_named_by_its_place(template: Any, at: str) -> None:
    assert fault(template) == at
