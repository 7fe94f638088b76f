"""What the operator sees of a real clock, a real worker and a real Valkey that stop."""

import http.client
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
import redis

from backend.config.heartbeat import KEPT_FOR, PREFIX, YOUNG
from tests.faults.house import House

PATIENCE = 30.0
AT_ONCE = 8.0
"""Seconds; a Valkey that has frozen must not freeze whoever asks."""


def _ready(home: House) -> tuple[int, dict[str, bool]]:
    line = http.client.HTTPConnection("127.0.0.1", home.stack.port, timeout=AT_ONCE)
    line.request("GET", "/readyz", headers={"Host": f"localhost:{home.stack.port}"})
    answer = line.getresponse()
    said: dict[str, Any] = json.loads(answer.read())
    return answer.status, said["parts"]


def _missing(home: House) -> list[str]:
    return [part for part, holds in _ready(home)[1].items() if not holds]


def _until(seen: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not seen():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def _age_heartbeats(home: House) -> None:
    """As if half a minute had passed; whoever lives says so again."""
    left = KEPT_FOR - YOUNG
    with redis.Redis.from_url(home.ground.redis_url) as valkey:
        for key in valkey.scan_iter(f"{PREFIX}:*"):
            valkey.pexpire(key, left)


@pytest.mark.faults
@pytest.mark.parametrize("part", ["beat", "worker"])
def test_whoever_has_stopped_is_named(home: House, part: str) -> None:
    assert _until(lambda: _ready(home)[0] == 200)
    home.stack.stop(part)
    _age_heartbeats(home)
    assert _until(lambda: _missing(home) == [part])
    home.stack.start(part)
    assert _until(lambda: _ready(home)[0] == 200)


@pytest.mark.faults
def test_a_frozen_valkey_freezes_nobody_who_asks(home: House) -> None:
    assert _until(lambda: _ready(home)[0] == 200)
    with home.ground.frozen_valkey():
        begun = time.monotonic()
        assert _missing(home) == ["broker", "worker", "beat"]
        assert time.monotonic() - begun < AT_ONCE
    assert _until(lambda: _ready(home)[0] == 200)
