"""The words of a boundary: a title, what is welcome, what is not, what I do if it happens, and why."""

import json
from collections.abc import Mapping

PARTS = ("title", "welcome", "not_welcome", "what_i_do", "why")
SAYING = ("welcome", "not_welcome", "what_i_do")
"""One of these is needed, or nothing is said."""
LONGEST_TITLE = 80
LONGEST_TEXT = 1000
Words = Mapping[str, str]


def is_sayable(words: Words) -> bool:
    """Whether somebody else could agree to it."""
    return bool(words["title"].strip()) and any(words[part].strip() for part in SAYING)


def written(words: Words) -> str:
    """As it is sealed: every part, in one order, so that equal words are equal texts."""
    return json.dumps({part: words[part] for part in PARTS}, ensure_ascii=False)


def read(text: str) -> dict[str, str]:
    """Every part; empty where nothing was said, or where the key is gone."""
    found = json.loads(text) if text else {}
    return {part: found.get(part, "") for part in PARTS}


def gist(words: Words) -> str:
    """The first thing it says."""
    return next((words[part] for part in SAYING if words[part]), "")
