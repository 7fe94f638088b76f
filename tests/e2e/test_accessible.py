"""Every route and every state of every screen, looked at closely."""

import re

import pytest
from playwright.sync_api import expect

from deploy.place import ROOT
from tests.e2e.house import House
from tests.e2e.look import Look, opened, paths_seen, reached
from tests.e2e.phone import Phone
from tests.e2e.talks import talks
from tests.e2e.test_accessible_successes import LOOKED_AT as SUCCESSES
from tests.e2e.test_agreements import LOOKED_AT as AGREEMENTS

pytestmark = pytest.mark.e2e

ELSEWHERE = {
    "/me/data/kept/:id": "looked at in test_leaving.py, where something was kept",
    **dict.fromkeys(AGREEMENTS, "looked at in test_agreements.py"),
    **dict.fromkeys(SUCCESSES, "looked at in test_accessible_successes.py"),
    **dict.fromkeys(("/templates", "/templates/new", "/templates/:slug"), "looked at in test_templates.py"),
}


@pytest.mark.no_worker
def test_the_door(ana: Phone, look: Look) -> None:
    for path, heading in [
        ("/", "A private place to turn towards each other."),
        ("/sign-in", "Welcome back."),
        ("/help", "Somebody to talk to"),
        ("/join", "Your invitation code"),
        ("/join#NOTACODE22", "This invitation is not open any more."),
        ("/tap", "This link has had its time."),
        ("/nowhere", "There is nothing at this address."),
        ("/sign-up", "Good that you are here."),
    ]:
        opened(ana, path, heading)
        look(ana, path)
    ana.writes("E-mail", ana.email)
    ana.taps("Send me a code")
    ana.sees("Look in your inbox.")
    look(ana, "waiting for the code")
    ana.writes("The code from the letter", "wrong")
    ana.taps("Continue")
    ana.page.get_by_role("alert").wait_for()
    look(ana, "a wrong code")
    opened(ana, "/help", "Somebody to talk to")
    ana.page.get_by_label("Where are you?").select_option(index=1)
    look(ana, "help in a country")


@pytest.mark.no_worker
def test_an_invitation(ana: Phone, ben: Phone, look: Look) -> None:
    ana.has_a_space()
    link = ana.ask("POST", "/api/v1/space/invitation")["link"]
    opened(ben, link.removeprefix(ben.house.url), "Ana invites you.")
    look(ben, "an invitation")
    ben.taps("Join Ana")
    ben.signs_up()
    ben.sees("What shall we call you?")
    ben.writes("Your name", "Ben")
    ben.taps("Continue")
    ben.taps("Yes, that is right")
    ben.sees("You have an invitation.")
    look(ben, "joining")
    ben.taps("Begin a space of my own")
    ben.sees("A space for two.")


@pytest.mark.no_worker
def test_the_welcome(ben: Phone, look: Look) -> None:
    ben.opens("/sign-up")
    ben.signs_up()
    ben.sees("What shall we call you?")
    look(ben, "the name")
    ben.writes("Your name", "Ben")
    ben.taps("Continue")
    look(ben, "the time zone")
    ben.taps("Yes, that is right")
    ben.sees("A space for two.")
    look(ben, "a space of one's own")
    ben.taps("Begin our space")
    ben.sees("Invite one person")
    look(ben, "no invitation yet")
    ben.taps("Make an invitation")
    ben.reads("Works once, until")
    look(ben, "an invitation to send")
    ben.taps("Continue")
    ben.sees("When would be a good time?")
    look(ben, "the rhythm")
    ben.taps("Continue")
    ben.sees("Shall we remind you?")
    look(ben, "the reminders")
    ben.taps("No reminders")
    ben.reads("A way out, at the top")
    look(ben, "about the exit")


@pytest.mark.no_worker
def test_a_new_home(ana: Phone, look: Look) -> None:
    """Alone, and with nothing in it yet."""
    ana.knows_the_exit()
    ana.is_somebody()
    opened(ana, "/today", "A quiet place, for two.")
    look(ana, "today without a space")
    reached(ana, "/us", "Us")
    look(ana, "us without a space")
    ana.ask("POST", "/api/v1/space", {"time_zone": "Europe/Berlin"})
    ana.opens("/today")
    for path, heading in [
        ("/today", "Nothing you have to do today."),
        ("/timeline", "Timeline"),
        ("/timeline/search", "Look for something"),
        ("/timeline/then", "Then and now"),
        ("/timeline/pictures", "Pictures of your time together"),
        ("/us", "Us"),
        ("/invite", "Invite one person"),
        ("/schedules", "Your rhythm"),
        ("/schedules/new", "Add a rhythm"),
        ("/schedules/away", "We are away"),
        ("/me", "Me"),
        ("/me/keys", "Passkeys"),
        ("/me/reminders", "Reminders"),
        ("/me/reminders/rhythms", "For which check-ins"),
        ("/me/reminders/calendar", "In your calendar"),
        ("/me/reminders/health", "Do they arrive?"),
        ("/me/sessions", "Where you are signed in"),
        ("/me/data", "Your data"),
        ("/me/data/kept", "Brought back"),
        ("/me/erase", "Erase everything of yours."),
        ("/us/leave", "Leave this space."),
    ]:
        reached(ana, path, heading)
        look(ana, f"{path} of somebody new")
    ana.taps("Back")
    ana.opens("/today")
    ana.page.get_by_role("navigation").get_by_role("button", name="Start something").click()
    look(ana, "the sheet behind the plus")


