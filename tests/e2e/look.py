"""A close look at one screen: axe by day and by lamp light, the letters twice as large, the title."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.phone import Phone
from tests.e2e.watch import TITLES

Look = Callable[[Phone, str], None]
paths_seen: set[str] = set()

_AXE: str = Axe().axe_script
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_ALL = {"runOnly": {"type": "tag", "values": _WCAG}, "resultTypes": ["violations"]}
_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
_VIOLATIONS = """async (options) => {
  await Promise.allSettled(document.getAnimations().map((one) => one.finished))
  return (await axe.run(document, options)).violations
}"""
"""Whatever else axe tells takes as long to carry over as to find out."""
_MEASURED = """() => {
  const root = document.documentElement
  root.style.fontSize = '200%'
  const boxes = [root, ...document.querySelectorAll('dialog[open]')]
  const wide = boxes.filter((box) => box.scrollWidth > box.clientWidth)
  const said = wide.map((box) => `${box.tagName} ${box.scrollWidth} > ${box.clientWidth}`)
  root.style.fontSize = ''
  return { title: document.title, wide: said, height: root.scrollHeight, hasAxe: 'axe' in window }
}"""


def opened(phone: Phone, path: str, heading: str) -> None:
    phone.opens(path)
    phone.sees(heading)


def reached(phone: Phone, path: str, heading: str) -> None:
    """From another screen of the app, which takes a fifth of the time."""
    phone.goes_to(path)
    phone.sees(heading)


class Looking:
    """Collects what is wrong with the screens that are shown to it, so that all of it is told at once."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def __call__(self, phone: Phone, what: str) -> None:
        phone.page.wait_for_function("() => !document.querySelector('main[aria-busy=true]')")
        paths_seen.add(re.sub(r"^https?://[^/]+|[?#].*$", "", phone.page.url))
        self.faults.extend(f"{what}: {fault}" for fault in faults_of(phone.page))


def faults_of(page: Page) -> Iterator[str]:
    """By lamp light only colours can differ, so only they are looked at again.

    On a phone so tall that nothing scrolls under the bars: what they cover axe would take for too small.
    """
    measured = page.evaluate(_MEASURED)
    if measured["title"] not in TITLES:
        yield f"title: {measured['title']!r}"
    yield from (f"large letters: {fault}" for fault in measured["wide"])
    if not measured["hasAxe"]:
        page.evaluate(_AXE)
    usual = page.viewport_size
    assert usual
    tall = max(usual["height"], measured["height"])
    page.set_viewport_size({"width": usual["width"], "height": tall})
    yield from (f"light: {fault}" for fault in _violations(page, _ALL))
    page.emulate_media(color_scheme="dark")
    yield from (f"dark: {fault}" for fault in _violations(page, _COLOURS))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(usual)


def _violations(page: Page, options: dict[str, Any]) -> Iterator[str]:
    for violation in page.evaluate(_VIOLATIONS, options):
        for node in violation["nodes"]:
            yield f"{violation['id']} {node['target']} {node['failureSummary']}"
