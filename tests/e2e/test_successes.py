"""Something they did together, with a picture: called theirs, taken back, undone; and a thank you."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.house import until
from tests.e2e.phone import API, Phone
from tests.e2e.settled import kept
from tests.successes.pictures import CAMERA, RIGHT_TOP, photo

pytestmark = pytest.mark.no_worker

WORDS, POSSIBLE = "we laughed at the ferry", "we had both slept"


def writes_it_down(ana: Phone, folder: Path) -> None:
    """Also through a phone that forgets the page meanwhile."""
    ana.opens("/today")
    ana.page.get_by_role("navigation").get_by_role("button", name="Start something").click()
    ana.taps(re.compile("^Celebrate something"))
    ana.sees("What went well?")
    ana.writes("What went well?", WORDS)
    ana.chooses("We did it")
    ana.writes("What made it possible?", POSSIBLE)
    ana.taps("Used a pause")
    taken = folder / "ferry.jpg"
    taken.write_bytes(photo(2400, 1600, turned=RIGHT_TOP))
    with kept(ana):
        ana.page.get_by_label("Add a picture").set_input_files(taken)
        expect(ana.page.get_by_role("img", name="A picture of it")).to_be_visible()
    ana.page.reload()
    expect(ana.page.get_by_label("What went well?", exact=True)).to_have_value(WORDS)
    expect(ana.page.get_by_role("img", name="A picture of it")).to_be_visible()


def is_upright_and_says_nothing(phone: Phone, path: str) -> None:
    picture = phone.page.get_by_role("img", name="A picture of it")
    expect(picture).to_be_visible()
    size: list[int] = picture.evaluate(
        "async (it) => { await it.decode(); return [it.naturalWidth, it.naturalHeight] }"
    )
    assert size == [1067, 1600]
    answer = phone.context.request.get(f"{phone.house.url}{API}{path}/picture")
    assert (answer.headers["content-type"], CAMERA.encode() in answer.body()) == ("image/webp", False)


def test_a_joint_success_with_a_picture(ana: Phone, ben: Phone, tmp_path: Path) -> None:
    for phone in (ana, ben):
        phone.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    writes_it_down(ana, tmp_path)
    ana.taps("Celebrate it")
    ana.sees("That counts.")
    ana.reads("Ben can say so too.")
    ana.taps("Look at it")
    ana.sees("A success")
    [success] = successes(ana)
    path = f"/successes/{success['id']}"
    is_upright_and_says_nothing(ana, path)

    ben.opens("/today")
    ben.reads("Was this one of yours, together?")
    ben.taps("Yes, ours")
    ben.reads("Yours, together.")
    ben.opens(path)
    ben.sees("A success, together")
    is_upright_and_says_nothing(ben, path)
    ben.chooses("Proud of you")
    until(lambda: successes(ana)[0]["reaction"] == "proud_of_you", "Ben's words are there")

    ana.opens(path)
    ana.sees("A success, together")
    ana.reads("Ben: Proud of you")
    finds_other_words(ana)
    takes_it_back_and_changes_her_mind(ana, ben)


def takes_it_back_and_changes_her_mind(ana: Phone, ben: Phone) -> None:
    ana.taps("Take it back")
    ana.reads("Taken back. It is gone for both.")
    timeline: Any = ben.ask("GET", f"{API}/timeline")["items"]
    assert successes(ben) + timeline == []
    ana.taps("Undo")
    until(lambda: [one["picture"] is None for one in successes(ben)] == [False], "it is there again")


def finds_other_words(ana: Phone) -> None:
    """What Ben said was said of the old ones."""
    ana.taps("Change the words")
    ana.reads("It goes when you save.")
    ana.writes("What went well?", f"{WORDS} and the gulls")
    ana.taps("Save")
    ana.reads(f"{WORDS} and the gulls")
    ana.does_not_read("Ben: Proud of you")


def successes(phone: Phone) -> list[dict[str, Any]]:
    found: Any = phone.ask("GET", f"{API}/successes")["items"]
    return list(found)


def test_thanks_are_there_on_a_hard_day(ana: Phone, ben: Phone) -> None:
    for phone in (ana, ben):
        phone.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    ben.opens("/appreciations/new")
    ben.writes("Say thank you", "you came to the station")
    ben.taps("Tell Ana")
    ben.reads("Said. Ana can read it now.")
    ana.opens("/appreciations")
    ana.reads("you came to the station")
    ana.taps("Open on a hard day")
    ana.sees("Somebody meant this.")
    ana.reads("“you came to the station”")
    ana.taps("Next")
    ana.sees("All of that is still true.")
    ben.taps("Undo")
    until(lambda: not ben.ask("GET", f"{API}/appreciations")["items"], "it is taken back")
