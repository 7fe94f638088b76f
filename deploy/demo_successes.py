"""What went well in the life of the demo, a picture of it, and thanks in between."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import time_machine
from PIL import Image, ImageDraw, ImageFilter

from backend.core.scope import acting
from backend.successes import services

if TYPE_CHECKING:
    from deploy.demo import Side

EVERY, FIRST = 19, 16
"""Days between two of one person, and how many days ago the latest was."""
REACTIONS = ("proud_of_you", "glad", "well_done", "thank_you")


def celebrate(sides: list[Side], today: date, zone: ZoneInfo) -> None:
    for place, (side, other) in enumerate((sides, sides[::-1])):
        for number, words in enumerate(side.words["successes"]):
            day = today - timedelta(days=FIRST + EVERY * number - 3 * place)
            with time_machine.travel(datetime.combine(day, time(21), zone), tick=False):
                _write(side, other, words, day, REACTIONS[number % len(REACTIONS)])
        for number, words in enumerate(side.words["thanks"]):
            day = today - timedelta(days=2 + place + 11 * number)
            with time_machine.travel(datetime.combine(day, time(22), zone), tick=False), _as(side):
                services.appreciate(membership=side.membership, words=words)


def _as(side: Side) -> AbstractContextManager[None]:
    return acting(person_id=side.membership.person_id, space_id=side.membership.space_id)


def _write(side: Side, other: Side, words: dict[str, str], day: date, reaction: str) -> None:
    with _as(side):
        made = services.celebrate(membership=side.membership, happened_on=day, **words)
        if made.sharing == "joint":
            services.add_picture(membership=side.membership, success_id=made.pk, data=lake())
    if made.sharing == "private":
        return
    with _as(other):
        if made.sharing == "joint":
            services.say_whose(membership=other.membership, success_id=made.pk, ours=True)
        services.react(membership=other.membership, success_id=made.pk, kind=reaction)


def lake(width: int = 1200, height: int = 800) -> bytes:
    """An evening by the water, drawn, so that no photograph of anybody is needed."""
    picture = Image.new("RGB", (width, height))
    pen = ImageDraw.Draw(picture)
    for y in range(height):
        down = y / height
        pen.line((0, y, width, y), fill=(int(244 - 90 * down), int(206 - 96 * down), int(168 - 30 * down)))
    pen.ellipse((width * 0.6, height * 0.28, width * 0.7, height * 0.43), fill=(252, 232, 190))
    for far, (colour, top) in enumerate((((150, 120, 138), 0.5), ((104, 84, 112), 0.56))):
        hills = [
            (x, height * (top - 0.06 * ((x // 150 + far) % 3 == 1))) for x in range(-150, width + 300, 150)
        ]
        pen.polygon([(-150, height * 0.62), *hills, (width + 150, height * 0.62)], fill=colour)
    pen.rectangle((0, height * 0.62, width, height), fill=(112, 104, 134))
    for y in range(int(height * 0.64), height, 18):
        reach = 30 + (y * 7) % 90
        pen.line((width * 0.65 - reach, y, width * 0.65 + reach, y), fill=(226, 190, 168), width=4)
    packing = BytesIO()
    picture.filter(ImageFilter.GaussianBlur(4)).save(packing, "PNG")
    return packing.getvalue()
