"""Talking something through: one speaks, the other says back what they heard, until both have been heard.

No word of what to do before that: hearing is not agreeing, and comes first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Stage(StrEnum):
    """Where a talk stands."""

    OPEN = "open"
    SAID = "said"
    SAID_BACK = "said_back"
    SWAP = "swap"
    BOTH_HEARD = "both_heard"


class Step(StrEnum):
    """What one of the two can do next."""

    SAY = "say"
    SAY_BACK = "say_back"
    HEAR = "hear"
    SETTLE = "settle"


@dataclass(frozen=True)
class Spoken:
    """One turn, without its words. `said_back`: the speaker has not yet said whether that is it."""

    speaker: UUID | None
    said_back: bool
    heard: bool


def stage(turns: Sequence[Spoken]) -> Stage:
    """Turns go in pairs: in each, both speak once."""
    if not turns:
        return Stage.OPEN
    if turns[-1].heard:
        return Stage.SWAP if len(turns) % 2 else Stage.BOTH_HEARD
    return Stage.SAID_BACK if turns[-1].said_back else Stage.SAID


def may(turns: Sequence[Spoken], who: UUID) -> frozenset[Step]:
    """What this person can do now. Whoever is not named here listens, or has nothing to do."""
    speaks = bool(turns) and turns[-1].speaker == who
    match stage(turns):
        case Stage.OPEN:
            return frozenset({Step.SAY})
        case Stage.SAID:
            return frozenset() if speaks else frozenset({Step.SAY_BACK})
        case Stage.SAID_BACK:
            return frozenset({Step.HEAR}) if speaks else frozenset()
        case Stage.SWAP:
            return frozenset() if speaks else frozenset({Step.SAY})
        case Stage.BOTH_HEARD:
            return frozenset({Step.SAY, Step.SETTLE})
