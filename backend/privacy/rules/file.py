"""The file of an export: a ZIP with `my-data.json` and a README. docs/export-format.md says every field."""

import json
from collections.abc import Iterable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from backend.privacy.rules.shapes import (
    Fault,
    anything,
    clock,
    day,
    fields,
    flag,
    identity,
    list_of,
    maybe,
    moment,
    one_of,
    text,
    whole,
)

FORMAT, VERSION = "toward-export", 1
DATA, README = "my-data.json", "README.txt"
MOST_BYTES = 4 * 1024 * 1024
MOST_BYTES_OPENED = 16 * 1024 * 1024
MOST_CHECK_INS = 5000
MOST_EVENTS = 20_000
ABOUT = """This is what Toward kept about you.

my-data.json holds it as plain text (JSON): your profile, the spaces you were in, what was agreed there, the
timeline, and every check-in with your own answers. Where a check-in was revealed, it also holds what the
other person shared with you there. It never holds what they kept to themselves.

Whoever opens this file can read all of it. Keep it where only you can.

You can bring it back into an account: Me, Your data, Bring back a file.
"""


def packed(head: str, parts: Iterable[tuple[str, str]]) -> bytes:
    """The ZIP; parts are names and JSON texts, written one after the other."""
    packing = BytesIO()
    with ZipFile(packing, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr(README, ABOUT)
        with zipped.open(DATA, "w") as data:
            data.write(f'{{"format": "{FORMAT}",\n"version": {VERSION},\n"exported_at": "{head}"'.encode())
            for name, words in parts:
                data.write(f',\n"{name}": {words}'.encode())
            data.write(b"}\n")
    return packing.getvalue()


def unpacked(data: bytes) -> dict[str, Any]:
    """What is in a file, checked to the last field, or Fault."""
    if len(data) > MOST_BYTES:
        raise Fault("", "This file is larger than we can take.")
    try:
        read = json.loads(_plain(data))
        json.dumps(read, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Fault("", "This is not a file we can read.") from error
    return dict(FILE(read, ""))


def _plain(data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return data
    try:
        with ZipFile(BytesIO(data)) as zipped, zipped.open(DATA) as found:
            plain = found.read(MOST_BYTES_OPENED + 1)
    except (BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise Fault("", "This is not a file we can read.") from error
    if len(plain) > MOST_BYTES_OPENED:
        raise Fault("", "This file is larger than we can take.")
    return plain


SLUG = text(40)
SPACE = fields(
    id=identity,
    name=text(60),
    started_on=maybe(day),
    time_zone=text(64),
    joined_at=moment,
    left_at=maybe(moment),
    closed_at=maybe(moment),
)
SCHEDULE = fields(
    space=identity,
    template=SLUG,
    repeat=one_of("daily", "weekly", "monthly"),
    days=list_of(whole(0, 6), 7),
    day_of_month=maybe(whole(1, 31)),
    at=clock,
    time_zone=text(64),
    paused=flag,
)
EVENT = fields(
    space=identity,
    verb=SLUG,
    subject=fields(kind=SLUG, id=identity),
    template=text(40),
    on=day,
)
ANSWER = fields(question=SLUG, prompt=text(300), value=anything, shared=flag)
TOLD = fields(question=SLUG, value=anything)
CHECK_IN = fields(
    id=identity,
    template=SLUG,
    version=whole(1, 32_000),
    title=text(80),
    opened_on=day,
    with_partner=flag,
    sent_at=maybe(moment),
    put_aside=one_of("", "not_ready", "skipped"),
    revealed_on=maybe(day),
    answers=list_of(ANSWER, 40),
    told=list_of(TOLD, 40),
)
PROFILE = fields(
    email=text(254),
    name=text(60),
    pronouns=text(40),
    locale=text(20),
    time_zone=text(64),
    theme=one_of("system", "light", "dark"),
    discreet=flag,
    quiet_from=clock,
    quiet_until=clock,
    remind_by_push=flag,
    remind_by_email=flag,
    here_since=moment,
    passkeys=list_of(fields(name=text(200), made_at=moment), 100),
    phones=list_of(fields(signed_in_at=moment, last_seen_on=day), 1000),
)
REMINDERS = fields(
    browsers=list_of(fields(added_at=moment, renewed_at=moment), 100),
    sent=list_of(fields(kind=SLUG, due_at=moment, withdrawn_at=maybe(moment)), MOST_EVENTS),
)
FILE = fields(
    format=one_of(FORMAT),
    version=one_of(VERSION),
    exported_at=moment,
    profile=PROFILE,
    spaces=list_of(SPACE, 1000),
    agreements=list_of(SCHEDULE, 1000),
    timeline=list_of(EVENT, MOST_EVENTS),
    reminders=REMINDERS,
    check_ins=list_of(CHECK_IN, MOST_CHECK_INS),
)
