"""Words are safe on the phone, whatever the network, the server and the session do, and go out once."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.house import House, until
from tests.e2e.look import Look
from tests.e2e.phone import Phone

pytestmark = pytest.mark.e2e

WORDS = "that you waited for me at the station"
SAFE, SEALED = "Your words are safe on this phone.", "Sealed, and safe."


@pytest.fixture(autouse=True)
def _ana_and_ben(ana: Phone, ben: Phone) -> None:
    ana.knows_the_exit()
    ana.sends_again_soon()
    ana.has_a_space()
    ana.shares_it_with(ben)


def was_sent_once(house: House, check_in: str) -> bool:
    """One side of two, its one answer, and one command beside the one that opened the check-in."""
    counts = (
        "select (select count(*) from checkins_sheet where check_in_id = %s and sent_at is not null),"
        " (select count(*) from core_donecommand where resource_id = %s)"
    )
    return house.sql(counts, check_in, check_in) == [(1, 2)] and house.answers(check_in) == 1


def nothing_was_sent(house: House, check_in: str) -> bool:
    sent = "select count(*) from checkins_sheet where check_in_id = %s and sent_at is not null"
    return house.sql(sent, check_in) == [(0,)]


def end_sessions(house: House) -> None:
    house.sql("delete from accounts_session")


def test_a_draft_survives_reloads_and_a_cold_start_without_a_network(ana: Phone) -> None:
    check_in = ana.writes_a_daily_pulse(WORDS)
    ana.has_the_app()
    ana.page.reload()
    ana.reads(WORDS)
    ana.loses_the_network()
    ana.page.reload()
    ana.reads("Offline. You can read and write as usual.")
    ana.reads(WORDS)
    ana.is_started_anew()
    ana.sees("Time for your daily pulse, when you are ready.")
    ana.taps("Carry on")
    ana.sees("Read it once more.")
    ana.reads(WORDS)
    assert ana.check_in == check_in


def test_what_is_sent_without_a_network_goes_out_once_there_is_one(house: House, ana: Phone) -> None:
    check_in = ana.writes_a_daily_pulse(WORDS)
    ana.has_the_app()
    ana.loses_the_network()
    ana.taps("Send")
    ana.sees(SAFE)
    ana.is_started_anew()
    ana.reads("Safe on this phone. It will be sent soon.")
    assert nothing_was_sent(house, check_in)
    ana.has_a_network_again()
    ana.reads("Sealed. It opens for you both at once.")
    assert was_sent_once(house, check_in)


def test_a_server_that_dies_in_the_middle_gets_the_words_once_it_is_back(house: House, ana: Phone) -> None:
    check_in = ana.writes_a_daily_pulse(WORDS)
    with house.holding(check_in):
        ana.taps("Send")
        until(house.is_waited_for, "the sending is under way")
        house.kill("web")
    ana.sees(SAFE)
    assert nothing_was_sent(house, check_in)
    house.start("web")
    ana.sees(SEALED)
    assert was_sent_once(house, check_in)


LOSES_TWO_ANSWERS = """() => {
  const reach = window.fetch
  window.lost = 0
  window.fetch = async (...asked) => {
    const answer = await reach(...asked)
    if (!asked[0].endsWith('/sending') || window.lost === 2) return answer
    window.lost += 1
    throw new TypeError('lost on the way back')
  }
}"""


def test_an_answer_that_is_lost_on_the_way_back_doubles_nothing(house: House, ana: Phone) -> None:
    check_in = ana.writes_a_daily_pulse(WORDS)
    ana.page.evaluate(LOSES_TWO_ANSWERS)
    ana.taps("Send")
    ana.sees(SEALED)
    assert ana.page.evaluate("window.lost") == 2
    assert was_sent_once(house, check_in)


def test_a_session_that_ended_meanwhile_only_asks_to_sign_in(house: House, ana: Phone, look: Look) -> None:
    check_in = ana.writes_a_daily_pulse(WORDS)
    ana.has_the_app()
    ana.loses_the_network()
    ana.taps("Send")
    ana.sees(SAFE)
    end_sessions(house)
    ana.has_a_network_again()
    ana.reads("Sign in, and they will be sent.")
    look(ana, "the session has ended")
    ana.taps("Sign in to send")
    ana.reads("One check-in is safe on this phone. Sign in to send it.")
    ana.signs_in()
    ana.sees(SEALED)
    assert was_sent_once(house, check_in)


def test_words_never_leave_under_somebody_elses_name(house: House, ana: Phone, ben: Phone) -> None:
    """Ben borrows the phone on which Ana's words are still waiting."""
    check_in = ana.writes_a_daily_pulse(WORDS)
    ana.has_the_app()
    ana.loses_the_network()
    ana.taps("Send")
    ana.sees(SAFE)
    end_sessions(house)
    ana.has_a_network_again()
    ana.taps("Sign in to send")
    hers, ana.email = ana.email, ben.email
    ana.signs_in()
    ana.sees("How connected did you feel today?")
    ana.does_not_read(WORDS)
    ana.opens("/me")
    ana.reads(ben.email)
    assert nothing_was_sent(house, check_in)

    ana.taps("Sign out")
    ana.taps("I have been here before")
    ana.email = hers
    ana.signs_in()
    until(lambda: was_sent_once(house, check_in), "Ana's words went out when she was back")


