"""How two people agree: who may do what with a version, and what an agreement is to them today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

DEFAULT_REVIEW = timedelta(days=60)


class Kind(StrEnum):
    """The charter says how two people want to talk. It is agreed like anything else, and there is one."""

    AGREEMENT = "agreement"
    CHARTER = "charter"


class Fate(StrEnum):
    """How a proposal ended without being agreed to."""

    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    COUNTERED = "countered"


class Standing(StrEnum):
    """What one version is today."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    SUPERSEDED = "superseded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    COUNTERED = "countered"
    ENDED = "ended"


class State(StrEnum):
    """What an agreement is today. `agreed` may have a proposal beside it, and holds meanwhile."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REVIEW_DUE = "review_due"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


@dataclass(frozen=True)
class Proposal:
    """A version: who wrote it, by their seat, and what became of it."""

    id: UUID
    seat: int
    review_on: date
    agreed: bool = False
    fate: Fate | None = None

    def fate_if_replaced_by(self, seat: int) -> Fate:
        """What becomes of it when this person proposes another: a second thought of theirs, or a counter."""
        return Fate.WITHDRAWN if self.seat == seat else Fate.COUNTERED


@dataclass(frozen=True)
class History:
    """All versions of one agreement, the oldest first. At most one of them is open, at most one holds."""

    versions: Sequence[Proposal]
    ended: bool = False

    @property
    def open(self) -> Proposal | None:
        """What waits to be agreed to. An end closes it, too."""
        last = self.versions[-1] if self.versions else None
        settled = self.ended or last is None or last.agreed or last.fate
        return None if settled else last

    @property
    def last_agreed(self) -> Proposal | None:
        return next((one for one in reversed(self.versions) if one.agreed), None)

    @property
    def in_force(self) -> Proposal | None:
        return None if self.ended else self.last_agreed

    def may_propose(self, instead_of: UUID | None) -> bool:
        """Whoever writes anew names what is open, so that nothing is answered that was not read."""
        return not self.ended and (self.open.id if self.open else None) == instead_of

    def may_answer(self, version_id: UUID, seat: int) -> bool:
        """Agree or decline: what is open, and only whoever did not write it."""
        return self.is_open(version_id) and not self.wrote(version_id, seat)

    def may_withdraw(self, version_id: UUID, seat: int) -> bool:
        return self.is_open(version_id) and self.wrote(version_id, seat)

    def is_open(self, version_id: UUID) -> bool:
        return self.open is not None and self.open.id == version_id

    def wrote(self, version_id: UUID, seat: int) -> bool:
        return any(one.id == version_id and one.seat == seat for one in self.versions)

    def standing(self, version: Proposal) -> Standing:
        if version.fate:
            return Standing(version.fate)
        if self.ended and version in (self.last_agreed, self.versions[-1]):
            return Standing.ENDED
        if version.agreed:
            return Standing.AGREED if version == self.last_agreed else Standing.SUPERSEDED
        return Standing.PROPOSED

    def state(self, today: date) -> State:
        """A day to look again asks, and changes nothing: what is agreed holds until somebody acts."""
        if self.ended:
            return State.ENDED
        if self.in_force:
            return State.REVIEW_DUE if self.in_force.review_on <= today else State.AGREED
        return STATES[self.versions[-1].fate]


STATES = {
    None: State.PROPOSED,
    Fate.DECLINED: State.DECLINED,
    Fate.WITHDRAWN: State.WITHDRAWN,
    # The counter went with its author, who was erased.
    Fate.COUNTERED: State.DECLINED,
}
"""Of what was never agreed, by how the latest proposal ended."""
