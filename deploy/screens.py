"""Pictures of every screen from the demo, 390 by 844, light and dark, in docs/screens/, with a contact sheet.

Run by `make screens`. It walks through the app as a new visitor, as Ana and as Ben, and stops where there is
something to see.
"""

import os
import re
import time
from collections.abc import Sequence
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, ViewportSize, sync_playwright

from deploy import demo
from deploy.browser import FLAGS, browser
from deploy.sheets import SCREENS, THEMES, contact_sheet

ROOT = Path(__file__).resolve().parent.parent
PHONE: ViewportSize = {"width": 390, "height": 844}
LOVED = 5  # how many answers of the weekly come before the one about feeling loved
SETTLED = 450  # milliseconds that the longest motion takes, and a little
WEEKLY = (
    ("You picked me up from the station in the rain, and you had brought the dry socks.",),
    ("We ate at the table four times, and nobody was in a hurry.",),
    ("The dentist on the 14th. Who takes the car?",),
    ("Breakfast outside while it is still warm enough.",),
    ("a bit lost", "we both come home late", "to land with you first", "ten minutes, just for us"),
    ("One evening with no plan. Just us and the long way round the lake.",),
    ("I will cook on Thursday.",),
)
DAILY = ((), (), (), (), ("You asked what I meant instead of guessing.",), ())


class Walk:
    """One phone on its way through the app."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.page, self.base = context.new_page(), base

    def to(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.base + path, wait_until="networkidle")
        self.close_the_note()

    def close_the_note(self) -> None:
        """The first signed-in page says once what the exit button does."""
        note = self.button("Good to know")
        if note.is_visible():
            self.look("exit-note")
            note.click()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True).first

    def press(self, *names: str) -> None:
        for name in names:
            self.page.get_by_role("button", name=name, exact=True).or_(
                self.page.get_by_role("link", name=name, exact=True)
            ).first.click()

    def look(self, name: str) -> None:
        """The picture, in both themes."""
        for theme in THEMES:
            self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            self.page.wait_for_timeout(SETTLED)
            self.page.screenshot(path=SCREENS / theme / f"{name}.png")


PLACES = (
    *("successes", "successes/new", "appreciations", "appreciations/new", "appreciations/open"),
    *("promises", "promises/new"),
    *("timeline/pictures", "timeline/then", "timeline/search"),
    *("us/agreements/new", "us/agreements/new?kind=charter", "us/limits/new"),
    *("templates", "templates/new?from=weekly"),
    *("us", "us/leave", "schedules", "schedules/new", "schedules/away"),
    *("me", "me/reminders", "me/reminders/rhythms", "me/reminders/calendar", "me/reminders/health"),
    *("me/keys", "me/sessions", "me/data", "me/erase"),
)


def visitor(walk: Walk) -> None:
    """From the first page to a space of one's own and an open invitation."""
    for name, path in (("landing", "/"), ("help", "/help"), ("sign-in", "/sign-in"), ("sign-up", "/sign-up")):
        walk.to(path)
        walk.look(name)
    address = f"visitor-{int(time.time())}@example.org"
    walk.page.get_by_label("E-mail").fill(address)
    walk.press("Send me a code")
    code = walk.page.get_by_label("The code from the letter")
    code.wait_for()
    walk.look("code")
    code.fill(code_sent_to(address))
    walk.press("Continue")
    welcome(walk)


def code_sent_to(address: str) -> str:
    """From the newest letter in the outbox of this machine."""
    letters = sorted(Path(os.environ["OUTBOX_DIR"]).glob("*.log"), key=lambda file: file.stat().st_mtime)
    for letter in reversed(letters):
        mail = message_from_bytes(letter.read_bytes(), policy=policy.default)
        found = re.search(r"^([A-Z0-9-]{6,12})\s*$", letter.read_text(), re.MULTILINE)
        if mail["To"] == address and found:
            return found.group(1)
    raise LookupError(f"no letter came for {address}")


def welcome(walk: Walk) -> None:
    walk.page.get_by_label("Your name").wait_for()
    walk.close_the_note()
    walk.page.get_by_label("Your name").fill("Cleo")
    walk.look("welcome-name")
    for name, press in (
        ("zone", "Continue"),
        ("space", "Yes, that is right"),
        ("invite", "Begin our space"),
        ("rhythm", "Later"),
        ("reminders", "Continue"),
    ):
        walk.press(press)
        walk.look(f"welcome-{name}")
    walk.press("By e-mail is enough")
    walk.page.wait_for_url("**/today")
    walk.button("Good to know").wait_for()
    walk.close_the_note()
    walk.look("today-alone")
    walk.to("/invite")
    walk.press("Make an invitation")
    link = walk.page.get_by_role("img", name="The invitation as a code for a camera")
    link.wait_for()
    walk.look("invite")
    walk.to("/us")
    walk.look("us-alone")


def invited(walk: Walk, code: str) -> None:
    walk.to(f"/join#{code}")
    walk.look("join")


