"""What a push service does to a browser, and a person to a notification; Chromium offers no other way in."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import CDPSession, Worker

from tests.e2e.house import until
from tests.e2e.phone import Phone

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


def shown(phone: Phone) -> dict[str, Any]:
    """What is on the locked screen; it is swept away."""
    [note] = until(lambda: phone.page.evaluate(SHOWN), "a notification is shown")
    until(lambda: not phone.page.evaluate(SHOWN), "it is swept away")
    return dict(note)


def chooses(phone: Phone, action: str) -> str | None:
    """One of a notification's buttons; returns the page that opens."""
    worker: Worker = phone.context.service_workers[0]
    until(lambda: worker.evaluate("self.registration.getNotifications().then((all) => all.length)"), "a note")
    opened: str | None = worker.evaluate(CHOOSES, action)
    return opened


def push_line(phone: Phone) -> Callable[[str], object]:
    """What a push service would call: hands data to the worker."""
    session: CDPSession = phone.context.new_cdp_session(phone.page)
    found: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    while not found:
        phone.page.wait_for_timeout(20)
    number = found[-1]["registrationId"]
    where = {"origin": phone.house.url, "registrationId": number}
    return lambda data: session.send("ServiceWorker.deliverPushMessage", {**where, "data": data})


def carried_on(phone: Phone, words: dict[str, Any]) -> None:
    """What our push service took, brought to the browser it is for."""
    push_line(phone)(json.dumps(words))
