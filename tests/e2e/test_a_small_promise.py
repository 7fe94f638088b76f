"""A small promise on two phones: made, kept, undone, changed, let go, and told as a success."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.phone import Phone

pytestmark = [pytest.mark.e2e, pytest.mark.no_worker]

SOUP = "I cook the soup on Friday."
BREAD = "Bread and cheese will do."
NEW = "What is one small thing you will do?"


def test_a_small_promise(ana: Phone, ben: Phone) -> None:
    for phone in (ana, ben):
        phone.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    makes_one_with_a_bad_network(ana)
    ben.opens("/us")
    ben.taps(re.compile(f"^{SOUP}"))
    ben.sees("Ana\N{RIGHT SINGLE QUOTATION MARK}s small promise")
    expect(ben.control("I kept it")).to_have_count(0)
    changes_her_mind(ana)
    tells_it(ana)
    ben.opens("/promises")
    ben.reads("Ana kept it")


def makes_one_with_a_bad_network(ana: Phone) -> None:
    ana.opens("/us")
    ana.reads("A small promise is one thing you can do in one day")
    ana.taps("Make a small promise")
    ana.sees(NEW)
    ana.writes("Your promise", SOUP)
    ana.taps("Today")
    ana.loses_the_network()
    ana.taps("Make this promise")
    ana.reads("Your words are kept on this phone")
    ana.has_a_network_again()
    ana.opens("/promises/new")
    expect(ana.page.get_by_label("Your promise", exact=True)).to_have_value(SOUP)
    ana.taps("Make this promise")
    ana.reads("Your promise is made.")


def changes_her_mind(ana: Phone) -> None:
    ana.opens("/today")
    ana.reads("For today")
    ana.taps(re.compile(f"^{SOUP}"))
    ana.taps("I kept it")
    ana.reads("Kept today")
    ana.taps("Undo")
    ana.taps("Change it")
    ana.sees("What fits better?")
    ana.writes("Your promise", BREAD)
    ana.taps("Tomorrow")
    ana.taps("Save")
    ana.reads("By tomorrow")
    ana.taps("What it was before")
    ana.reads(SOUP)
    ana.page.go_back()


def tells_it(ana: Phone) -> None:
    ana.reads(BREAD)
    ana.taps("Let it go")
    ana.reads("That is all right.")
    ana.taps("Open it again")
    ana.taps("I kept it")
    ana.taps("Tell it as a success")
    expect(ana.page.get_by_label("What went well?", exact=True)).to_have_value(BREAD)
