"""`make run`, with real processes: it starts, it stops, and it never leaves anybody behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.keys import read_env
from deploy.lock import Lock
from deploy.place import ROOT
from deploy.valkey import free_port
from tests.servers import settled_database

_OF_THE_TESTS = ("OUTBOX_DIR", "EMAIL_URL", "PUBLIC_URL", "SECRET_KEY", "VAULT_KEYS", "VAPID_PRIVATE_KEY")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A place, a database and a port of its own."""
    return {
        **{name: value for name, value in os.environ.items() if name not in _OF_THE_TESTS},
        "TOWARD_DATA": str(tmp_path),
        **settled_database("local"),
        "REDIS_URL": os.environ["REDIS_URL"].removesuffix("/0") + "/9",
        "PORT": str(free_port()),
    }


def test_it_says_ready_when_the_first_page_answers_runs_once_and_stops_without_a_trace(
    env: dict[str, str],
) -> None:
    with _running(env) as (run, said):
        assert f"http://localhost:{env['PORT']}" in said
        assert "/dev/mail" in said
        assert _status(env, "/") == 200
        second = _finished(env)
        assert second.returncode == 1
        assert second.stderr.strip() == f"Toward already runs from here, at http://localhost:{env['PORT']}."
        run.send_signal(signal.SIGTERM)
        assert run.wait(20) == 0
    assert _nobody_is_left(env, patience=0)
    assert not (Path(env["TOWARD_DATA"]) / "running").exists()


def test_whatever_dies_takes_everyone_along_and_the_next_one_starts(env: dict[str, str]) -> None:
    """The run itself at first, and then one part of it, with one sentence."""
    with _running(env) as (run, _):
        run.kill()
        assert _nobody_is_left(env, patience=30)
    with _running(env) as (run, _):
        assert _status(env, "/healthz") == 200
        os.kill(int(read_env(Path(env["TOWARD_DATA"]) / "running")["PID_BEAT"]), signal.SIGKILL)
        assert run.wait(20) == 1
        assert run.stderr
        assert run.stderr.read().strip() == "The beat stopped by itself (-9), so everything was stopped."
    assert _nobody_is_left(env, patience=0)


def test_a_taken_port_is_one_sentence(env: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(env["PORT"]))):
        refused = _finished(env)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"\nPort {env['PORT']} is taken: choose another")
    assert len(refused.stderr.strip().splitlines()) == 1


@contextmanager
def _running(env: dict[str, str]) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "deploy.local"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        try:
            yield run, _until_ready(run)
        finally:
            run.terminate()
            run.communicate(timeout=30)


def _until_ready(run: "subprocess.Popen[str]") -> str:
    assert run.stdout
    said = ""
    for line in run.stdout:
        said += line
        if line.strip().startswith("stop "):
            return said
    raise AssertionError(said)


def _finished(env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "deploy.local"]
    return subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True, timeout=60)


def _status(env: dict[str, str], path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", int(env["PORT"]), timeout=10)
    connection.request("GET", path)
    return connection.getresponse().status


def _nobody_is_left(env: dict[str, str], *, patience: float) -> bool:
    """Every process of a run holds its lock."""
    lock = Lock(Path(env["TOWARD_DATA"]) / "lock")
    taken = lock.take(patience=patience)
    lock.free()
    return taken
