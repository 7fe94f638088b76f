"""Whatever two people do, in whatever order, it stays clear what holds and what is open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.boundaries.rules import Fate, History, Proposal, Standing, State, gist, is_sayable, read, written
from tests.boundaries.conftest import PHONES

DAY = date(2026, 6, 1)
ANA, BEN = 1, 2


class Story:
    """An agreement to which two people do things, as far as the rules let them."""

    def __init__(self) -> None:
        self.history = History([])

    def proposes(self, seat: int, version: int) -> None:
        known = self.history.open.id if self.history.open else None
        instead_of = known if version % 2 else UUID(int=version) if version else None
        if self.history.may_propose(instead_of):
            fate = self.history.open.fate_if_replaced_by(seat) if self.history.open else None
            before = [self._settled(one, instead_of, fate=fate) for one in self.history.versions]
            new = Proposal(UUID(int=len(before) + 1), seat, DAY)
            self.history = replace(self.history, versions=[*before, new])

    def agrees(self, seat: int, version: int) -> None:
        if self.history.may_answer(UUID(int=version), seat):
            self._change(version, agreed=True)

    def declines(self, seat: int, version: int) -> None:
        if self.history.may_answer(UUID(int=version), seat):
            self._change(version, fate=Fate.DECLINED)

    def withdraws(self, seat: int, version: int) -> None:
        if self.history.may_withdraw(UUID(int=version), seat):
            self._change(version, fate=Fate.WITHDRAWN)

    def ends(self, seat: int, version: int) -> None:
        if self.history.in_force:
            self.history = replace(self.history, ended=True)

    def _change(self, version: int, *, agreed: bool = False, fate: Fate | None = None) -> None:
        changed = [
            self._settled(one, UUID(int=version), agreed=agreed, fate=fate) for one in self.history.versions
        ]
        self.history = replace(self.history, versions=changed)

    def _settled(
        self, one: Proposal, which: UUID | None, *, agreed: bool = False, fate: Fate | None = None
    ) -> Proposal:
        return replace(one, agreed=agreed, fate=fate) if one.id == which else one


ACTS: list[Callable[[Story, int, int], None]] = [
    Story.proposes,
    Story.agrees,
    Story.declines,
    Story.withdraws,
    Story.ends,
]
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from([ANA, BEN]), st.integers(0, 6)))


@given(STEPS)
def test_at_most_one_is_open_and_at_most_one_holds(steps: list[tuple[Callable[..., None], int, int]]) -> None:
    story = Story()
    for act, seat, version in steps:
        act(story, seat, version)
        history = story.history
        standings = [history.standing(one) for one in history.versions]
        assert standings.count(Standing.PROPOSED) == (history.open is not None) <= 1
        assert standings.count(Standing.AGREED) == (history.in_force is not None) <= 1
        assert not history.open or history.open == history.versions[-1]
        assert not (history.ended and (history.open or history.in_force))


@given(STEPS)
def test_nobody_agrees_to_their_own_and_what_is_settled_stays(
    steps: list[tuple[Callable[..., None], int, int]],
) -> None:
    story = Story()
    for act, seat, version in steps:
        before = story.history
        act(story, seat, version)
        kept = story.history.versions[: len(before.versions)]
        for old, new in zip(before.versions, kept, strict=True):
            assert (old.id, old.seat, old.review_on) == (new.id, new.seat, new.review_on)
            assert new == old or not (old.agreed or old.fate)
            assert not (new.agreed and new.fate)
            if new.agreed and not old.agreed:
                assert seat != new.seat


@given(STEPS)
def test_what_holds_goes_only_by_an_end_or_by_what_is_agreed_in_its_place(
    steps: list[tuple[Callable[..., None], int, int]],
) -> None:
    story = Story()
    for act, seat, version in steps:
        held = story.history.in_force
        act(story, seat, version)
        if held and story.history.in_force != held:
            assert act in (Story.ends, Story.agrees)


def history(*versions: Proposal, ended: bool = False) -> History:
    return History(versions, ended)


HERS = Proposal(UUID(int=1), ANA, DAY)
AGREED, HIS = replace(HERS, agreed=True), Proposal(UUID(int=2), BEN, DAY)


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (history(HERS), State.PROPOSED),
        (history(replace(HERS, fate=Fate.DECLINED)), State.DECLINED),
        (history(replace(HERS, fate=Fate.WITHDRAWN)), State.WITHDRAWN),
        (history(replace(HERS, fate=Fate.COUNTERED)), State.DECLINED),
        (history(replace(HERS, fate=Fate.COUNTERED), HIS), State.PROPOSED),
        (history(AGREED), State.AGREED),
        (history(AGREED, HIS), State.AGREED),
        (history(AGREED, replace(HIS, fate=Fate.DECLINED)), State.AGREED),
        (history(AGREED, ended=True), State.ENDED),
    ],
)
def test_an_agreement_is_what_became_of_its_versions(found: History, state: State) -> None:
    assert found.state(DAY - timedelta(days=1)) is state


def test_the_day_to_look_again_asks_and_changes_nothing() -> None:
    found = history(AGREED)
    assert found.state(DAY) is found.state(DAY + timedelta(days=400)) is State.REVIEW_DUE
    assert found.in_force == AGREED


def test_an_end_closes_what_was_proposed_beside_it() -> None:
    found = history(AGREED, HIS, ended=True)
    assert [found.standing(one) for one in found.versions] == [Standing.ENDED, Standing.ENDED]
    assert not found.may_answer(HIS.id, ANA)


def test_what_was_not_read_is_not_answered() -> None:
    found = history(AGREED, HIS)
    assert [found.may_propose(one) for one in (None, HERS.id, HIS.id)] == [False, False, True]
    assert [HIS.fate_if_replaced_by(seat) for seat in (ANA, BEN)] == [Fate.COUNTERED, Fate.WITHDRAWN]


def test_words_are_kept_as_they_are_in_one_order() -> None:
    assert read(written(dict(reversed(PHONES.items())))) == PHONES
    assert written(dict(reversed(PHONES.items()))) == written(PHONES)
    assert set(read("").values()) == {""}


@pytest.mark.parametrize(
    ("changes", "sayable"),
    [
        ({}, True),
        ({"title": " "}, False),
        ({"welcome": "", "not_welcome": ""}, True),
        ({"welcome": "", "not_welcome": "", "what_i_do": "\n", "why": "Because."}, False),
    ],
)
def test_something_is_said_or_nobody_can_agree(changes: dict[str, str], sayable: bool) -> None:
    assert is_sayable(PHONES | changes) is sayable


def test_the_gist_is_the_first_thing_said() -> None:
    assert gist(PHONES) == PHONES["welcome"]
    assert gist(PHONES | {"welcome": ""}) == PHONES["not_welcome"]
    assert gist(dict.fromkeys(PHONES, "")) == ""