def couple(ana: Walk, ben: Walk) -> None:
    """A weekly from Today to the reveal, and the places of the bottom bar."""
    look_back(ana)
    ana.to("/today")
    ana.look("today")
    ana.press("Start something")
    ana.look("start")
    ana.page.keyboard.press("Escape")
    answer(ana, open_one(ana, "daily"), DAILY, "daily")
    check_in = open_one(ana, "weekly")
    answer(ana, check_in, WEEKLY, "weekly")
    ana.look("review")
    ana.press("Send")
    ana.page.get_by_role("heading", name="Sealed, and safe.").wait_for()
    ana.look("sealed")
    answer(ben, check_in, WEEKLY)
    ben.press("Send")
    ben.page.get_by_role("heading", name="You both turned up.").wait_for()
    ben.look("reveal")
    talk(ben, check_in)
    agreement(ana)
    for name in (*PLACES, "nowhere"):
        ana.to(f"/{name}")
        ana.look(re.sub(r"\W", "-", name))


def talk(walk: Walk, check_in: str) -> None:
    """From an answer to the table, to a talk in writing and to one aloud."""
    walk.to(f"{check_in}/talk")
    walk.look("table")
    walk.page.locator(".table .rows button").first.click()
    walk.page.get_by_role("heading", name="One speaks, one listens.").wait_for()
    walk.look("talk")
    topic = walk.page.url
    walk.press("Park it for another day")
    walk.look("talk-park")
    walk.press("Close", "Each on our own phone: I begin")
    walk.page.get_by_role("heading", name="Say how it is for you.").wait_for()
    walk.look("talk-say")
    walk.to(f"{topic}/aloud?first=other&step=0")
    walk.look("talk-aloud")


def agreement(walk: Walk) -> None:
    """With a change that the other proposes, and how it came to be."""
    walk.to("/us")
    walk.page.get_by_role("link", name=re.compile("^Phones at dinner")).click()
    walk.page.get_by_text("Ben proposes a change").wait_for()
    walk.look("agreement")
    walk.page.get_by_role("link", name=re.compile("^How it came to be")).click()
    walk.page.get_by_role("heading", name="How it came to be").wait_for()
    walk.look("agreement-history")


def open_one(walk: Walk, template: str) -> str:
    """The address of an open check-in of this template, started when there is none."""
    return str(
        walk.page.evaluate(
            """async (template) => {
                const { token } = await (await fetch("/api/v1/csrf")).json()
                const answer = await fetch("/api/v1/checkins", {
                    method: "POST",
                    headers: {
                        "Content-Type": "application/json",
                        "X-CSRFToken": token,
                        "Idempotency-Key": crypto.randomUUID(),
                    },
                    body: JSON.stringify({ template }),
                })
                const body = await answer.json()
                return "/checkins/" + (body.id ?? body.check_in)
            }""",
            template,
        )
    )


def answer(walk: Walk, check_in: str, words: Sequence[Sequence[str]], looks: str = "") -> None:
    """Every question with something in it; with a name, a picture of each."""
    walk.to(f"{check_in}?step=0")
    for step, texts in enumerate(words):
        walk.page.get_by_text(f"{step + 1} of {len(words)}").wait_for()
        walk.page.wait_for_timeout(SETTLED)
        write(walk.page.locator("form.ask"), texts)
        if looks:
            walk.look(f"{looks}-{step + 1}")
        walk.press("Next")
    walk.button("Send").wait_for()


def write(form: Locator, texts: Sequence[str]) -> None:
    for slider in form.get_by_role("slider").all():
        slider.press("End")
        for _ in range(3):
            slider.press("ArrowLeft")
    for text, box in zip(texts, form.get_by_role("textbox").all(), strict=False):
        box.fill(text)
    for chip in form.locator('button[aria-pressed="false"]').all()[:2]:
        chip.click()
    for choice in form.get_by_role("radio").all()[:1]:
        choice.check(force=True)


def look_back(walk: Walk) -> None:
    """A weekly some time back on the timeline, at what would help each feel loved."""
    walk.to("/timeline")
    walk.look("timeline")
    walk.page.get_by_role("link", name="Weekly check-in").last.click()
    walk.press("Read them")
    for _ in range(LOVED):
        walk.press("Next answer")
    walk.look("reveal-answer")


def main() -> None:
    doors = demo.door(demo.ANA), demo.door(demo.BEN)
    for theme in THEMES:
        (SCREENS / theme).mkdir(parents=True, exist_ok=True)
        for old in (SCREENS / theme).glob("*.png"):
            old.unlink()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        cleo, ana, ben, nobody = (phone(chromium) for _ in range(4))
        visitor(cleo)
        code = str(
            cleo.page.evaluate("async () => (await (await fetch('/api/v1/space/invitation')).json()).code")
        )
        invited(nobody, code)
        ana.to(doors[0])
        ben.to(doors[1])
        couple(ana, ben)
        contact_sheet(chromium)
    print(f"Pictures are in {SCREENS.relative_to(ROOT)}/")


def phone(chromium: Browser) -> Walk:
    context = chromium.new_context(
        viewport=PHONE, locale="en-GB", timezone_id="Europe/Berlin", is_mobile=True, has_touch=True
    )
    return Walk(context, os.environ["PUBLIC_URL"])


if __name__ == "__main__":
    demo.main()
    main()
