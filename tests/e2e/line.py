"""What a push service does to a browser, and a person to a notification; Chromium offers no other way in."""

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import CDPSession, Worker, expect

from tests.e2e.house import until
from tests.e2e.phone import Phone

LISTENS = """() => {
  const show = registration.showNotification.bind(registration)
  self.seen = new Promise((resolve, reject) => {
    registration.showNotification = (...words) => show(...words).then(resolve, reject)
    setTimeout(() => reject(new Error('nothing was shown')), 20_000)
  })
}"""
"""Chromium forgets a notification that is asked for while it is being shown."""
SHOWN = """async () => {
  const notes = await (await navigator.serviceWorker.ready).getNotifications()
  for (const note of notes) note.close()
  return notes.map(({ title, body, tag, data, actions }) => ({ title, body, tag, data, actions }))
}"""
"""And swept away."""
CHOOSES = """async (action) => {
  const [notification] = await self.registration.getNotifications()
  const event = new NotificationEvent('notificationclick', { notification, action })
  let done
  event.waitUntil = (work) => { done = work }
  self.clients.matchAll = async () => []
  self.opened = null
  self.clients.openWindow = async (url) => { self.opened = url }
  self.dispatchEvent(event)
  await done
  return self.opened
}"""
"""Only a person's finger may open windows, so the window is only asked for."""


def is_woken(phone: Phone) -> None:
    """Her browser may show reminders, so the app sees to it that they come."""
    phone.can_be_woken()
    phone.opens("/me/reminders")
    here = phone.page.get_by_role("switch", name=re.compile("^On this phone"))
    expect(here).to_be_checked()


def shown(phone: Phone) -> dict[str, Any]:
    """What is on the locked screen; it is swept away."""
    [note] = phone.page.evaluate(SHOWN)
    until(lambda: not phone.page.evaluate(SHOWN), "it is swept away")
    return dict(note)


def chooses(phone: Phone, action: str) -> str | None:
    """One of a notification's buttons; returns the page that opens."""
    opened: str | None = worker_of(phone).evaluate(CHOOSES, action)
    return opened


def worker_of(phone: Phone) -> Worker:
    return phone.context.service_workers[0]


def push_line(phone: Phone) -> Callable[[str], None]:
    """What a push service would call: hands data to the worker, which shows something."""
    session: CDPSession = phone.context.new_cdp_session(phone.page)
    found: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    while not found:
        phone.page.wait_for_timeout(20)
    where = {"origin": phone.house.url, "registrationId": found[-1]["registrationId"]}

    def deliver(data: str) -> None:
        worker_of(phone).evaluate(LISTENS)
        session.send("ServiceWorker.deliverPushMessage", {**where, "data": data})
        worker_of(phone).evaluate("self.seen")

    return deliver


def carried_on(phone: Phone, words: dict[str, Any]) -> None:
    """What our push service took, brought to the browser it is for."""
    push_line(phone)(json.dumps(words))


COUNTS = """(() => {
  const subscribe = PushManager.prototype.subscribe
  PushManager.prototype.subscribe = (options) => {
    localStorage.setItem('toward.renewals', 1 + Number(localStorage.getItem('toward.renewals')))
    return subscribe(options)
  }
})()"""


def counts_renewals(phone: Phone) -> Callable[[], int]:
    phone.context.add_init_script(COUNTS)
    return lambda: int(phone.page.evaluate("Number(localStorage.getItem('toward.renewals'))"))


CHANGES = """async (given) => {
  PushManager.prototype.subscribe = async () => ({ toJSON: () => given })
  const event = new Event('pushsubscriptionchange')
  let done
  event.waitUntil = (work) => { done = work }
  self.dispatchEvent(event)
  await done
}"""


def changes_its_address(phone: Phone) -> str:
    """As browsers do every now and then, also while the app is closed; returns the new one."""
    browser = phone.house.push.browser()
    worker_of(phone).evaluate(CHANGES, browser.subscription)
    return browser.endpoint
