"""Photographs as phones take them: they say where, when and with what."""

from io import BytesIO

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

CAMERA = "Wellensittich Z3"
LATITUDE, LONGITUDE = (54.0, 10.0, 31.25), (13.0, 25.0, 58.75)
RIGHT_TOP = 6
"""Held upright while the sensor lay on its side."""


def photo(
    width: int = 64,
    height: int = 48,
    *,
    kind: str = "JPEG",
    turned: int = 1,
    comment: str = "",
    noisy: bool = False,
) -> bytes:
    """One of this size; its left half is red, its right half green."""
    if noisy:
        picture = Image.effect_noise((width, height), 90).convert("RGB")
    else:
        picture = Image.new("RGB", (width, height), "red")
        picture.paste("green", (width // 2, 0, width, height))
    packing = BytesIO()
    picture.save(packing, kind, exif=_told(turned, comment), xmp=f"<x>{CAMERA}</x>".encode())
    return packing.getvalue()


def _told(turned: int, comment: str) -> bytes:
    exif = Image.Exif()
    exif[Base.Orientation] = turned
    exif[Base.Make] = CAMERA
    exif[Base.ImageDescription] = comment
    exif[Base.DateTime] = "2026:11:22 19:30:00"
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitudeRef: "N",
            GPS.GPSLatitude: LATITUDE,
            GPS.GPSLongitudeRef: "E",
            GPS.GPSLongitude: LONGITUDE,
        }
    )
    return exif.tobytes()
