"""On the home screen: it can be installed, wakes up for a push, and waits with a new version until told."""

import json
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.house import House, until
from tests.e2e.line import push_line, shown
from tests.e2e.look import Look
from tests.e2e.phone import Phone

pytestmark = pytest.mark.e2e

UNREADABLE = ("", "no JSON", "[]", "null", '{"notification": null}', '{"notification": {"data": null}}')


@pytest.fixture
def ana(installed: Phone) -> Phone:
    return installed


def test_it_can_be_installed(ana: Phone) -> None:
    session = ana.context.new_cdp_session(ana.page)
    assert session.send("Page.getInstallabilityErrors") == {"installabilityErrors": []}
    manifest = json.loads(session.send("Page.getAppManifest")["data"])
    assert (manifest["start_url"], manifest["display"]) == ("/today", "standalone")


def test_every_push_is_shown_also_one_that_cannot_be_read(house: House, ana: Phone) -> None:
    """Phones take the permission away from apps that are woken and show nothing."""
    deliver = push_line(ana)
    words = {"title": "A title", "body": "A body", "navigate": f"{house.url}/us", "tag": "one", "lang": "en"}
    deliver(json.dumps({"web_push": 8030, "notification": words}))
    note = {"title": "A title", "body": "A body", "tag": "one", "actions": []}
    assert shown(ana) == {**note, "data": {"open": f"{house.url}/us", "taps": {}}}
    for unreadable in UNREADABLE:
        deliver(unreadable)
        note = {"title": "Reminder", "body": "", "tag": "reminder", "actions": []}
        assert shown(ana) == {**note, "data": {"open": "/today", "taps": {}}}


def test_a_new_version_waits_until_it_is_told(house: House, ana: Phone, look: Look) -> None:
    """With words on the phone that were not sent, also through a reload; and then it loses none."""
    ana.writes_a_daily_pulse("the lake")
    house.brings_out_a_new_version()
    ana.page.evaluate("window.stillTheSamePage = true")
    ana.page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
    ana.reads("A new version is ready.")
    assert ana.page.evaluate("window.stillTheSamePage")
    look(ana, "a new version")

    ana.page.reload()
    ana.reads("A new version is ready.")
    ana.taps("Reload")
    expect(ana.page.get_by_text("A new version is ready.")).to_have_count(0)
    ana.reads("the lake")


def test_a_new_version_is_taken_silently_at_a_start_without_unsent_words(house: House, ana: Phone) -> None:
    before = ana.page.evaluate("caches.keys()")
    house.brings_out_a_new_version()
    ana.page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
    ana.reads("A new version is ready.")
    ana.page.reload()
    ana.sees("Nothing you have to do today.")
    ana.does_not_read("A new version is ready.")
    until(lambda: ana.page.evaluate("caches.keys()") != before, "the old version has moved out")


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds the browser's process under /proc")
def test_a_browser_that_is_killed_loses_the_session_but_no_words(
    house: House, ana: Phone, her_phone: Callable[[], Phone], tmp_path: Path
) -> None:
    """Whether the cookie, or which screen she was on, was already on the disk is a matter of luck.

    So the session is ended for certain, and she walks on from wherever she finds herself.
    """
    check_in = ana.writes_a_daily_pulse("the lake")
    os.kill(_browser_of(tmp_path), signal.SIGKILL)
    house.sql("delete from accounts_session")
    again = her_phone()
    again.opens(f"/checkins/{check_in}")
    again.signs_in()
    again.skips_to("Read it once more.")
    again.reads("the lake")


def _browser_of(folder: Path) -> int:
    """The process all others of this browser descend from."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it may just have ended
            said = (process / "cmdline").read_bytes()
            if f"--user-data-dir={folder}".encode() in said and b"--type=" not in said:
                return int(process.name)
    raise AssertionError("the browser is not running")
