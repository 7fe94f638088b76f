"""The file of an export: a ZIP with `my-data.json` and a README. docs/export-format.md says every field."""

import json
from collections.abc import Iterable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from backend.core.rules.shapes import Fault
from backend.privacy.rules.contents import FILES, FORMAT, VERSION

DATA, README = "my-data.json", "README.txt"
MOST_BYTES = 4 * 1024 * 1024
MOST_BYTES_OPENED = 16 * 1024 * 1024
ABOUT = """This is what Toward kept about you.

my-data.json holds it as plain text (JSON): your profile, the spaces you were in, what was agreed there, the
timeline, and every check-in with your own answers. Where a check-in was revealed, it also holds what the
other person shared with you there. It never holds what they kept to themselves.

pictures/ holds the pictures you put beside your successes.

Whoever opens this file can read all of it. Keep it where only you can.

You can bring it back into an account: Me, Your data, Bring back a file. If the pictures make it too large
for that, take my-data.json out of it and bring back that alone.
"""


def packed(head: str, parts: Iterable[tuple[str, str]], pictures: Iterable[tuple[str, bytes]]) -> bytes:
    """The ZIP; parts are names and JSON texts, written one after the other, and so are pictures."""
    packing = BytesIO()
    with ZipFile(packing, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr(README, ABOUT)
        with zipped.open(DATA, "w") as data:
            data.write(f'{{"format": "{FORMAT}",\n"version": {VERSION},\n"exported_at": "{head}"'.encode())
            for name, words in parts:
                data.write(f',\n"{name}": {words}'.encode())
            data.write(b"}\n")
        for name, image in pictures:
            zipped.writestr(name, image, ZIP_STORED)
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
    version = read.get("version") if isinstance(read, dict) else None
    known = version if type(version) is int and version in FILES else VERSION
    return dict(FILES[known](read, ""))


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
