"""A picture written anew: upright, small, and without a word of where, when and with what it was taken."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

MOST_BYTES = 2 * 1024 * 1024
"""As it is sent. A phone makes it smaller before."""
MOST_PIXELS = 16_000_000
"""Asked before anything is decoded: a small file may hold a picture the size of a field."""
LONGEST_SIDE = 1600
MOST_BYTES_KEPT = 320 * 1024
QUALITIES = (82, 60, 40)
READ = ("JPEG", "PNG", "WEBP")
TYPE = "image/webp"

Image.MAX_IMAGE_PIXELS = None  # our own bound is lower, and refuses instead of warning


class NotAPicture(Exception):
    """Nothing we can read."""


class TooManyPixels(Exception):
    """More than may be decoded here."""


@dataclass(frozen=True)
class Drawn:
    """WebP bytes, and how large the picture is."""

    image: bytes
    width: int
    height: int


def drawn_anew(data: bytes) -> Drawn:
    """Only the pixels of it; NotAPicture or TooManyPixels."""
    try:
        picture = _clean(data)
    except TooManyPixels:
        raise
    except Exception as error:  # bytes from outside make a decoder raise anything
        raise NotAPicture from error
    return _packed(picture)


def _clean(data: bytes) -> Image.Image:
    """Pixels copied onto a fresh white sheet, to which nothing else is attached."""
    with Image.open(BytesIO(data), formats=READ) as sent:
        if sent.width * sent.height > MOST_PIXELS:
            raise TooManyPixels
        sent.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(sent).convert("RGBA")
    sheet = Image.new("RGB", upright.size, "white")
    sheet.paste(upright, mask=upright.getchannel("A"))
    sheet.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return sheet


def _packed(picture: Image.Image) -> Drawn:
    """As good as fits."""
    for quality in QUALITIES:
        packing = BytesIO()
        picture.save(packing, "WEBP", quality=quality)
        if packing.tell() <= MOST_BYTES_KEPT:
            return Drawn(packing.getvalue(), picture.width, picture.height)
    picture.thumbnail((max(1, picture.width // 2), max(1, picture.height // 2)))
    return _packed(picture)
