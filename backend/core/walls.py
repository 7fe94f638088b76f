"""The second wall: what the database itself lets through, declared on each model as `wall`.

Policies read the settings of `backend.core.scope`. They are applied after every migration, and forced on the
owner of the tables too. The app's own role owns nothing: it reads and writes rows, and that is all.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

ME = "(select nullif(current_setting('app.person', true), '')::uuid)"
OURS = "(select nullif(current_setting('app.space', true), '')::uuid)"
HOUSE = "(select current_setting('app.role', true) = 'house')"
DOOR = "(select current_setting('app.role', true) = 'door')"
NEVER = ""


@dataclass(frozen=True)
class Wall:
    """Which rows one may see, add, change and remove: SQL conditions on a row, or NEVER."""

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


def exists(table: str, *conditions: str) -> str:
    """A row of another table, behind that table's own wall. `table` may name an alias."""
    return f"exists (select 1 from {table} where {' and '.join(conditions)})"  # noqa: S608 - only our own names


def wall(condition: str) -> Wall:
    """The same condition for seeing and for everything else."""
    return Wall(condition, condition, condition, condition)


def of_person(column: str = "person_id", *also: str) -> Wall:
    """Rows of one person; workers reach them, and whoever `also` says."""
    return wall(either(f"{column} = {ME}", HOUSE, *also))


def of_space(*also: str) -> Wall:
    """Rows of one space; workers reach them, and whoever `also` says."""
    return wall(either(f"space_id = {OURS}", HOUSE, *also))


def declared() -> dict[str, Wall | Open | None]:
    """Every table and its wall; an AppConfig's `walls` speak for tables of other people's apps."""
    ours = {model._meta.db_table: getattr(model, "wall", None) for model in apps.get_models()}
    others = [getattr(config, "walls", {}) for config in apps.get_app_configs()]
    return ours | {table: found for walls in others for table, found in walls.items()}


def raise_walls(using: str) -> None:
    """Bring every table's policies to what is declared; those that are so already are left alone."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        marks = standing(cursor)
        for table, found in declared().items():
            if isinstance(found, Wall) and marks.get(table) != mark(found):
                for statement in _statements(table, found):
                    cursor.execute(statement)
        if connections[using].settings_dict["USER"] != settings.APP_ROLE:
            for statement in _GRANTS:
                cursor.execute(statement.format(settings.APP_ROLE))


def loosen(using: str) -> None:
    """While tables change, their owner reaches all rows; the app's role meets the walls as ever."""
    with connections[using].cursor() as cursor:
        for table in standing(cursor):
            cursor.execute(f'alter table "{table}" no force row level security')


def standing(cursor: CursorWrapper) -> dict[str, str]:
    """The marks of the walls that stand, by table."""
    cursor.execute(_STANDING)
    return dict(cursor.fetchall())


def _statements(table: str, found: Wall) -> Iterator[str]:
    for name, condition in asdict(found).items():
        yield f'drop policy if exists {name} on "{table}"'
        if condition != NEVER:
            yield f'create policy {name} on "{table}" {_CLAUSE[name].format(condition)}'
    yield f'alter table "{table}" enable row level security, force row level security'
    yield f"comment on table \"{table}\" is '{mark(found)}'"


def mark(found: Wall) -> str:
    return "wall " + hashlib.sha256("\n".join(astuple(found)).encode()).hexdigest()[:16]


_CLAUSE = {
    "see": "for select using ({0})",
    "add": "for insert with check ({0})",
    "change": "for update using ({0}) with check ({0})",
    "remove": "for delete using ({0})",
}
_GRANTS = (
    'grant select, insert, update, delete on all tables in schema public to "{0}"',
    'grant usage, select on all sequences in schema public to "{0}"',
)
_STANDING = """
select relname, coalesce(obj_description(oid, 'pg_class'), '') from pg_class
where relrowsecurity and relforcerowsecurity and relnamespace = 'public'::regnamespace
"""
