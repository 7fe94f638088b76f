"""What a channel says when it could not deliver. Silence means delivered."""

from datetime import timedelta
from typing import ClassVar

from backend.notifications.models import Due


class NotDelivered(Exception):
    """Never carries words or addresses: its name goes to the log, and `failure` to its row."""

    failure: ClassVar[str] = "refused"


class NotNow(NotDelivered):
    """Nothing went out; try again, not before `pause` if the other side asked for one."""

    failure = "failed"

    def __init__(self, pause: timedelta | None = None) -> None:
        super().__init__()
        self.pause = pause


class Busy(NotNow):
    """They ask to be left alone for a while: all of us, not this one."""

    failure = "busy"


class Unreachable(NotNow):
    failure = "unreachable"


class NotSure(NotNow):
    """The line broke while talking: it may have gone out. Trying again is recognisable as a repeat."""

    failure = "silent"


class Broken(NotNow):
    """A fault of ours, before anything went out. Its kind goes to the log; what it says may hold words."""

    failure = "fault"

    def __init__(self, fault: Exception) -> None:
        super().__init__()
        self.fault = fault


class BrokenLater(Broken, NotSure):
    """The same, when it may have gone out."""


class Away(NotNow):
    """Nobody over there takes anything at the moment. This was not a try; look again after `pause`."""

    failure = "away"


class Never(NotDelivered):
    """Trying again would not help."""


class TooLarge(Never):
    failure = "too_large"


class Untrusted(Never):
    """They do not believe that it is us."""

    failure = "untrusted"


class Gone(Never):
    """Nobody is at this address any more."""

    failure = "gone"


class GivenUp(Never):
    """Tried for long enough."""

    failure = "given_up"


Outcome = tuple[Due, NotDelivered | None]
"""A delivery, and why it was not delivered; nothing when it was."""
