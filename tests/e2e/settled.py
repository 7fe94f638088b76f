"""Nobody is as quick as a test: what the app does a moment after a tap has happened before the page goes."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.e2e.house import until
from tests.e2e.phone import Phone

LIES_THERE = """async () => {
  const names = (await indexedDB.databases()).map((one) => one.name)
  const own = names.filter((name) => name.startsWith('toward-') && name !== 'toward-keys')
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const lies = []
  for (const name of own) {
    const database = await asked(indexedDB.open(name))
    const notes = await asked(database.transaction('notes').objectStore('notes').getAll())
    lies.push(...notes.map((note) => note.iv.join()))
    database.close()
  }
  return lies.sort()
}"""
"""Marks of the sealed words: each time they are kept, they are sealed anew."""


@contextmanager
def kept(phone: Phone) -> Iterator[None]:
    """What is written here lies sealed on the phone afterwards."""
    before = phone.page.evaluate(LIES_THERE)
    yield
    until(lambda: phone.page.evaluate(LIES_THERE) != before, "it is kept on the phone")


@contextmanager
def answered(phone: Phone) -> Iterator[None]:
    """What is decided here has reached the server afterwards."""
    with phone.page.expect_response(lambda answer: answer.request.method != "GET"):
        yield
