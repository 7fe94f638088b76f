"""The second wall: what the database itself lets through, declared on each model as `wall`.

Policies read the settings of `backend.core.scope`. They are applied after every migration, and forced on the
owner of the tables too.
"""

from dataclasses import dataclass

ME = "(select nullif(current_setting('app.person', true), '')::uuid)"
OURS = "(select nullif(current_setting('app.space', true), '')::uuid)"
HOUSE = "(select current_setting('app.role', true) = 'house')"
DOOR = "(select current_setting('app.role', true) = 'door')"


@dataclass(frozen=True)
class Wall:
    """Which rows one may see, and which one may write: SQL conditions on a row of this table.

    An empty `change` or `remove` means: never, by nobody.
    """

    see: str
    add: str
    change: str
    remove: str


@dataclass(frozen=True)
class Open:
    """A table without a wall, and why that harms nobody."""

    because: str


def either(*conditions: str) -> str:
    return "(" + " or ".join(conditions) + ")"


def both(*conditions: str) -> str:
    return "(" + " and ".join(conditions) + ")"


def wall(condition: str) -> Wall:
    """The same condition for seeing and for everything else."""
    return Wall(condition, condition, condition, condition)


def of_person(column: str = "person_id", *also: str) -> Wall:
    """Rows of one person; workers reach them, and whoever `also` says."""
    return wall(either(f"{column} = {ME}", HOUSE, *also))


def of_space(*also: str) -> Wall:
    """Rows of one space; workers reach them, and whoever `also` says."""
    return wall(either(f"space_id = {OURS}", HOUSE, *also))
