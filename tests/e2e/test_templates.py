"""Two write their own questions: copied, changed, tried, asked, and opened."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.look import Look
from tests.e2e.phone import Phone
from tests.e2e.settled import kept

pytestmark = [pytest.mark.e2e, pytest.mark.no_worker]


def test_their_own_questions_from_the_copy_to_the_reveal(ana: Phone, ben: Phone, look: Look) -> None:
    ana.knows_the_exit()
    ben.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    copies_and_changes(ana, look)
    tries_and_saves(ana)
    look(ana, "one of one's own")
    check_in = ana.starts("Our evening")
    for phone, words in ((ana, "the cat"), (ben, "your dance")):
        phone.opens(f"/checkins/{check_in}?step=0")
        phone.writes("What made you laugh?", words)
        phone.skips_to("Read it once more.")
        phone.taps("Send")
    ben.sees("You both turned up.")
    ben.taps("Read them")
    ben.reads("the cat")
    ben.opens("/timeline")
    ben.reads("Our evening")


def copies_and_changes(ana: Phone, look: Look) -> None:
    """Until there are two questions left, one of them new and the first; kept on the phone by itself."""
    ana.opens("/templates")
    ana.sees("Your own check-ins")
    look(ana, "nothing of one's own yet")
    ana.taps(re.compile("^Daily pulse"))
    ana.writes("What it is called", "Our evening")
    for _ in range(5):
        ana.taps("Remove question 2")
    ana.taps("Add a question")
    look(ana, "what kind of question")
    ana.taps(re.compile("own words$"))
    ana.writes("The question", "What made you laugh?")
    look(ana, "a question")
    ana.taps("Done")
    with kept(ana):
        ana.taps("Move question 2 up")
    ana.page.reload()
    expect(ana.page.get_by_label("What it is called", exact=True)).to_have_value("Our evening")
    look(ana, "while it is written")


def tries_and_saves(ana: Phone) -> None:
    ana.taps("Try it")
    ana.sees("What made you laugh?")
    ana.taps("Skip")
    ana.sees("How connected did you feel today?")
    ana.page.go_back()
    ana.taps("Save")
    ana.sees("Your own check-ins")


def test_a_file_names_its_line_and_two_who_change_one_lose_nothing(
    ana: Phone, ben: Phone, tmp_path: Path, look: Look
) -> None:
    ana.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    file = tmp_path / "evening.json"
    template = {
        "title": "Our evening",
        "minutes": 5,
        "questions": [{"kind": "texts", "prompt": "What is new?"}],
    }
    pack = {"format": "toward-templates", "version": 1, "templates": [template]}
    file.write_text(json.dumps(pack, indent=2))
    ana.opens("/templates")
    ana.page.get_by_label("Take in a file", exact=True).set_input_files(file)
    ana.reads("Line 10 does not fit.")
    ana.reads('"kind": "texts"')
    look(ana, "a line that does not fit")
    file.write_text(file.read_text().replace("texts", "text"))
    ana.page.get_by_label("Take in a file", exact=True).set_input_files(file)
    ana.reads("One check-in is here now.")

    ana.page.get_by_role("link", name="Our evening").click()
    ana.writes("What it is called", "Her evening")
    slug = ana.page.url.rpartition("/")[2]
    template["questions"] = [{"kind": "text", "prompt": "What is old?"}]
    ben.ask("PUT", f"/api/v1/space/templates/{slug}", {"version": 1, "template": template})
    ana.taps("Save")
    ana.reads("This was changed meanwhile.")
    look(ana, "changed meanwhile")
    ana.taps("Go on with mine")
    ana.taps("Save")
    ana.reads("Saved. “Her evening” is there for both of you.")
