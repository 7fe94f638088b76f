"""Ten years on one phone: looking at one kind, going to a day, looking for words, pictures as tables."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Request, expect

from tests.checkins.conftest import answers
from tests.e2e.house import House
from tests.e2e.look import Look
from tests.e2e.phone import API, Phone
from tests.timeline.ten_years import lives_ten_years

WORDS, ASKED = "The café by the lighthouse, in the rain", "RAIN cafe"
TODAY = datetime.now(ZoneInfo("Europe/Berlin")).date()
MOST_NODES, LONGEST_TASK = 4000, 700
"""Elements on the page, and milliseconds in which nothing else happens, on a machine with much to do."""
OPENED_BEFORE = """
with gone as (delete from checkins_reveal where check_in_id = %s returning *)
insert into checkins_reveal (id, created_at, check_in_id, space_id, revealed_at)
select gen_random_uuid(), created_at, check_in_id, space_id, now() - %s * interval '1 week' from gone
"""
WATCHES_TASKS = """() => {
  window.longest = 0
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration)
  }).observe({ type: 'longtask' })
}"""
FLIES_THROUGH = """async () => {
  let most = 0
  for (let step = 0; step < 60; step += 1) {
    scrollBy(0, step % 20 === 19 ? 40_000 : 700)
    await new Promise((resolve) => setTimeout(resolve, 30))
    most = Math.max(most, document.querySelectorAll('*').length)
  }
  return most
}"""


def _lived(house: House, ana: Phone, ben: Phone) -> None:
    """Ten years, a success in words, and four weeks in which both have said how close they felt."""
    ana.knows_the_exit()
    ana.has_a_space()
    ana.shares_it_with(ben)
    space: Any = ana.ask("GET", f"{API}/space")
    lives_ten_years(house.sql, space["id"], others="{ended}")
    success = {"words": WORDS, "sharing": "shared", "happened_on": TODAY.isoformat()}
    assert "id" in ana.ask("POST", f"{API}/successes", success)
    for weeks in range(4):
        check_in: Any = ana.ask("POST", f"{API}/checkins", {"template": "daily"})
        for phone in (ana, ben):
            phone.ask("POST", f"{API}/checkins/{check_in['id']}/sending", answers(check_in))
        house.sql(OPENED_BEFORE, check_in["id"], weeks)
    for phone in (ana, ben):
        phone.ask("PUT", f"{API}/insights/consent")


def test_ten_years_are_looked_through(house: House, ana: Phone, ben: Phone, look: Look) -> None:
    _lived(house, ana, ben)
    asked: list[str] = []
    ana.page.on("request", lambda request: asked.append(_said(request)))
    _sees_the_picture_as_a_table(ana, look)
    _looks_at_one_kind(ana)
    _goes_to_a_day(ana)
    _flies_through(ana)
    _looks_for_words(ana, look)
    assert [one for one in asked if re.search("cafe|rain", one, re.IGNORECASE)] == []


def _said(request: Request) -> str:
    return f"{request.url} {request.post_data or ''}"


def _sees_the_picture_as_a_table(ana: Phone, look: Look) -> None:
    ana.opens("/timeline")
    ana.reads("Closeness, both of you")
    ana.reads("it stayed about the same.")
    ana.taps("as a table")
    expect(ana.page.get_by_role("table").get_by_role("row")).to_have_count(1 + 4)
    ana.taps("All pictures")
    ana.sees("Pictures of your time together")
    ana.reads("Opened together")
    ana.page.get_by_role("button", name="as a table").first.click()
    look(ana, "pictures")
    ana.taps("Back")


def _looks_at_one_kind(ana: Phone) -> None:
    ana.sees("Timeline")
    ana.taps("Everything")
    ana.taps("Successes")
    expect(ana.page.locator(".event")).to_have_count(1)
    ana.reads(WORDS)
    ana.taps("Successes")
    ana.page.get_by_role("dialog").get_by_role("button", name="Everything").click()
    expect(ana.page.locator(".event").nth(20)).to_be_attached()


def _goes_to_a_day(ana: Phone) -> None:
    day = TODAY - timedelta(days=5 * 365)
    ana.taps("Go to a day")
    ana.writes("A day", day.isoformat())
    ana.taps("Go there")
    there = ana.page.locator(f"time[datetime='{day.isoformat()}']").first
    expect(there).to_be_in_viewport()


def _flies_through(ana: Phone) -> None:
    """However far, only what is near is on the page."""
    ana.page.evaluate(WATCHES_TASKS)
    most = ana.page.evaluate(FLIES_THROUGH)
    longest = ana.page.evaluate("longest")
    assert (most < MOST_NODES, longest < LONGEST_TASK) == (True, True), (most, longest)
    expect(ana.page.locator(".event").first).to_be_attached()


def _looks_for_words(ana: Phone, look: Look) -> None:
    """All of it comes to the phone; what is looked for does not leave it."""
    ana.opens("/timeline/search")
    ana.writes("Words to look for", ASKED)
    ana.reads("One found.")
    ana.reads(WORDS)
    expect(ana.page.get_by_text("Looking through your years")).to_have_count(0)
    look(ana, "words that were found")
    ana.page.reload()
    ana.loses_the_network()
    ana.writes("Words to look for", ASKED)
    ana.reads("One found.")
