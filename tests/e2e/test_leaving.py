"""Leaving, and taking one's words along: two phones, to the end of the story and past it."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.checkins.conftest import answers
from tests.e2e.house import until
from tests.e2e.look import Look
from tests.e2e.phone import API, Phone
from tests.e2e.settled import answered

HERS, HIS = "the long way round the lake", "the short way home"


def opened_together(ana: Phone, ben: Phone) -> None:
    """A space for two, and a weekly that both have sent."""
    for phone in (ana, ben):
        phone.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    check_in: Any = ana.ask("POST", f"{API}/checkins", {"template": "weekly"})
    for phone, words in ((ana, HERS), (ben, HIS)):
        phone.ask("POST", f"{API}/checkins/{check_in['id']}/sending", answers(check_in, words))


def reads_the_weekly(phone: Phone) -> None:
    phone.opens("/timeline")
    # What is remembered gives way to what is there; a tap in between may miss.
    phone.page.wait_for_load_state("networkidle")
    phone.page.get_by_role("link", name="Weekly check-in").click()
    phone.taps("Read them")
    phone.taps("Next answer")


def test_ana_leaves_quietly_and_ben_keeps_what_they_opened(ana: Phone, ben: Phone, look: Look) -> None:
    opened_together(ana, ben)
    letters = len(ben.house.letters_to(ben.email))

    ana.opens("/us")
    ana.taps("Leave this space")
    ana.sees("Leave this space.")
    ana.reads("Are you afraid of how they may react?")
    ana.reads("Nothing is sent. Your partner finds out when they next look.")
    look(ana, "leave")
    ana.taps("Leave now")
    ana.reads("You have left. This is yours alone now.")
    ana.opens("/today")

    ben.opens("/today")
    ben.opens("/us")
    ben.reads("This space is closed.")
    ben.reads("Former partner")
    look(ben, "closed")
    reads_the_weekly(ben)
    ben.reads(HERS)
    ben.reads("Former partner")
    ben.does_not_read("Ana")
    assert len(ben.house.letters_to(ben.email)) == letters

    ben.opens("/us")
    ben.taps(re.compile("^Begin a new space"))
    with answered(ben):
        ben.taps("Begin our space")
    ben.opens("/us")
    ben.does_not_read("This space is closed.")


def saves_her_file(ana: Phone, place: Path, look: Look) -> Path:
    ana.opens("/me")
    ana.taps("Your data")
    ana.sees("Your data")
    ana.taps("Make my file")
    look(ana, "data")
    with ana.page.expect_download() as saving:
        ana.taps("Save the file")
    file = place / saving.value.suggested_filename
    saving.value.save_as(file)
    assert file.name.startswith("my-data-")
    return file


def erases_everything(ana: Phone, look: Look) -> None:
    ana.taps("Erase my account")
    ana.sees("Erase everything of yours.")
    look(ana, "erase")
    ana.taps("Erase everything")
    expect(ana.control("Erase now")).to_be_disabled()
    ana.writes("To go on, type erase", "erase")
    ana.taps("Erase now")
    ana.reads("Everything is gone. Take good care of yourself.")
    until(lambda: ana.databases <= {"toward-keys"}, "nothing is left on the phone")
    assert ana.house.sql("select 1 from accounts_person where email = %s", ana.email) == []


def test_ana_takes_her_words_along_is_forgotten_and_brings_them_back(
    ana: Phone, ben: Phone, look: Look, tmp_path: Path
) -> None:
    opened_together(ana, ben)
    file = saves_her_file(ana, tmp_path, look)
    erases_everything(ana, look)

    reads_the_weekly(ben)
    ben.reads(HIS)
    ben.does_not_read(HERS)

    ana.is_somebody()
    ana.opens("/me/data")
    ana.page.get_by_label("Choose the file").set_input_files(file)
    ana.reads("One check-in is back.")
    ana.taps(re.compile("^Brought back"))
    ana.taps(re.compile("^Weekly check-in"))
    ana.reads(HERS)
    ana.reads("What was told to you then")
    ana.reads(HIS)
    look(ana, "kept")
