"""The web server, killed at any moment of a person's sending; the phone asks again with the same key.

What was answered is there, and is there once. Every evening Ana starts a check-in and sends her answers.
"""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http import HTTPStatus
from typing import Any

import psycopg
import pytest

from deploy.place import ROOT
from deploy.stack import Stack
from tests.checkins.conftest import WORDS, answers
from tests.servers import as_house, settled_database
from tests.times import FIGURES

KILLS = 200 if os.environ.get("ATTACKS") else 12
SEED = 20261122
MOST_ANSWERS_BETWEEN, LONGEST_PAUSE = 6, 0.05
PATIENCE = 240.0
MOVE_IN = """
import json, django
django.setup()
from backend.core.scope import house
from tests.client import Phone
from tests.factories.people import make_person, make_space
with house():
    ana = make_person("Ana")
    make_space(ana)
    phone = Phone(ana)
phone.http.defaults["HTTP_HOST"] = "localhost"
token = phone.get("/csrf").json()["token"]
cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in phone.http.cookies.items())
print(json.dumps({"Cookie": cookies, "X-CSRFToken": token}))
"""


class Persistent:
    """A phone that asks with one key until it gets an answer that is one."""

    def __init__(self, port: int, session: dict[str, str]) -> None:
        self.port, self.session = port, session
        self.answered = self.again = 0

    def post(self, path: str, body: Any) -> Any:
        key, deadline = uuid.uuid4().hex, time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            status, answer = self.ask("POST", path, body, key)
            if status == HTTPStatus.CREATED:
                self.answered += 1
                return answer
            assert status == 0 or answer.get("code") == "idempotency_in_flight", answer
            self.again += 1
            time.sleep(0.02)
        raise AssertionError(f"no answer to {path} within {PATIENCE:.0f} s, {self.answered} before")

    def ask(self, method: str, path: str, body: Any = None, key: str = "") -> tuple[int, Any]:
        """The status and what was said; 0 when the line went dead."""
        headers = {**self.session, "Host": f"localhost:{self.port}", "Content-Type": "application/json"}
        with suppress(OSError, http.client.HTTPException, json.JSONDecodeError):
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            with closing(line):
                line.request(
                    method, f"/api/v1{path}", json.dumps(body or {}), headers | {"Idempotency-Key": key}
                )
                answer = line.getresponse()
                return answer.status, json.loads(answer.read())
        return 0, {}


class Killer(threading.Thread):
    """Kills the web server with all its processes, and starts it again; then again after a few answers."""

    def __init__(self, stack: Stack, phone: Persistent) -> None:
        super().__init__(daemon=True)
        self.stack, self.phone, self.kills, self.fault = stack, phone, 0, ""

    def run(self) -> None:
        moments = random.Random(SEED)  # noqa: S311  (the same moments each time, as far as a machine allows)
        while self.kills < KILLS and not self.fault:
            self._wait_for(self.phone.answered + moments.randint(1, MOST_ANSWERS_BETWEEN))
            time.sleep(moments.uniform(0, LONGEST_PAUSE))
            child = self.stack.children.pop("web")
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
            self.kills += 1
            self.stack.start("web")

    def _wait_for(self, answers: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.phone.answered < answers and not self.fault:
            if time.monotonic() > deadline:
                self.fault = "the web server did not come back"
            time.sleep(0.002)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack({**os.environ, **settled_database("killed")}, parts=["web"], web_processes=1) as found:
        yield found


def _move_in(stack: Stack) -> dict[str, str]:
    env = {**stack.env, "DJANGO_SETTINGS_MODULE": "backend.config.settings"}
    done = subprocess.run([sys.executable, "-c", MOVE_IN], cwd=ROOT, env=env, check=True, capture_output=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _send(phone: Persistent, word: str) -> str:
    """One evening: a check-in of her own, with this word in it. Its id."""
    check_in = phone.post("/checkins", {"template": "daily"})
    words = answers(check_in)
    for answer in words["answers"]:
        answer["value"] = [word] if answer["value"] == WORDS["appreciation"] else answer["value"]
    given = phone.post(f"/checkins/{check_in['id']}/sending", words)
    assert given["state"] == "revealed"
    return str(check_in["id"])


@pytest.mark.faults
def test_nothing_is_lost_and_nothing_doubled(
    stack: Stack, record_property: Callable[[str, object], None]
) -> None:
    phone = Persistent(stack.port, _move_in(stack))
    killer = Killer(stack, phone)
    sent: dict[str, str] = {}
    with psycopg.connect(as_house(stack.env["DATABASE_OWNER_URL"]), autocommit=True) as look:
        killer.start()
        while killer.is_alive():
            look.execute("delete from core_tries")  # nobody sends as often as this
            word = f"evening {len(sent)}"
            sent[_send(phone, word)] = word
        assert killer.fault == ""
        assert phone.again >= killer.kills // 2, "most came while she was asking"
        record_property(
            FIGURES, f"{killer.kills} kills, {len(sent)} evenings, {phone.again} times asked again"
        )
        found = {str(row[0]) for row in look.execute("select id from checkins_checkin")}
        assert found == set(sent), "one for each, and no other"
        for table, each in (("checkins_reveal", 1), ("checkins_sheet", 1), ("timeline_event", 1)):
            [[rows]] = look.execute(f"select count(*) from {table}").fetchall()  # noqa: S608
            assert rows == each * len(sent), table
    for check_in, word in sent.items():
        status, read = phone.ask("GET", f"/checkins/{check_in}")
        assert (status, len(read["answers"])) == (HTTPStatus.OK, len(read["questions"]))
        assert [word] in [answer["value"] for answer in read["answers"]]