def test_words_wait_when_the_session_has_become_somebody_elses(house: House, ana: Phone, ben: Phone) -> None:
    """As if Ben had signed in in another window of the same phone."""
    check_in = ana.writes_a_daily_pulse(WORDS)
    ana.has_the_app()
    ana.loses_the_network()
    ana.taps("Send")
    ana.sees(SAFE)
    ana.context.add_cookies([{"name": "session", "value": ben.session, "url": house.url}])
    ana.has_a_network_again()
    ana.reads("Sign in, and they will be sent.")
    assert nothing_was_sent(house, check_in)


def test_words_that_come_too_late_stay_with_their_author(house: House, ana: Phone, look: Look) -> None:
    check_in = ana.writes_a_daily_pulse(WORDS)
    ana.has_the_app()
    ana.loses_the_network()
    ana.taps("Send")
    ana.sees(SAFE)
    house.sql(
        "update checkins_checkin set opened_at = opened_at - interval '3 days',"
        " closes_at = now() - interval '1 minute' where id = %s",
        check_in,
    )
    ana.has_a_network_again()
    ana.reads("This check-in has closed. Your words are still yours.")
    look(ana, "too late")
    ana.taps("Keep my words for me")
    ana.sees("This one has closed.")
    ana.page.get_by_text("What you wrote", exact=True).click()
    ana.reads(WORDS)
    ana.page.reload()
    ana.page.get_by_text("What you wrote", exact=True).click()
    expect(ana.page.get_by_text(WORDS)).to_be_visible()
    assert nothing_was_sent(house, check_in)


LOSES_THE_KEY = """() => new Promise((done) => {
  const opening = indexedDB.open('toward-keys')
  opening.onsuccess = () => {
    const work = opening.result.transaction('keys', 'readwrite')
    work.objectStore('keys').clear()
    work.oncomplete = () => { opening.result.close(); done() }
  }
})"""


def test_words_that_cannot_be_read_any_more_are_said_to_be_and_can_be_written_again(
    house: House, ana: Phone, look: Look
) -> None:
    """As if the browser had lost the key of what waits on the phone."""
    ana.writes_a_daily_pulse(WORDS)
    ana.has_the_app()
    ana.loses_the_network()
    ana.taps("Send")
    ana.sees(SAFE)
    ana.page.evaluate(LOSES_THE_KEY)
    ana.is_started_anew()
    ana.has_a_network_again()
    ana.opens("/today")
    ana.reads("What you wrote can\u2019t be read on this phone any more.")
    ana.taps(re.compile("^Daily pulse"))
    ana.sees("These words can\u2019t be read any more.")
    look(ana, "words that cannot be read any more")
    ana.taps("Write it again")
    ana.sees("How connected did you feel today?")
    assert nothing_was_sent(house, ana.check_in)


def test_signing_out_warns_about_words_that_would_be_lost(ana: Phone, look: Look) -> None:
    ana.writes_a_daily_pulse(WORDS)
    ana.opens("/me")
    ana.taps("Sign out")
    ana.reads("Something you wrote has not been sent yet.")
    look(ana, "words that would be lost")
    ana.taps("Stay signed in")
    ana.opens("/today")
    ana.taps("Carry on")
    ana.reads(WORDS)
    ana.opens("/me")
    ana.taps("Sign out")
    ana.taps("Sign out and let them go")
    ana.sees("A private place to turn towards each other.")
    until(lambda: ana.databases <= {"toward-keys"}, "nothing is left on the phone")
