"""The whole story, from the first code to the opened answers."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tests.e2e.house import House, until
from tests.e2e.phone import Phone
from tests.notifications.receivers import Push, vapid_claims

pytestmark = pytest.mark.e2e

APPRECIATED, HARD, DEAR = "the soup on Tuesday", "a bit alone", "an evening by the lake"
WELL, PRACTICAL, PLAN = "we laughed a lot", "the car needs oil", "swimming on Sunday"


def begins(ana: Phone) -> None:
    """From the landing to the invitation."""
    ana.opens("/")
    ana.sees("A private place to turn towards each other.")
    ana.taps("Begin")
    ana.signs_up()
    ana.sees("What shall we call you?")
    ana.writes("Your name", "Ana")
    ana.writes("Pronouns, if you like", "she/her")
    ana.taps("Continue")
    ana.taps("Yes, that is right")
    ana.sees("A space for two.")
    ana.writes("A name for it, if you like", "The lighthouse")
    ana.taps("Begin our space")
    ana.sees("Invite one person")


def invites(ana: Phone) -> str:
    """The address she sends to Ben, and her first rhythm."""
    ana.taps("Make an invitation")
    ana.reads("Works once, until")
    link = ana.ask("GET", "/api/v1/space/invitation")["link"]
    ana.taps("Continue")
    ana.sees("When would be a good time?")
    ana.chooses("Once a week, about 15 minutes")
    ana.taps("Continue")
    ana.sees("Shall we remind you?")
    ana.taps("Yes, on this phone")
    return link


def joins(ben: Phone, link: str) -> None:
    ben.opens(link.removeprefix(ben.house.url))
    ben.sees("Ana invites you.")
    ben.reads("What you will both see")
    ben.reads("What Ana will never see")
    ben.taps("Join Ana")
    ben.signs_up()
    ben.writes("Your name", "Ben")
    ben.taps("Continue")
    ben.taps("Yes, that is right")
    ben.sees("You have an invitation.")
    ben.taps("Join")
    ben.sees("Shall we remind you?")
    ben.taps("Yes, on this phone")


def has_no_quiet_hours(phone: Phone) -> None:
    """It may be night where the tests run."""
    phone.sees("Nothing you have to do today.")
    phone.taps("Good to know")
    phone.opens("/me/reminders")
    phone.taps(re.compile("^Quiet hours"))
    for field in ("From", "Until"):
        with phone.page.expect_response(lambda answer: answer.request.method == "PATCH"):
            phone.writes(field, "04:00")


def answers_the_weekly(phone: Phone, word: str) -> None:
    phone.opens("/today")
    phone.taps("Begin")
    phone.sees("What did you appreciate this week?")
    phone.writes("Appreciation 1", APPRECIATED + word)
    phone.writes("Appreciation 2", "your patience")
    phone.taps("Next")
    for prompt, words in [
        ("What went well between you?", WELL),
        ("What needs sorting out?", PRACTICAL),
        ("What is something good to plan?", PLAN),
    ]:
        phone.sees(prompt)
        phone.writes(prompt, words + word)
        phone.taps("Next")
    phone.sees("Is there one thing you would like to talk about?")
    phone.writes("I feel", HARD + word)
    phone.writes("When", "we are both on our phones")
    phone.taps("Next")
    phone.sees("What would help you feel loved this week?")
    phone.writes("What would help you feel loved this week?", DEAR + word)
    phone.chooses("Keep to myself")
    phone.taps("Next")
    phone.writes("What is one small thing you will do?", "cook on Friday" + word)
    phone.writes("By when, if you like", "2031-05-02")
    phone.taps("Next")
    phone.sees("Read it once more.")
    phone.reads(APPRECIATED + word)
    phone.taps("Send")


def test_two_people_meet_in_a_check_in(house: House, ana: Phone, ben: Phone) -> None:
    """Push is real from the outbox to the service, which decrypts it; only subscribing is stood in for."""
    at_ana, at_ben = ana.can_be_woken(), ben.can_be_woken()
    begins(ana)
    joins(ben, invites(ana))
    has_no_quiet_hours(ana)
    has_no_quiet_hours(ben)
    ben.opens("/me")
    ben.page.get_by_role("switch", name="Discreet").press("Space")
    until(lambda: ben.ask("GET", "/api/v1/me")["discreet"], "Ben's phone is discreet")
    expect(ben.page).to_have_title("Notes")
    expect(ana.page).to_have_title("Toward")

    home = _home_of(ana)
    until(lambda: _browsers(house, home) == 2, "both phones can be woken")
    house.sql(
        "update schedules_schedule set next_due_at = now() - interval '1 minute',"
        " wakes_at = now() - interval '1 minute' where space_id = %s",
        home,
    )
    until(lambda: _deliveries(house, home) == ["sent"] * 4, "both were told, each by push and by mail")
    _says_nothing_about_anybody(house, ana, ben)
    pushed = _pushed(house, at_ana.endpoint, at_ben.endpoint)
    assert "Toward" in str(pushed[at_ana.endpoint].words)
    assert "oward" not in str(pushed[at_ben.endpoint].words["notification"]).replace(house.url, "")
    key = ana.ask("GET", "/api/v1/push-key")["key"]
    vapid_claims(pushed[at_ana.endpoint].headers["Authorization"], key)

    answers_the_weekly(ana, " (Ana)")
    ana.sees("Sealed, and safe.")
    ana.does_not_read("Ben")
    ben.opens("/today")
    ben.sees("Time for your weekly, when you are ready.")
    ben.does_not_read("(Ana)")
    answers_the_weekly(ben, " (Ben)")
    ben.sees("You both turned up.")
    for phone, other in [(ben, "Ana"), (ana, "Ben")]:
        reads_both(phone, other)


def _pushed(house: House, *endpoints: str) -> dict[str, Push]:
    """What these two phones were sent: one each."""
    theirs = [push for push in house.push.received if push.endpoint in endpoints]
    assert sorted(push.endpoint for push in theirs) == sorted(endpoints)
    return {push.endpoint: push for push in theirs}


def _home_of(phone: Phone) -> UUID:
    seat = (
        "select space_id from spaces_membership m join accounts_person p on p.id = person_id where email = %s"
    )
    [(home,)] = phone.house.sql(seat, phone.email)
    return UUID(str(home))


def _browsers(house: House, home: UUID) -> int:
    """That the server knows: a phone tells it by itself, some time after it has opened the app."""
    theirs = (
        "select count(*) from notifications_pushsubscription browser"
        " join spaces_membership seat using (person_id) where seat.space_id = %s"
    )
    [(count,)] = house.sql(theirs, home)
    return int(count)


def _deliveries(house: House, home: UUID) -> list[str]:
    """States of the first reminders; on most days of the week second ones wait for tomorrow."""
    those = (
        "select d.state from notifications_delivery d"
        " join notifications_message m on m.id = d.message_id where m.space_id = %s and m.kind = 'check_in'"
    )
    return [state for (state,) in house.sql(those, home)]


def _says_nothing_about_anybody(house: House, *phones: Phone) -> None:
    """On a locked screen, and in an inbox somebody else may look into."""
    for phone in phones:
        [*_, letter] = house.letters_to(phone.email)
        assert len([one for one in house.letters_to(phone.email) if "code" not in str(one["Subject"])]) == 1
        outside = f"{letter['Subject']} {letter['From']} {letter.get_content()}"
        outside += str([push.words for push in house.push.received])
        assert not any(word in outside for word in ("Ana", "Ben", "lighthouse", "weekly", "check"))


def reads_both(phone: Phone, other: str) -> None:
    mine = f" ({phone.name})"
    phone.opens("/today")
    phone.sees("Your weekly is ready to read.")
    phone.taps("Read it")
    phone.sees("You both turned up.")
    phone.taps("Read them")
    phone.sees("What did you appreciate this week?")
    phone.reads(APPRECIATED + mine)
    phone.reads(f"{APPRECIATED} ({other})")
    for words in (WELL, PRACTICAL, PLAN, HARD):
        phone.taps("Next answer")
        phone.reads(words + mine)
        phone.reads(f"{words} ({other})")
    phone.taps("Next answer")
    phone.reads(f"cook on Friday ({other})")
    phone.does_not_read(DEAR)
    phone.taps("That was the last one")
    phone.sees("That is all of it.")
    phone.taps("Done")
    phone.sees("Nothing you have to do today.")
    phone.reads(f"“{APPRECIATED} ({other})”")
    phone.taps("Timeline")
    phone.sees("Timeline")
    phone.taps(re.compile("^Weekly check-in"))
    phone.sees("You both turned up.")
