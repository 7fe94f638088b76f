"""Stories told before any other: the shortest in which each kind of secret is kept."""

from functools import partial

from tests.blind import steps
from tests.blind.record import RECORD
from tests.blind.steps import Hidden, Step

WORD, LONGER = "at the lake", "a longer thing that is hard to say"


def _side(*acts: str, word: str = WORD, minutes: int = 3, kept: int = 2) -> Hidden:
    return Hidden(acts, word, minutes, kept)


NOTHING = _side("looks")


def _hides(*acts: str, which: int = 0) -> Step:
    return partial(steps.ben_hides, which=which, both=(NOTHING, _side(*acts)))


def _keeps_house(*acts: str) -> Step:
    return partial(steps.ben_keeps_house, both=((("looks",), 3), (acts, 59)))


def _both_send(word: str = WORD) -> Step:
    first = (_side("looks", word="no", minutes=3, kept=0), False)
    second = (_side("looks", word=LONGER, minutes=59, kept=3), True)
    return partial(steps.both_send, which=0, hours=4, word=word, both=(first, second))


def _passes(hours: int) -> Step:
    return partial(steps.time_passes, hours=hours)


OPENINGS: tuple[list[Step], ...] = (
    [_hides("sends", which=1)],
    [_hides("skips", which=1)],
    [_both_send()],
    [
        _keeps_house("wants quiet evenings", "is discreet", "likes it dark", "subscribes"),
        _passes(30),
    ],
    [_hides("sends", which=1), _passes(7)],
    [_hides("sends", which=1), partial(steps.ana_takes_her_file)],
    [partial(steps.ben_hides, which=2, both=(_side("sends"), _side("sends", word=LONGER))), _passes(7)],
    [_hides("sends", "takes back"), _hides("fumbles", "is not ready", "picks up")],
    [partial(steps.ana_acts, which=0, act="sends", word=WORD), _hides("skips"), _both_send()],
    [_keeps_house(*RECORD), _passes(50)],
)
