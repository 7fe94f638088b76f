"""Who may do what next, whatever two people try."""

from dataclasses import replace
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.checkins.rules.talking import Spoken, Stage, Step, may, stage

ANA, BEN = UUID(int=1), UUID(int=2)
TRIES = st.lists(st.tuples(st.sampled_from([ANA, BEN]), st.sampled_from([*Step]), st.booleans()), max_size=60)
Try = tuple[UUID, Step, bool]


def talk(tries: list[Try]) -> list[list[Spoken]]:
    """What stands after each try that was allowed; the others change nothing."""
    turns: list[Spoken] = []
    seen = [turns]
    for who, step, well in tries:
        if step not in may(turns, who):
            continue
        match step:
            case Step.SAY:
                turns = [*turns, Spoken(who, said_back=False, heard=False)]
            case Step.SAY_BACK:
                turns = [*turns[:-1], replace(turns[-1], said_back=True)]
            case Step.HEAR:
                turns = [*turns[:-1], replace(turns[-1], said_back=well, heard=well)]
            case Step.SETTLE:
                return seen
        seen.append(turns)
    return seen


@given(TRIES)
def test_there_are_never_two_speakers(tries: list[Try]) -> None:
    for turns in talk(tries):
        assert all(turn.heard for turn in turns[:-1]), "nobody speaks before the other was heard"
        rounds = [turn.speaker for turn in turns]
        pairs = list(pairwise(rounds))[::2]
        assert all(one != other for one, other in pairs), "in each round both speak"


@given(TRIES)
def test_no_solution_before_both_were_heard(tries: list[Try]) -> None:
    for turns in talk(tries):
        if any(Step.SETTLE in may(turns, who) for who in (ANA, BEN)):
            assert {turn.speaker for turn in turns if turn.heard} == {ANA, BEN}
            assert all(turn.heard for turn in turns)


@given(TRIES)
def test_only_the_other_says_back_and_only_the_speaker_is_heard(tries: list[Try]) -> None:
    for turns in talk(tries):
        for who, other in ((ANA, BEN), (BEN, ANA)):
            can = may(turns, who)
            if Step.SAY_BACK in can:
                assert turns[-1].speaker == other
            if Step.HEAR in can:
                assert turns[-1].speaker == who
                assert turns[-1].said_back


@given(TRIES)
def test_somebody_can_always_go_on(tries: list[Try]) -> None:
    for turns in talk(tries):
        assert may(turns, ANA) | may(turns, BEN)


def test_a_talk_from_beginning_to_end() -> None:
    said = Spoken(ANA, said_back=False, heard=False)
    back, heard = replace(said, said_back=True), replace(said, said_back=True, heard=True)
    his = replace(heard, speaker=BEN)
    stages = [stage(turns) for turns in ([], [said], [back], [heard], [heard, his])]
    assert stages == [Stage.OPEN, Stage.SAID, Stage.SAID_BACK, Stage.SWAP, Stage.BOTH_HEARD]
    assert may([], ANA) == may([], BEN) == {Step.SAY}
    assert not may([heard], ANA)
    assert may([heard], BEN) == {Step.SAY}
