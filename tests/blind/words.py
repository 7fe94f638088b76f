"""Sheets with words that are told at the reveal, and words that are kept for ever."""

from typing import Any

ISSUE = ("feeling", "situation", "need", "request")


def sheet(questions: list[dict[str, Any]], *, told: str, kept: str, most_kept: int) -> dict[str, Any]:
    """Every other question is answered for both, and up to `most_kept` of the others for oneself."""
    shared = [_answer(question, told, shared=True) for question in questions[::2]]
    only_me = [_answer(question, kept, shared=False) for question in questions[1::2][:most_kept]]
    return {"answers": shared + only_me}


def _answer(question: dict[str, Any], word: str, *, shared: bool) -> dict[str, Any]:
    value = _value(question["kind"], question["options"], word)
    return {"question": question["id"], "value": value, "shared": shared}


def _value(kind: str, options: dict[str, Any], word: str) -> Any:
    number = len(word)
    values: dict[str, Any] = {
        "scale": number % 11,
        "text": word,
        "appreciation": [word, f"{word}, too"][: options.get("items")],
        "issue": dict.fromkeys(ISSUE, word),
        "topics": {"chosen": [], "own": word},
        "promise": {"text": word, "by": None},
    }
    if kind == "choice":
        return options["choices"][number % len(options["choices"])]["key"]
    if kind == "feelings":
        return [options["words"][number % len(options["words"])]["key"]]
    return values[kind]
