"""The way out: blank at once, and nothing to come back to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from backend.accounts.sessions import mark_of
from tests.e2e.conftest import NewPhone
from tests.e2e.house import House, until
from tests.e2e.phone import Phone

pytestmark = pytest.mark.e2e

ELSEWHERE = "https://www.wikipedia.org/"
LEFT_BEHIND = """async () => ({
  databases: (await indexedDB.databases()).map((one) => one.name).filter((name) => name !== 'toward-keys'),
  caches: await caches.keys(),
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  keys: await new Promise((resolve) => {
    const opening = indexedDB.open('toward-keys')
    opening.onsuccess = () => {
      const db = opening.result
      const stores = [...db.objectStoreNames]
      const counts = stores.map((name) => db.transaction(name).objectStore(name).count())
      setTimeout(() => resolve(counts.reduce((sum, count) => sum + count.result, 0)), 200)
    }
  }),
})"""


@pytest.fixture
def ana(new_phone: NewPhone) -> Phone:
    """In the middle of a check-in, with words that were not sent. Elsewhere is a stand-in."""
    phone = new_phone("Ana")
    phone.watch.elsewhere.add(ELSEWHERE)
    phone.context.route(ELSEWHERE, lambda route: route.fulfill(body="Nothing to see here."))
    phone.has_a_space()
    phone.opens("/today")
    phone.taps("Good to know")
    phone.starts("Daily pulse")
    phone.page.get_by_role("slider").press("ArrowRight")
    return phone


def taps_exit(ana: Phone) -> None:
    ana.page.get_by_text("Exit", exact=True).click()


def presses_shift_three_times(ana: Phone) -> None:
    for _ in range(3):
        ana.page.keyboard.press("Shift")


def has_ended(house: House, session: str) -> bool:
    return not house.sql("select 1 from accounts_session where mark = %s", mark_of(session))


@pytest.mark.parametrize("leaves", [taps_exit, presses_shift_three_times])
def test_leaving_in_a_hurry_leaves_nothing_behind(
    house: House, ana: Phone, leaves: Callable[[Phone], None]
) -> None:
    session = ana.session
    leaves(ana)
    ana.page.wait_for_url(ELSEWHERE)
    until(lambda: has_ended(house, session), "the session is gone from the server")

    ana.page.go_back()
    ana.page.wait_for_load_state()
    ana.does_not_read("Ana")
    expect(ana.page.get_by_role("slider")).to_have_count(0)
    ana.opens("/healthz")
    left = ana.page.evaluate(LEFT_BEHIND)
    assert left == {"databases": [], "caches": [], "local": [], "session": [], "keys": 0}


def test_the_screen_is_blank_before_anything_else(ana: Phone) -> None:
    """Also while neither the server nor the page elsewhere answers."""
    ana.context.route("**/auth/session", lambda route: None)
    ana.context.route(ELSEWHERE, lambda route: None)
    taps_exit(ana)
    assert not ana.page.get_by_role("main").is_visible()
    assert ana.page.title().strip("\u200b") == ""


def test_without_a_network_the_next_start_ends_the_session(house: House, ana: Phone) -> None:
    session = ana.session
    ana.loses_the_network()
    taps_exit(ana)
    ana.page.wait_for_url(ELSEWHERE)
    assert not has_ended(house, session)
    ana.has_a_network_again()
    ana.opens("/today")
    ana.sees("Welcome back.")
    until(lambda: has_ended(house, session), "the session is gone from the server")
