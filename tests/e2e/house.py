"""A whole Toward of its own: web, worker and beat, an empty database, real mail and a real push service."""

import logging
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from email.message import EmailMessage
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

import psycopg
import redis
from celery import Celery

from deploy.place import ROOT
from deploy.stack import Stack
from tests.e2e.people import People
from tests.notifications.receivers import MailServer, PushService
from tests.servers import as_house, settled_database
from tests.together import until as until

VALKEY_NUMBER = 5
"""Of the tests' Valkey; 0 belongs to the tests that run inside this process."""


class House:
    """The stack and its surroundings, and the few things a test does to them from outside."""

    def __init__(self, stack: Stack, mail: MailServer, push: PushService, web: Path, people: People) -> None:
        self.stack, self.mail, self.push, self.web, self.people = stack, mail, push, web, people
        self.url = stack.url
        self._database = psycopg.connect(as_house(stack.env["DATABASE_URL"]), autocommit=True)
        self._valkey = redis.Redis.from_url(stack.env["REDIS_URL"])

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """For what no screen shows, and for what only time would bring about."""
        cursor = self._database.execute(statement.encode(), values)
        return cursor.fetchall() if cursor.description else []

    def answers(self, check_in: str) -> int:
        """Only their author may look, so the owner of the table lifts its wall for just this look."""
        with psycopg.connect(self.stack.env["DATABASE_OWNER_URL"]) as owner:
            owner.execute("alter table checkins_answer no force row level security")
            those = "select count(*) from checkins_answer where check_in_id = %s"
            (count,) = owner.execute(those, [check_in]).fetchone() or (0,)
            owner.rollback()
        return int(count)

    @contextmanager
    def holding(self, check_in: str) -> Iterator[None]:
        """Whatever is done to this check-in meanwhile stands still in the middle of its transaction."""
        with psycopg.connect(as_house(self.stack.env["DATABASE_URL"])) as other:
            other.execute("select 1 from checkins_checkin where id = %s for update", [check_in])
            yield

    def is_waited_for(self) -> bool:
        """Whether somebody stands before a lock."""
        return bool(self.sql("select 1 from pg_locks where not granted"))

    def lets_come_round(self, schedule: str) -> None:
        """Now, and the workers need not wait for the beat."""
        soon = "update schedules_schedule set next_due_at = now(), wakes_at = now() where id = %s"
        self.sql(soon, schedule)
        with Celery(broker=self.stack.env["REDIS_URL"], set_as_current=False) as bell:
            bell.send_task("backend.checkins.tasks.come_round", queue="reminders")

    def forget_rates(self) -> None:
        """Everybody here calls from one address; each test is a new day. The queues stay as they are."""
        for key in self._valkey.scan_iter(":1:*"):
            self._valkey.delete(key)
        self.sql("delete from core_tries")

    def letters_to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.mail.letters if letter["To"] == address]

    def code_for(self, address: str) -> str:
        """From the newest letter."""
        found = re.search(r"your code:\s+(\S+)", self.letters_to(address)[-1].get_content())
        assert found
        return found[1]

    def kill(self, part: str) -> None:
        """The whole family at once, without a goodbye."""
        child = self.stack.children.pop(part)
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()

    def start(self, part: str) -> None:
        self.stack.start(part)
        if part == "web":
            until(self.stack.answers, "the web server answers")

    def brings_out_a_new_version(self) -> None:
        """Of the web app: its worker calls itself by another name, and that makes it another one."""
        worker = self.web / "sw.js"
        worker.write_text(re.sub(r"shell-[0-9a-f]{12}", f"shell-{token_hex(6)}", worker.read_text()))
        worker.with_name("sw.js.gz").unlink(missing_ok=True)
        self.kill("web")
        self.start("web")

    def close(self) -> None:
        self.people.close()
        self._database.close()
        self._valkey.close()


@contextmanager
def house(place: Path, unblocked: Callable[[], AbstractContextManager[None]]) -> Iterator[House]:
    """Runs on a copy of the built web app, so that a test can bring out a new version of it.

    `unblocked` lets this process use a database, as pytest-django's blocker does.
    """
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # it tells every line of every letter
    web = place / "web"
    shutil.copytree(_built(), web)
    with MailServer() as mail, PushService() as push, Stack(_environment(mail, push, web)) as stack:
        found = House(stack, mail, push, web, People(stack.env["DATABASE_URL"], unblocked))
        try:
            yield found
        finally:
            found.close()


def _built() -> Path:
    dist = Path(os.environ.get("WEB_DIST", ROOT / "frontend" / "dist"))
    if not (dist / "sw.js").exists():
        raise AssertionError("The web app is not built: run `python -m deploy.web` first.")
    return dist


def _environment(mail: MailServer, push: PushService, web: Path) -> dict[str, str]:
    valkey = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{VALKEY_NUMBER}").geturl()
    kept = {name: value for name, value in os.environ.items() if name != "OUTBOX_DIR"}
    return {
        **kept,
        **settled_database("e2e"),
        "REDIS_URL": valkey,
        "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}",
        "PUSH_HOSTS": "127.0.0.1",
        "WEB_DIST": str(web),
    }
