"""When the clocks of a zone are changed, found without being told."""

import struct
from datetime import UTC, datetime

import pytest

from backend.core.zones import changes, rules_of, zones

BEGIN, END = datetime(2024, 1, 1, tzinfo=UTC), datetime(2034, 1, 1, tzinfo=UTC)
COUNTS = struct.Struct(">4sc15x6l")


def told(zone: str) -> tuple[list[datetime], bool]:
    """The changes of offset written in the zone's own file, and whether more follow by a rule."""
    data = rules_of(zone)
    _, _, *counts = COUNTS.unpack_from(data)
    is_ut, is_std, leaps, times, types, letters = counts
    second = COUNTS.size + times * 5 + types * 6 + letters + leaps * 8 + is_std + is_ut
    _, _, *counts = COUNTS.unpack_from(data, second)
    *_, times, types, letters = counts
    at = second + COUNTS.size
    moments = struct.unpack_from(f">{times}q", data, at)
    which = data[at + times * 8 : at + times * 9]
    offsets = [struct.unpack_from(">l", data, at + times * 9 + number * 6)[0] for number in range(types)]
    before = [offsets[which[0]], *(offsets[one] for one in which)] if which else []
    found = [
        datetime.fromtimestamp(moment, UTC)
        for moment, kind, old in zip(moments, which, before, strict=False)
        if offsets[kind] != old and BEGIN.timestamp() < moment < END.timestamp()
    ]
    return found, b"," in data.rsplit(b"\n", 2)[-2]


@pytest.mark.parametrize("part", range(2))
def test_every_change_that_a_zone_writes_down_is_found(part: int) -> None:
    met = 0
    for zone in sorted(zones())[part::2]:
        written, goes_on = told(zone)
        found = list(changes(zone, BEGIN, END))
        last = written[-1] if written else BEGIN
        assert [one for one in found if one <= last or not goes_on] == written, zone
        met += len(found)
    assert met > 1000
