"""The screens of successes, thanks and promises, looked at as closely as all others."""

import re

import pytest

from tests.e2e.look import Look, opened, reached
from tests.e2e.phone import Phone

pytestmark = [pytest.mark.e2e, pytest.mark.no_worker]

LOOKED_AT = (
    "/successes",
    "/successes/new",
    "/successes/:id",
    "/appreciations",
    "/appreciations/new",
    "/appreciations/open",
    "/promises",
    "/promises/new",
    "/promises/:id",
    "/promises/:id/change",
)


def test_celebrating_and_thanking(ana: Phone, ben: Phone, look: Look) -> None:
    ana.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    opened(ana, "/successes", "What went well")
    look(ana, "no success yet")
    reached(ana, "/successes/new", "What went well?")
    ana.writes("What went well?", "we laughed")
    ana.taps("Used a pause")
    look(ana, "a new success")
    success = {"sharing": "joint", "happened_on": "2026-11-20", "milestone": "used_a_pause"}
    made = []
    for phone in (ana, ben):
        words = {**success, "words": f"{phone.name} laughed"}
        made.append(phone.ask("POST", "/api/v1/successes", words)["id"])
        phone.ask("POST", "/api/v1/appreciations", {"words": f"thank you, says {phone.name}"})
    reached(ana, f"/successes/{made[1]}", "A success")
    ana.reads("Was this one of yours, together?")
    look(ana, "a question")
    ana.taps("Yes, ours")
    ana.sees("A success, together")
    look(ana, "a success of both")
    reached(ana, f"/successes/{made[0]}", "A success")
    ana.taps("Change the words")
    look(ana, "other words for it")
    reached(ana, "/successes", "What went well")
    look(ana, "successes")
    for path, heading in [
        ("/appreciations", "Thanks"),
        ("/appreciations/new", "Say thank you"),
        ("/appreciations/open", "Somebody meant this."),
    ]:
        reached(ana, path, heading)
        look(ana, path)


def test_small_promises(ana: Phone, ben: Phone, look: Look) -> None:
    ana.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    opened(ana, "/promises", "Small promises")
    look(ana, "no promise yet")
    reached(ana, "/promises/new", "What is one small thing you will do?")
    ana.writes("Your promise", "I cook the soup")
    ana.taps("Another day")
    look(ana, "a promise that is being written")
    ana.taps("Tomorrow")
    ana.taps("Make this promise")
    ana.sees("Small promises")
    ben.ask("POST", "/api/v1/promises", {"text": "I book the table"})
    reached(ana, "/us", "Us")
    look(ana, "promises of both")
    ana.taps(re.compile("^I cook the soup"))
    ana.sees("Your small promise")
    look(ana, "an open promise")
    ana.taps("Change it")
    ana.sees("What fits better?")
    look(ana, "changing a promise")
    ana.taps("Back")
    ana.taps("I kept it")
    ana.reads("You did what you said.")
    look(ana, "a promise that was kept")
    reached(ana, "/promises", "Small promises")
    look(ana, "promises, also past ones")
