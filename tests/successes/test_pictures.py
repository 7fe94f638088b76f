"""A picture is written anew: what is kept is the picture, and nothing it came with."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from backend.successes.rules import pictures
from backend.successes.rules.pictures import NotAPicture, TooManyPixels, drawn_anew
from tests.successes.pictures import CAMERA, RIGHT_TOP, photo


def _opened(image: bytes) -> Image.Image:
    return Image.open(BytesIO(image))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_left_of_what_a_phone_tells(kind: str) -> None:
    sent = photo(kind=kind, comment="nobody may hear of it")
    assert CAMERA.encode() in sent, "else the test would prove nothing"
    image = drawn_anew(sent).image
    found = _opened(image)
    assert (found.format, dict(found.getexif()), "xmp" in found.info) == ("WEBP", {}, False)
    assert [
        word for word in (CAMERA, "2026", "nobody", "Exif", "EXIF", "XMP") if word.encode() in image
    ] == []
    assert image[12:16] == b"VP8 ", "the plainest kind, which has no room for anything else"


def test_it_stands_upright() -> None:
    drawn = drawn_anew(photo(64, 48, turned=RIGHT_TOP))
    assert (drawn.width, drawn.height) == (48, 64)
    top, bottom = (_opened(drawn.image).convert("RGB").getpixel((24, y)) for y in (8, 56))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[0] > 200, bottom[0] < 50) == (True, True)


def test_it_is_made_small() -> None:
    drawn = drawn_anew(photo(2400, 1200, noisy=True))
    assert max(drawn.width, drawn.height) <= pictures.LONGEST_SIDE
    assert drawn.width == 2 * drawn.height
    assert len(drawn.image) <= pictures.MOST_BYTES_KEPT


def test_what_shines_through_becomes_white() -> None:
    packing = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(packing, "PNG")
    assert _opened(drawn_anew(packing.getvalue()).image).convert("RGB").getpixel((4, 4)) == (255, 255, 255)


def _bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is a field."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(4001, 4000), (60_000, 60_000), (2_000_000, 9)])
def test_a_bomb_is_not_decoded(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("it was decoded"))
    with pytest.raises(TooManyPixels):
        drawn_anew(_bomb(*size))


@given(st.binary(max_size=200))
def test_noise_is_no_picture(noise: bytes) -> None:
    with pytest.raises(NotAPicture):
        drawn_anew(noise)


@given(st.data())
def test_a_damaged_picture_is_a_picture_or_refused(data: st.DataObject) -> None:
    sent = bytearray(photo(kind=data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))))
    for _ in range(data.draw(st.integers(1, 5))):
        sent[data.draw(st.integers(0, len(sent) - 1))] = data.draw(st.integers(0, 255))
    try:
        drawn = drawn_anew(bytes(sent[: data.draw(st.integers(1, len(sent)))]))
    except (NotAPicture, TooManyPixels):
        return
    assert CAMERA.encode() not in drawn.image


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_other_kinds_are_refused(kind: str) -> None:
    packing = BytesIO()
    Image.new("RGB", (8, 8)).save(packing, kind)
    with pytest.raises(NotAPicture):
        drawn_anew(packing.getvalue())
