"""A story of Ana and Ben in two worlds that differ in what Ben hides. Ana must not know in which she is."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from copy import deepcopy
from functools import partial
from typing import Any, ClassVar

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from backend.core.clock import now
from tests.blind import steps
from tests.blind.onlooker import Onlooker
from tests.blind.openings import OPENINGS
from tests.blind.seen import Leak, Seen, compare
from tests.blind.stage import Stage
from tests.blind.steps import Hidden, Step
from tests.blind.world import HOUR, World

WORDS = st.sampled_from(["at the lake", "no", "a longer thing that is hard to say", "lake\u2028 ünder <b>"])
MINUTES = st.sampled_from([3, 59, 31])
WHICH = st.integers(0, 3)
SEED = int(os.environ["BLIND_SEED"]) if "BLIND_SEED" in os.environ else None
"""Given by `make blind`: the stories are longer, and Ana looks everywhere after every step."""
OFTEN = 4
"""In every so many stories the others look, too."""


def hidden(first: str) -> st.SearchStrategy[Hidden]:
    """The simplest is `first`, so that even the simplest story differs between the worlds."""
    names = [first, *(name for name in steps.ON_HIS_SIDE if name != first)]
    acts = st.lists(st.sampled_from(names), min_size=1, max_size=2).map(tuple)
    return st.builds(Hidden, acts=acts, word=WORDS, minutes=MINUTES, most_kept=st.integers(0, 3))


def at_home(first: str) -> st.SearchStrategy[tuple[tuple[str, ...], int]]:
    names = [first, *(name for name in steps.AT_HOME if name != first)]
    return st.tuples(st.lists(st.sampled_from(names), min_size=1, max_size=4).map(tuple), MINUTES)


class TwoWorlds(RuleBasedStateMachine):
    """Collects the story; it is told when it is complete, once in each world."""

    stage: ClassVar[Stage]
    begun: ClassVar[World]
    lengths: ClassVar[tuple[int | None, ...]] = (None,)
    """How much of the story to compare: beginning with a part of it finds a leak sooner."""

    def __init__(self) -> None:
        super().__init__()
        self.story: list[Step] = []

    def then(self, step: Any, **choices: Any) -> None:
        self.story.append(partial(step, **choices))

    @rule(what=st.tuples(WHICH, hidden("looks"), hidden("sends")))
    def ben_hides(self, what: tuple[int, Hidden, Hidden]) -> None:
        which, *both = what
        self.then(steps.ben_hides, which=which, both=both)

    @rule(both=st.tuples(at_home("looks"), at_home("wants quiet evenings")))
    def ben_keeps_house(self, both: Any) -> None:
        self.then(steps.ben_keeps_house, both=both)

    @rule(
        which=WHICH,
        hours=st.sampled_from([0, 4]),
        word=WORDS,
        both=st.tuples(
            st.tuples(hidden("looks"), st.just(False) | st.booleans()),
            st.tuples(hidden("sends"), st.just(True) | st.booleans()),
        ),
    )
    def both_send(self, which: int, hours: int, word: str, both: Any) -> None:
        self.then(steps.both_send, which=which, hours=hours, word=word, both=both)

    @rule(
        which=WHICH,
        act=st.sampled_from(["sends", "takes back", "skipped", "not_ready", "picks up"]),
        word=WORDS,
    )
    def ana_acts(self, which: int, act: str, word: str) -> None:
        self.then(steps.ana_acts, which=which, act=act, word=word)

    @rule(by_ben=st.tuples(st.booleans(), st.booleans()), act=st.sampled_from(steps.SHARED_ACTS))
    def one_of_them(self, by_ben: tuple[bool, bool], act: tuple[str, str, Any]) -> None:
        method, path, words = act
        self.then(steps.one_of_them, by_ben=by_ben, method=method, path=path, words=words)

    @rule(hours=st.sampled_from([7, 1, 26, 50]))
    def time_passes(self, hours: int) -> None:
        self.then(steps.time_passes, hours=hours)

    @rule(how=st.tuples(st.just(0), st.just(0)))
    def takes_her_file(self, how: object) -> None:
        self.then(steps.ana_takes_her_file)

    def teardown(self) -> None:
        if len({str(step) for step in self.story}) == 1:
            self.story = self.story[:1]
        for length in self.lengths:
            self.compare(self.story[:length])

    def compare(self, story: list[Step]) -> None:
        in_both_worlds(self.begun, story, others_look=self.stage.stories % OFTEN == 0)


Looks = Callable[[Onlooker, bool], Iterator[Seen]]
"""What Ana looks at after a step, and whether it was the last one."""


def looks(onlooker: Onlooker, last: bool) -> Iterator[Seen]:
    return onlooker.looks(everywhere=last or SEED is not None)


def glances(onlooker: Onlooker, last: bool) -> Iterator[Seen]:
    return onlooker.glances()


def in_both_worlds(
    begun: World, story: list[Step], *, looks: Looks = looks, others_look: bool = False
) -> None:
    """A Leak if Ana can tell them apart."""
    stage = begun.stage
    here, there = (_told(_world(begun, number), story, looks, others_look) for number in (0, 1))
    with closing(here), closing(there):
        stage.compared += compare(list(here), there)
    stage.stories, stage.steps = stage.stories + 1, stage.steps + len(story)


def _told(world: World, story: list[Step], looks: Looks, others_look: bool) -> Generator[Seen, None, None]:
    """All that reaches Ana in this world, step by step."""
    with world.stage.told_anew(world.number):
        onlooker = Onlooker(world)
        for number, step in enumerate(story, 1):
            answer = step(world)
            if answer is not None:
                yield world.names.response(f"step {number}", answer, 0)
            world.wait(now() + HOUR)
            seen = looks(onlooker, number == len(story))
            yield from (one._replace(what=f"after step {number}: {one.what}") for one in seen)
        if others_look:
            yield from onlooker.looks_once_more()


def _world(begun: World, number: int) -> World:
    return World(
        begun.stage,
        number,
        known=list(begun.known),
        under_way=list(begun.under_way),
        answers=dict(begun.answers),
        fits=deepcopy(begun.fits),
    )


def first_look(stage: Stage) -> World:
    """What Ana knows before the story begins; the same for all stories."""
    world = World(stage, 0)
    with stage.told_anew(0):
        onlooker = Onlooker(world)
        for _ in range(2):
            list(onlooker.looks())
    world.looks = 0
    return world


def tell(begun: World, *, stories: int, steps: int, seed: int | None = None) -> None:
    """Stories that end well; otherwise the shortest one that leaks."""
    for story in OPENINGS:
        in_both_worlds(begun, story)
    machine: Any = type("Told", (TwoWorlds,), {"stage": begun.stage, "begun": begun})
    if seed is not None:
        machine = hypothesis.seed(seed)(machine)
    settings = hypothesis.settings(
        max_examples=stories,
        stateful_step_count=steps,
        derandomize=seed is None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=settings)


class Caught(BaseException):
    """A leak, past Hypothesis, which would look for a shorter story."""


class Hunt(TwoWorlds):
    """Ends with the first leak."""

    lengths = (2, None)

    def compare(self, story: list[Step]) -> None:
        try:
            in_both_worlds(self.begun, story)
        except Leak as leak:
            raise Caught(str(leak)) from leak


def hunt(begun: World, *, first: int, stories: int, steps: int) -> str:
    """What gave the leak away; nothing if these stories do not find it."""
    try:
        for story in (*OPENINGS[first:], *OPENINGS[:first]):
            in_both_worlds(begun, story, looks=glances)
            in_both_worlds(begun, story)
    except Leak as leak:
        return str(leak)
    machine = type("Hunted", (Hunt,), {"stage": begun.stage, "begun": begun})
    settings = hypothesis.settings(
        max_examples=stories,
        stateful_step_count=steps,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(machine, settings=settings)
    except Caught as caught:
        return str(caught)
    return ""
