"""Which addresses we call."""

import re
from collections.abc import Sequence

# Strict, so that no other reader of addresses can see another host in it: no user, no backslash, no capitals.
ENDPOINT = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+)(:(?P<port>[0-9]{1,5}))?/[\x21-\x5b\x5d-\x7e]*\Z"
)


def is_push_service(endpoint: str, hosts: Sequence[str], *, local: bool) -> bool:
    """Whether we may call this address: https at a listed host; `.push.example` stands for all below it."""
    url = ENDPOINT.match(endpoint)
    if not url:
        return False
    host = url["host"]
    listed = any(host.endswith(name) if name.startswith(".") else host == name for name in hosts)
    return listed and (local or (url["scheme"] == "https" and url["port"] is None))
