"""What a phone works out by itself, from words it shows nobody: a readable difference, and a quiet note."""

import json
import subprocess
from typing import Any

import pytest

from deploy.place import ROOT
from deploy.web import path_with_node

HERE = ROOT / "frontend" / "src" / "features" / "boundaries"
LISTS = json.loads((HERE / "control.en.json").read_text())


def asked(module: str, expression: str, *given: Any) -> Any:
    """What a module of the web app answers, without a browser."""
    script = f"import * as it from '{HERE / module}';const given = JSON.parse(process.argv[1]);"
    script += f"console.log(JSON.stringify({expression}))"
    done = subprocess.run(
        ["node", "--no-warnings", "--input-type=module", "-e", script, json.dumps(given)],  # noqa: S607
        env={"PATH": path_with_node()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def differences(*pairs: tuple[str, str]) -> list[list[dict[str, str]]]:
    found: list[list[dict[str, str]]] = asked("diff.ts", "given.map(([a, b]) => it.diff(a, b))", *pairs)
    return found


def marked(runs: list[dict[str, str]]) -> str:
    signs = {"same": "{}", "added": "[{}]", "removed": "({})"}
    return "".join(signs[run["is"]].format(run["words"]) for run in runs)


PAIRS = {
    ("Phones in the basket.", "Phones in the basket."): "Phones in the basket.",
    ("", "Phones away."): "[Phones away.]",
    ("Phones away.", ""): "(Phones away.)",
    ("Phones in the basket", "Phones in the basket unless on call"): "Phones in the basket[ unless on call]",
    ("Once a day, kindly.", "Twice a day, kindly."): "(Once )[Twice ]a day, kindly.",
    ("I say it once", "I say it again once"): "I say it [again ]once",
    ("the last plate.", "the last plate, unless on call."): "the last plate[, unless on call].",
    ("a\n\nb", "a b"): "a b",
    ("静かに食べる", "静かに話す"): "静かに(食べる)[話す]",
}


def test_what_changed_is_marked_word_by_word() -> None:
    found = [marked(runs).replace("basket[ ", "basket[ ") for runs in differences(*PAIRS)]
    wanted = [text.replace("basket[ unless", "basket [unless") for text in PAIRS.values()]
    assert found == wanted


def test_both_texts_can_be_read_out_of_it() -> None:
    pairs = [*PAIRS, ("one two three four five", "five four three two one"), ("a b a b a", "b a b a b")]
    for (before, after), runs in zip(pairs, differences(*pairs), strict=True):
        for text, others in ((before, "added"), (after, "removed")):
            read = "".join(run["words"] for run in runs if run["is"] != others)
            assert read.split() == text.split()


def test_long_stretches_without_a_change_lose_their_middle() -> None:
    words = " ".join(f"w{number}" for number in range(20))
    short, long = asked("diff.ts", "given.map((one) => it.shortened(one))", "w0 w1 w2", words)
    assert (short, long) == ("w0 w1 w2", "w0 w1 w2 w3 … w16 w17 w18 w19")


@pytest.mark.parametrize(
    ("words", "subjects"),
    [
        ("We eat at the table.", []),
        ("Phones in the basket.", ["phones"]),
        ("You tell me your PASSCODE and share your location.", ["passwords", "location"]),
        ("I decide what you wear and which friends you see.", ["clothing", "friends"]),
        ("We look at the savings on Sunday.", ["money"]),
        ("The pineapple is mine.", []),
    ],
)
def test_what_could_control_somebody_is_noticed(words: str, subjects: list[str]) -> None:
    assert asked("control.ts", "it.touches(...given)", words, LISTS) == subjects
