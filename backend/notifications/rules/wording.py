"""What a message says: never a word of what is inside."""

from dataclasses import dataclass

from backend.notifications.rules.taps import Action

TITLES = {Action.LATER: "Later", Action.SKIP: "Not this time", Action.OFF: "Turn off"}
"""In the order in which a browser with little room shows them."""


@dataclass(frozen=True)
class Words:
    title: str
    body: str


def words(*, discreet: bool, is_test: bool = False) -> Words:
    """What may be read on a locked screen: nothing of what is inside, nothing about anybody."""
    if is_test:
        return Words("A reminder" if discreet else "Toward", "This is the test you asked for. It arrived.")
    if discreet:
        return Words("A reminder", "You asked to be reminded.")
    return Words("Toward", "There is something here for when you have a quiet moment.")
