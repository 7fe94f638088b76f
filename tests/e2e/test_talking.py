"""Two phones after a reveal: one speaks, the other says it back, and they swap."""

import pytest
from playwright.sync_api import expect

from tests.e2e.house import House
from tests.e2e.phone import API, Phone
from tests.e2e.settled import kept

pytestmark = [pytest.mark.e2e, pytest.mark.no_worker]
HERS, HIS = "I am tired when I carry the evenings alone.", "I am worried that I do it wrong."


def reveal(*phones: Phone) -> str:
    """A weekly that both have sent, without the screens; its id."""
    check_in = phones[0].ask("POST", f"{API}/checkins", {"template": "weekly"})
    [issue] = [one for one in check_in["questions"] if one["kind"] == "issue"]  # type: ignore[index]
    for phone in phones:
        parts = ("feeling", "situation", "need", "request")
        value = {part: f"{part} of {phone.name}" for part in parts}
        answer = {"question": issue["id"], "value": value, "shared": True}  # type: ignore[index]
        phone.ask("POST", f"{API}/checkins/{check_in['id']}/sending", {"answers": [answer]})
    return check_in["id"]


def test_two_people_talk_it_through(house: House, ana: Phone, ben: Phone) -> None:
    ana.has_a_space()
    ana.shares_it_with(ben)
    for phone in (ana, ben):
        phone.knows_the_exit()
        phone.sends_again_soon()
    check_in = reveal(ana, ben)
    says_something_kind(ana, check_in)
    both_come_to_the_table(ana, ben, check_in)
    she_is_heard(ana, ben)
    so_is_he(ana, ben)
    they_come_to_an_end(ana, ben)


def says_something_kind(ana: Phone, check_in: str) -> None:
    """A kind word beside his answer, and a few of her own."""
    ana.opens(f"/checkins/{check_in}?answer=1")
    ana.reads("situation of Ben")
    ana.taps("Thank you")
    ana.taps("Say something to this")
    ana.writes("Say something to this", "Good that you say so.")
    ana.taps("Say it")
    ana.reads("Good that you say so.")
    ana.taps("Talk it through")


def both_come_to_the_table(ana: Phone, ben: Phone, check_in: str) -> None:
    """One topic, on two phones."""
    ana.sees("What would you like to talk about?")
    ana.taps("situation of Ana You")
    ana.sees("One speaks, one listens.")
    ana.taps("Each on our own phone: I begin")
    ana.sees("Say how it is for you.")
    ana.writes("How it is for me", HERS)
    ben.opens(f"/checkins/{check_in}?answer=1")
    ben.reads("Ana: “Thank you”")
    ben.reads("Good that you say so.")
    ben.taps("Talk it through")
    ben.taps("situation of Ana Open")
    ben.sees("One speaks, one listens.")


def she_is_heard(ana: Phone, ben: Phone) -> None:
    """Said, said back, not quite; said back again."""
    ana.taps("Say it")
    ana.sees("You have said it.")
    ben.sees("What did you hear?")
    ben.reads(HERS)
    ben.writes("What I hear you say", "You do too much.")
    ben.taps("Say it back")
    ana.sees("Is that it?")
    ana.taps("Not quite")
    ben.sees("Listen once more.")
    ben.writes("What I hear you say", "You are tired, and alone with it.")
    ben.taps("Say it back")
    ana.sees("Is that it?")
    ana.reads("You are tired, and alone with it.")
    ana.taps("Yes, I feel heard")


def so_is_he(ana: Phone, ben: Phone) -> None:
    """They swap, and what he has begun to write outlives the phone."""
    ben.sees("Now you speak.")
    with kept(ben):
        ben.writes("How it is for me", HIS)
    ben.page.reload()
    ben.sees("Now you speak.")
    expect(ben.page.get_by_label("How it is for me", exact=True)).to_have_value(HIS)
    ben.taps("Say it")
    ana.sees("What did you hear?")
    ana.writes("What I hear you say", "You worry.")
    ana.taps("Say it back")
    ben.sees("Is that it?")
    ben.taps("Yes, I feel heard")


def they_come_to_an_end(ana: Phone, ben: Phone) -> None:
    """Now, and not before: what to do."""
    for phone in (ana, ben):
        phone.sees("You have both been heard.")
    ana.writes("I will…", "put the children to bed on Friday")
    ana.taps("Promise it")
    ana.reads("Promised. You find it among your promises.")
    ben.taps("Park it for another day")
    ben.page.get_by_text("In two weeks", exact=True).click()
    ben.taps("Park it")
    ben.page.get_by_text("Parked. It comes up again").wait_for()
    ana.taps("We have talked about it")
    ana.sees("You have talked about this.")
    ben.sees("You have talked about this.")
