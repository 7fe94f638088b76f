"""Without a finger on the screen: Tab, Enter, Space, the arrows."""

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.phone import Phone

pytestmark = [pytest.mark.e2e, pytest.mark.no_worker]

FAR = 60
"""More stops than any screen has."""


@pytest.fixture(autouse=True)
def _ana_and_ben(ana: Phone, ben: Phone) -> None:
    ana.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    ana.opens("/today")
    ana.sees("Nothing you have to do today.")


def reaches(phone: Phone, target: Locator) -> None:
    """By the Tab key alone."""
    target.wait_for(state="attached")
    for _ in range(FAR):
        if target.evaluate("(it) => it === document.activeElement"):
            return
        phone.page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never reaches {target}")


def presses(phone: Phone, name: str) -> None:
    reaches(phone, phone.control(name))
    phone.page.keyboard.press("Enter")


def is_taken_to(phone: Phone, heading: str) -> None:
    """A screen reader goes on where the new screen begins."""
    expect(phone.page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_focused()


def opens_the_plus(ana: Phone) -> Locator:
    plus = ana.page.get_by_role("navigation").get_by_role("button", name="Start something")
    reaches(ana, plus)
    ana.page.keyboard.press("Enter")
    return plus


def test_the_whole_check_in_works_without_a_finger(ana: Phone) -> None:
    opens_the_plus(ana)
    reaches(ana, ana.page.get_by_role("button", name="Daily pulse"))
    ana.page.keyboard.press("Enter")
    answers_the_scales(ana)
    answers_the_rest(ana)
    is_taken_to(ana, "Read it once more.")
    presses(ana, "Send")
    is_taken_to(ana, "Sealed, and safe.")
    ana.page.get_by_text("What you wrote", exact=True).click()
    for words in ("6", "5", "calm", "the soup", "Later, when there is time"):
        expect(ana.page.get_by_role("group").get_by_text(words, exact=True)).to_be_visible()


def answers_the_scales(ana: Phone) -> None:
    is_taken_to(ana, "How connected did you feel today?")
    reaches(ana, ana.page.get_by_role("slider"))
    ana.page.keyboard.press("ArrowRight")
    reaches(ana, ana.page.get_by_role("radio", name="Shared at the reveal"))
    ana.page.keyboard.press("ArrowRight")
    expect(ana.page.get_by_role("radio", name="Keep to myself")).to_be_checked()
    presses(ana, "Next")
    is_taken_to(ana, "How understood did you feel today?")
    reaches(ana, ana.page.get_by_role("slider"))
    ana.page.keyboard.press("Enter")
    presses(ana, "Next")
    is_taken_to(ana, "How much do you have left to give?")
    presses(ana, "Skip")


def answers_the_rest(ana: Phone) -> None:
    is_taken_to(ana, "Which words fit your day?")
    presses(ana, "calm")
    presses(ana, "Next")
    is_taken_to(ana, "What did you appreciate today?")
    reaches(ana, ana.page.get_by_label("Appreciation 1"))
    ana.page.keyboard.type("the soup")
    presses(ana, "Next")
    is_taken_to(ana, "Is there anything you would like to raise?")
    reaches(ana, ana.page.get_by_role("radio").first)
    ana.page.keyboard.press("ArrowDown")
    presses(ana, "Next")


def test_a_sheet_keeps_the_keys_inside_and_gives_them_back(ana: Phone) -> None:
    plus = opens_the_plus(ana)
    sheet = ana.page.get_by_role("dialog", name="Start something")
    expect(sheet.get_by_role("heading")).to_be_focused()
    inside = "(it) => it.contains(document.activeElement) || document.activeElement === document.body"
    for _ in range(12):
        ana.page.keyboard.press("Tab")
        assert sheet.evaluate(inside)
    ana.page.keyboard.press("Escape")
    expect(sheet).not_to_be_visible()
    expect(plus).to_be_focused()


def test_the_first_stop_of_every_screen_is_the_way_out(ana: Phone) -> None:
    """On a phone nobody has touched yet; it must be told so, for it takes Playwright for a finger."""
    untouched = "Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: false } })"
    ana.context.add_init_script(untouched)
    for path in ("/today", "/timeline", "/us", "/me", "/schedules/new"):
        ana.opens(path)
        ana.page.get_by_role("button", name="Exit now").first.wait_for(state="attached")
        ana.page.keyboard.press("Tab")
        expect(ana.page.locator(":focus")).to_have_accessible_name("Exit now")


def test_each_place_begins_at_its_heading(ana: Phone) -> None:
    for place in ("Timeline", "Us", "Me"):
        reaches(ana, ana.page.get_by_role("navigation").get_by_role("link", name=place, exact=True))
        ana.page.keyboard.press("Enter")
        is_taken_to(ana, place)
