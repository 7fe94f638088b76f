"""A phone in somebody's hand. Everything is found as a person finds it: by what it is and its name."""

import json
import re
from functools import cached_property
from typing import Any
from uuid import uuid4

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.house import House
from tests.e2e.watch import Watch
from tests.notifications.receivers import Browser

API, DOOR = "/api/v1", "/_allauth/browser/v1"
USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36"
"""Of a phone that signed up without a screen."""
PATIENCE = 15_000
"""Milliseconds until something has to be on the screen, on two busy cores."""


class Phone:
    """One person, one browser context."""

    def __init__(self, house: House, context: BrowserContext, name: str, email: str) -> None:
        self.house, self.context, self.name, self.email = house, context, name, email
        self.watch = Watch(context, house.url)

    @cached_property
    def page(self) -> Page:
        """What is on the screen. Opened at its first use: half of the phones only ever `ask`."""
        return self.context.pages[0] if self.context.pages else self.context.new_page()

    # What a person does

    def opens(self, path: str) -> None:
        self.page.goto(self.house.url + path)

    def goes_to(self, path: str) -> None:
        """Another screen of the app that is open, as a link inside it leads there: nothing is loaded anew."""
        self.page.evaluate(_GOES_TO, path)

    def taps(self, name: str | re.Pattern[str]) -> None:
        """A button or a link."""
        self.control(name).click()

    def chooses(self, name: str) -> None:
        """One of several."""
        # The circle itself is hidden behind its words.
        self.page.get_by_role("radio", name=name, exact=True).check(force=True)

    def writes(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)

    def sees(self, heading: str) -> None:
        """Is on this screen; its title in the tab says nothing."""
        self.page.get_by_role("heading", level=1, name=heading, exact=True).wait_for(timeout=PATIENCE)
        self.watch.title(self.page.title())

    def reads(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for(timeout=PATIENCE)

    def does_not_read(self, words: str) -> None:
        expect(self.page.get_by_text(words)).to_have_count(0)

    def control(self, name: str | re.Pattern[str]) -> Locator:
        exact = isinstance(name, str)
        button = self.page.get_by_role("button", name=name, exact=exact)
        return button.or_(self.page.get_by_role("link", name=name, exact=exact))

    # Longer ways

    def signs_up(self) -> None:
        self.sees("Good that you are here.")
        self.writes("E-mail", self.email)
        self.taps("Send me a code")
        self.types_the_code()

    def signs_in(self) -> None:
        self.sees("Welcome back.")
        self.writes("E-mail", self.email)
        self.taps("Send me a code")
        self.types_the_code()

    def types_the_code(self) -> None:
        self.sees("Look in your inbox.")
        self.writes("The code from the letter", self.house.code_for(self.email))
        self.taps("Continue")

    def starts(self, kind: str) -> str:
        """Something from the plus; returns its id."""
        self.opens("/today")
        self.page.get_by_role("navigation").get_by_role("button", name="Start something").click()
        self.taps(re.compile(f"^{kind}"))
        self.page.wait_for_url("**/checkins/*")
        return self.check_in

    def skips_to(self, heading: str) -> None:
        """Through the questions of a check-in, from wherever it stands."""
        title = self.page.get_by_role("heading", level=1)
        expect(self.page).to_have_url(re.compile("step="))
        while title.inner_text() != heading:
            here = self.page.url
            self.taps(re.compile("^(Skip|Next)$"))
            expect(self.page).not_to_have_url(here)

    def writes_a_daily_pulse(self, words: str) -> str:
        """One of its questions, and stands before the last look; returns the check-in's id."""
        check_in = self.starts("Daily pulse")
        self.skips_to("What did you appreciate today?")
        self.writes("Appreciation 1", words)
        self.skips_to("Read it once more.")
        self.reads(words)
        return check_in

    def has_the_app(self) -> None:
        """From here on it opens without a network."""
        self.page.evaluate(_IS_CONTROLLED)

    def loses_the_network(self) -> None:
        self.context.set_offline(True)

    def has_a_network_again(self) -> None:
        self.context.set_offline(False)

    def is_started_anew(self, path: str = "/today") -> None:
        """Closed, and opened from the home screen."""
        self.page.close()
        self.page = self.context.new_page()
        self.opens(path)

    @property
    def check_in(self) -> str:
        """The id in the address."""
        return self.page.url.partition("/checkins/")[2].partition("?")[0]

    # Behind the screens

    @property
    def databases(self) -> set[str]:
        """What lies on the phone, by name."""
        names = "indexedDB.databases().then((all) => all.map((one) => one.name))"
        return set(self.page.evaluate(names))

    @property
    def session(self) -> str:
        """The cookie that says who is signed in."""
        [cookie] = [one for one in self.context.cookies() if one["name"] == "session"]
        return cookie["value"]

    @property
    def _token(self) -> str:
        """As its cookie has it; whoever has none yet asks for one."""
        known = [one["value"] for one in self.context.cookies() if one["name"] == "csrf"]
        token: str = (
            known[0] if known else self.context.request.get(f"{self.house.url}{API}/csrf").json()["token"]
        )
        return token

    def is_somebody(self, time_zone: str = "Europe/Berlin", **settings: object) -> None:
        """Has signed up and is signed in, without the screens and without a letter."""
        profile = {"name": self.name, "time_zone": time_zone, "locale": "en-GB", **settings}
        cookies = self.house.people.sign_up(self.email, USER_AGENT, **profile)
        kept: list[Any] = [{**cookie, "url": self.house.url} for cookie in cookies]
        self.context.add_cookies(kept)

    def signs_up_with_a_code(self) -> None:
        """The same over HTTP, with the code of a letter."""
        self.ask("POST", f"{DOOR}/auth/signup", {"email": self.email})
        self.ask("POST", f"{DOOR}/auth/email/verify", {"key": self.house.code_for(self.email)})

    def has_a_space(self, time_zone: str = "Europe/Berlin") -> None:
        self.is_somebody()
        self.house.people.create_space(self.email, time_zone)

    def shares_it_with(self, other: "Phone") -> None:
        other.is_somebody()
        self.house.people.share_space(self.email, other.email)

    def ask(self, method: str, path: str, data: object = None) -> dict[str, str]:
        """With this phone's cookies; the answer, also when it is a refusal."""
        answer = self.context.request.fetch(
            self.house.url + path,
            method=method,
            data=json.dumps({} if data is None else data),
            headers={
                "Content-Type": "application/json",
                "X-CSRFToken": self._token,
                "Idempotency-Key": uuid4().hex,
            },
        )
        told: dict[str, str] = answer.json() if answer.body() else {}
        return told

    def knows_the_exit(self) -> None:
        """Has already been told about it."""
        self.context.add_init_script("try { localStorage.setItem('toward.exit', '1') } catch {}")

    def sends_again_soon(self) -> None:
        """Waits between two tries are a matter of seconds for people, not for tests."""
        self.context.add_init_script("window.__towardBackoff = () => 100")

    def can_be_woken(self) -> Browser:
        """Stands in for the browser's push service: headless Chromium has none, and subscribing fails there.

        The keys are real and their private half is ours, so that what arrives can be read as a browser would.
        """
        browser = self.house.push.browser()
        self.context.grant_permissions(["notifications"])
        self.context.add_init_script(_SUBSCRIBES % json.dumps(browser.subscription))
        return browser


_GOES_TO = """(path) => {
  history.pushState({ depth: 1 }, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
}"""
_IS_CONTROLLED = """
new Promise((resolve) => {
  navigator.serviceWorker.addEventListener('controllerchange', resolve)
  if (navigator.serviceWorker.controller) resolve()
})
"""
_SUBSCRIBES = """
(() => {
  const given = %s
  const known = 'stand-in for a push service'
  const unsubscribe = async () => { localStorage.removeItem(known); return true }
  const subscription = { ...given, toJSON: () => given, unsubscribe }
  PushManager.prototype.subscribe = async () => { localStorage.setItem(known, '1'); return subscription }
  PushManager.prototype.getSubscription = async () => localStorage.getItem(known) ? subscription : null
})()
"""
