"""A search for words in whatever somebody got hold of, also in the shapes that programs give to them."""

import re
from base64 import b64encode, b85encode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from urllib.parse import quote
from zlib import decompressobj, error

ZLIB, GZIP, GZIP_BEGINS = 15, 31, 0x1F
PACKED = re.compile(rb"\x78[\x01\x9c\xda]|\x1f\x8b")
HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){8,}")


def found(words: Iterable[str], loot: bytes) -> set[str]:
    """Which of the words are in there, however they are written."""
    hay = [part.lower() for part in (loot, *_unpacked(loot))]
    return {word for word in words if any(shape.lower() in part for shape in shapes(word) for part in hay)}


def shapes(word: str) -> set[bytes]:
    """As text, in two bytes a letter, in hex, percent-encoded, and in base64 at each of its three offsets."""
    plain = {word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), word[::-1].encode()}
    plain |= {shape for cased in {word, word.lower(), word.capitalize()} for shape in _base64(cased.encode())}
    plain |= {_base85(word.encode()), quote(word, safe="").encode()}
    return (
        plain
        | {shape.hex().encode() for shape in (word.encode(), word.encode("utf-16-le"))}
        | _hex_cased(word)
    )


def _hex_cased(word: str) -> set[bytes]:
    return {cased.encode().hex().encode() for cased in (word.lower(), word.upper(), word.capitalize())}


def _base64(plain: bytes) -> set[bytes]:
    """The letters of the encoding that depend on these bytes alone."""
    found = set()
    for before in range(3):
        encoded = b64encode(bytes(before) + plain)
        first = -(-before * 8 // 6)
        last = (before + len(plain)) * 8 // 6
        cut = encoded[first:last]
        found |= {cut, cut.translate(bytes.maketrans(b"+/", b"-_"))}
    return found


def _base85(plain: bytes) -> bytes:
    return b85encode(plain)[: len(plain) // 4 * 5]


def _unpacked(loot: bytes) -> Iterator[bytes]:
    """What hexadecimal digits stand for, and what zlib or gzip streams hold."""
    yield b"\n".join(bytes.fromhex(digits.decode()) for digits in HEX.findall(loot))
    for packed in PACKED.finditer(loot):
        kind = GZIP if packed[0][0] == GZIP_BEGINS else ZLIB
        with suppress(error):
            yield decompressobj(kind).decompress(loot[packed.start() :])