@pytest.mark.no_worker
def test_settings(ana: Phone, ben: Phone, look: Look) -> None:
    ana.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    opened(ana, "/us", "Us")
    look(ana, "us")
    ana.taps(re.compile("^Name of our space"))
    look(ana, "the sheet about our space")
    opened(ana, "/invite", "Invite one person")
    look(ana, "nobody else to invite")
    opened(ana, "/schedules/new", "Add a rhythm")
    look(ana, "a new rhythm")
    ana.taps("Save")
    ana.sees("Your rhythm")
    look(ana, "the rhythms")
    ana.taps(re.compile("^Weekly check-in"))
    ana.sees("Weekly check-in")
    look(ana, "a rhythm")
    ana.taps("Change the rhythm")
    expect(ana.control("Save")).to_be_visible()
    look(ana, "changing a rhythm")
    reached(ana, "/me", "Me")
    for sheet in ("Name and pronouns", "Time zone", "How dates look"):
        ana.taps(re.compile(f"^{sheet}"))
        look(ana, f"the sheet {sheet}")
        ana.page.keyboard.press("Escape")


@pytest.mark.no_worker
def test_answering(ana: Phone, ben: Phone, look: Look) -> None:
    ana.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    for kind, questions in [("Monthly review", 5), ("Open conversation", 4), ("Weekly check-in", 7)]:
        ana.starts(kind)
        for step in range(questions):
            ana.page.wait_for_url(f"**step={step}")
            if step in (0, 1, 4, 6):
                look(ana, f"{kind}, question {step + 1}")
            ana.taps("Skip")
        ana.sees("Read it once more.")
    look(ana, "a last look at nothing")
    reached(ana, "/today", "Time for your weekly, when you are ready.")
    look(ana, "several things at once")
    ana.taps("Skip this one")
    ana.reads("Skipped this time.")
    look(ana, "a toast")
    ana.page.get_by_role("link", name="Weekly").click()
    ana.sees("You put this one aside.")
    look(ana, "put aside")


def test_writing_and_sending(ana: Phone, ben: Phone, look: Look) -> None:
    ana.knows_the_exit()
    ana.sends_again_soon()
    ana.has_a_space()
    ana.shares_it_with(ben)
    ana.starts("Daily pulse")
    ana.sees("How connected did you feel today?")
    look(ana, "a scale without an answer")
    ana.page.get_by_role("slider").press("ArrowRight")
    look(ana, "a scale with an answer")
    ana.skips_to("Which words fit your day?")
    ana.taps("calm")
    look(ana, "feelings")
    ana.taps("Next")
    ana.writes("Appreciation 1", "you always wait for me")
    look(ana, "words, and a hint")
    ana.skips_to("Read it once more.")
    look(ana, "a last look")
    ana.has_the_app()
    ana.loses_the_network()
    ana.taps("Send")
    ana.sees("Your words are safe on this phone.")
    look(ana, "safe on this phone, offline")
    ana.has_a_network_again()
    ana.sees("Sealed, and safe.")
    ana.page.get_by_text("What you wrote", exact=True).click()
    look(ana, "sealed")


def test_opening_and_looking_back(house: House, ana: Phone, ben: Phone, look: Look) -> None:
    ana.knows_the_exit()
    ben.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    both_send_a_daily_pulse(ana, ben)
    opened(ana, "/today", "Your daily pulse is ready to read.")
    look(ana, "something to read")
    ana.taps("Read it")
    ana.sees("You both turned up.")
    look(ana, "the reveal")
    ana.taps("Read them")
    look(ana, "two numbers side by side")
    ana.taps("Next answer")
    look(ana, "two texts side by side")
    ana.taps("That was the last one")
    ana.sees("That is all of it.")
    look(ana, "the end of the reveal")
    talks(ana, ben, look)
    opened(ana, "/timeline", "Timeline")
    look(ana, "the timeline")
    closes(house, ana)
    opened(ana, "/today", "Nothing you have to do today.")
    look(ana, "a good thing, and one that closed")
    ana.taps("Have a look")
    ana.sees("This one has closed.")
    look(ana, "one that closed")


def both_send_a_daily_pulse(*phones: Phone) -> None:
    for phone in phones:
        check_in = phone.writes_a_daily_pulse(f"the soup of {phone.name}")
        phone.opens(f"/checkins/{check_in}?step=0")
        phone.page.get_by_role("slider").press("ArrowRight")
        phone.skips_to("Read it once more.")
        phone.taps("Send")
        phone.taps(re.compile("^(Go to Today|Read them)$"))


def closes(house: House, phone: Phone) -> None:
    check_in = phone.starts("Monthly review")
    house.sql(
        "update checkins_checkin set opened_at = now() - interval '3 days',"
        " closes_at = now() - interval '1 minute' where id = %s",
        check_in,
    )


@pytest.mark.last
def test_no_route_was_left_out() -> None:
    """Of those the web app lists; runs after the others of this file."""
    if not paths_seen:
        pytest.skip("Nobody has looked at anything yet: run the whole file.")
    listed = [
        path
        for file in (ROOT / "frontend" / "src" / "features").glob("*/routes.ts")
        for path in re.findall(r"path: '([^']+)'", file.read_text())
    ]
    looked_at = {*paths_seen, *ELSEWHERE}
    unseen = [path for path in listed if not any(_fits(path, seen) for seen in looked_at)]
    assert listed
    assert unseen == []


def _fits(pattern: str, path: str) -> bool:
    return re.fullmatch(re.sub(r":\w+", "[^/]+", pattern), path) is not None
