"""One house for all tests here, a browser, and a phone for each of the cast."""

from collections.abc import Callable, Generator, Iterator
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from deploy.browser import FLAGS, browser
from tests.e2e.house import House, house
from tests.e2e.line import is_woken
from tests.e2e.look import Look, Looking
from tests.e2e.phone import PATIENCE, Phone

IPHONE_SIZED: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "locale": "en-GB",
    "timezone_id": "Europe/Berlin",
    "reduced_motion": "reduce",
}
REFUSES_WORKERS = """
if (navigator.serviceWorker) {
  ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('', 'SecurityError'))
}
"""
"""As some browsers do in private windows; the app works without one."""
_number = count(1)


@pytest.fixture(scope="package", name="house")
def _house(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("house"), django_db_blocker.unblock) as found:
        yield found


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """For this package only: while Playwright runs in this process, Django refuses its database."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        yield running
        running.close()


class NewPhone(Protocol):
    def __call__(self, name: str, **differences: Any) -> Phone: ...


@pytest.fixture
def new_phone(house: House, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[NewPhone]:
    """A phone nobody has used yet. At the end none of them may have done what no phone ever does."""
    house.forget_rates()
    number = next(_number)
    phones: list[Phone] = []

    def make(name: str, *, context: BrowserContext | None = None, **differences: Any) -> Phone:
        if context is None:
            context = chromium.new_context(**{**IPHONE_SIZED, **differences})
            if request.node.get_closest_marker("no_worker"):
                context.add_init_script(REFUSES_WORKERS)
        phones.append(Phone(house, context, name, f"{name.lower()}@home-{number}.example.org"))
        return phones[-1]

    request.node.stash[_PHONES] = phones
    yield make
    for phone in phones:
        phone.context.close()
    assert [f"{phone.name}: {fault}" for phone in phones for fault in phone.watch.faults] == []


@pytest.fixture
def ana(new_phone: NewPhone) -> Phone:
    return new_phone("Ana")


@pytest.fixture
def ben(new_phone: NewPhone) -> Phone:
    return new_phone("Ben")


@pytest.fixture
def her_phone(new_phone: NewPhone, chromium: Browser, tmp_path: Path) -> Callable[[], Phone]:
    """Switched on, also again. A private window can install nothing, so hers is an ordinary one."""

    def switched_on() -> Phone:
        context = chromium.browser_type.launch_persistent_context(
            tmp_path, executable_path=browser(), args=FLAGS, **IPHONE_SIZED
        )
        context.grant_permissions(["notifications"])
        phone = new_phone("Ana", context=context)
        phone.knows_the_exit()
        return phone

    return switched_on


@pytest.fixture
def installed(her_phone: Callable[[], Phone]) -> Phone:
    """Ana's, with a space and the app on it."""
    phone = her_phone()
    phone.has_a_space()
    phone.opens("/today")
    phone.has_the_app()
    return phone


@pytest.fixture
def woken(new_phone: NewPhone, chromium: Browser) -> Phone:
    """Ana's, with a space, the app and a push service; also in a test whose other phones have no worker."""
    phone = new_phone("Ana", context=chromium.new_context(**IPHONE_SIZED))
    phone.knows_the_exit()
    phone.has_a_space()
    phone.opens("/today")
    phone.has_the_app()
    is_woken(phone)
    return phone


@pytest.fixture
def look() -> Iterator[Look]:
    """Looks closely at what a phone shows now; complains at the end, about all screens together."""
    looking = Looking()
    yield looking
    assert not looking.faults, "\n".join(looking.faults)


_PHONES = pytest.StashKey[list[Phone]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """After a failure, what each phone showed and what the servers said."""
    report = yield
    phones = item.stash.get(_PHONES, [])
    if report.when == "call" and report.failed and phones:
        report.sections += [(f"{phone.name}'s phone", _screen(phone)) for phone in phones]
        report.sections.append(("the servers", phones[0].house.stack.log.tail(40)))
    return report


def _screen(phone: Phone) -> str:
    try:
        shown = phone.page.locator("body").aria_snapshot(timeout=2000)
    except Exception as fault:  # noqa: BLE001  (a phone that shows nothing must not hide why the test failed)
        shown = repr(fault)
    return f"{phone.page.url}\n{shown}"
