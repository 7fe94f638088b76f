"""What a channel says when it could not deliver. Silence means delivered."""

from datetime import timedelta


class NotDelivered(Exception):
    """Never carries words or addresses: its name goes to the log."""


class NotNow(NotDelivered):
    """Nothing went out; try again, not before `pause` if the other side asked for one."""

    def __init__(self, pause: timedelta | None = None) -> None:
        super().__init__()
        self.pause = pause


class NotSure(NotNow):
    """The line broke while talking: it may have gone out. Trying again is recognisable as a repeat."""


class Never(NotDelivered):
    """Trying again would not help."""


class Gone(Never):
    """Nobody is at this address any more."""
