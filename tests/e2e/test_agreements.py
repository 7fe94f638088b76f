"""Two people agree on something, each on their own phone, also while one of them has no network."""

import re

import pytest
from playwright.sync_api import expect

from tests.boundaries.conftest import ON_CALL, PHONES
from tests.e2e.house import House
from tests.e2e.look import Look
from tests.e2e.phone import Phone

pytestmark = pytest.mark.e2e
API = "/api/v1"
LOOKED_AT = (
    "/us/agreements/new",
    "/us/agreements/:id",
    "/us/agreements/:id/write",
    "/us/agreements/:id/history",
    "/us/limits/new",
    "/us/limits/:id",
    "/us/limits/:id/write",
)
"""Screens that are looked at here and not in test_accessible.py."""
TITLE, WELCOME, MORE = PHONES["title"], PHONES["welcome"], ", unless one of us is on call"


@pytest.fixture(autouse=True)
def _ana_and_ben(ana: Phone, ben: Phone) -> None:
    for phone in (ana, ben):
        phone.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)


def test_two_phones_find_words_for_something(ana: Phone, ben: Phone) -> None:
    proposes_without_a_network(ana)
    finds_it_on_today_and_answers(ben)

    # Ana has her own words on the screen still, and would take them back: she sees what is there now.
    ana.taps("Take it back")
    ana.reads("This is not open any more.")
    ana.reads("Ben proposes this")
    ana.taps("Agree")
    ana.reads("Agreed. You can both read it here.")
    ana.taps(re.compile("^How it came to be"))
    ana.sees("How it came to be")
    expect(ana.page.locator("ins")).to_have_text(MORE)

    # She ends it, thinks better of it, and it was never gone.
    ana.taps("Back")
    ana.taps(re.compile("^End this agreement"))
    ana.reads(f"“{TITLE}” has ended.")
    ana.taps("Undo")
    ana.reads(TITLE)
    ben.page.reload()
    ben.reads("any time, no reason")


def proposes_without_a_network(ana: Phone) -> None:
    """It stays on her phone, also when that is started anew, and goes out when she offers it again."""
    ana.opens("/us")
    ana.reads("What we agreed")
    ana.has_the_app()
    ana.opens("/us/agreements/new")
    ana.writes("What it is about", TITLE)
    ana.writes("Welcome", WELCOME)
    ana.reads("This touches phones.")
    ana.loses_the_network()
    ana.taps("Propose it to Ben")
    ana.reads("There is no network.")
    ana.is_started_anew("/us")
    ana.reads("On this phone, not proposed yet")
    ana.has_a_network_again()
    ana.taps(re.compile(f"^{TITLE}"))
    expect(ana.page.get_by_label("Welcome", exact=True)).to_have_value(WELCOME)
    ana.taps("Propose it to Ben")
    ana.sees(TITLE)
    ana.reads("You propose this")


def finds_it_on_today_and_answers(ben: Phone) -> None:
    """A plain line, and other words in return; the same words are no answer."""
    ben.opens("/today")
    ben.taps(re.compile(f"^{TITLE}"))
    ben.sees(TITLE)
    ben.taps("Change it")
    ben.sees("Change it")
    expect(ben.control("Propose it to Ana")).to_be_disabled()
    ben.writes("Welcome", WELCOME[:-1] + MORE + ".")
    ben.taps("Propose it to Ana")
    ben.sees(TITLE)


@pytest.mark.no_worker
def test_every_screen_of_it(house: House, ana: Phone, ben: Phone, look: Look) -> None:
    agreement = ana.ask("POST", f"{API}/agreements", {"kind": "agreement", "words": PHONES})
    address = f"/agreements/{agreement['id']}"
    here = f"/us{address}"
    looks(ben, look, here, "Ana proposes this")
    ben.ask("PUT", f"{API}{address}/versions/{agreement['open']}/consent")
    ben.ask("POST", f"{API}{address}/versions", {"words": ON_CALL})
    limit = ana.ask("POST", f"{API}/limits", {"words": PHONES, "shared": True})
    for path, words in (
        (here, "Ben proposes a change"),
        (f"{here}/write", "Your words take the place"),
        (f"{here}/history", "You wrote this"),
        ("/us/agreements/new", "Say what you would like."),
        ("/us/limits/new", "Nobody has to agree."),
        (f"/us/limits/{limit['id']}", "A limit of yours"),
        (f"/us/limits/{limit['id']}/write", "Ben can read this limit"),
    ):
        looks(ana, look, path, words)
    house.sql("delete from boundaries_version where agreement_id = %s and number = 2", agreement["id"])
    house.sql("update boundaries_version set review_on = current_date")
    ana.opens(here)
    ana.taps(re.compile("^A thought of mine"))
    ana.reads("Nobody else ever sees this.")
    look(ana, "a thought")
    for path, words in (
        (here, "Time to look again"),
        ("/us", "Yours · Ben can read it"),
        ("/today", "Look again at"),
    ):
        looks(ana, look, path, words)


def looks(phone: Phone, look: Look, path: str, words: str) -> None:
    if phone.page.url == "about:blank":
        phone.opens(path)
    else:
        phone.goes_to(path)
    phone.reads(words)
    look(phone, path)
