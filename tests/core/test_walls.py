"""The second wall: what the database lets through when nothing else is in the way."""

import uuid

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import Person
from backend.checkins.models import Answer, CheckIn, Sheet
from backend.core import scope
from backend.core.walls import NEVER, Wall, declared, mark, raise_walls, standing
from backend.schedules.models import Schedule
from backend.spaces.models import Space
from backend.timeline.models import Event
from tests.client import Phone
from tests.roles import owner

WALLED = {table: found for table, found in declared().items() if isinstance(found, Wall)}
BUILT_IN = {"checkins_template", "checkins_question"}
"""The same for everybody, and all that is in them here."""


def _rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'select count(*) from "{table}"')  # noqa: S608  (a name of ours)
        return int(cursor.fetchone()[0])


def test_every_table_is_behind_its_wall_also_for_its_owner(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relrowsecurity and relforcerowsecurity and relkind = 'r'"
        )
        assert {name for (name,) in cursor.fetchall()} == set(WALLED)
        cursor.execute("select tablename, policyname from pg_policies")
        policies = set(cursor.fetchall())
    wanted = {
        (table, name)
        for table, found in WALLED.items()
        for name in ("see", "add", "change", "remove")
        if getattr(found, name) != NEVER
    }
    assert policies == wanted


def test_the_app_owns_nothing_and_may_not_lower_a_wall(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_class where relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)
    for statement in (
        "alter table accounts_person disable row level security",
        "drop policy see on checkins_answer",
        "truncate checkins_answer cascade",
        "create table mine (id int)",
        "set role toward",
    ):
        with pytest.raises(DatabaseError, match=r"must be owner|permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


@pytest.fixture
def story(as_ana: Phone, as_ben: Phone, as_cleo: Phone) -> None:
    """Something in every table of a couple."""
    for phone in (as_ana, as_ben):
        phone.post("/schedules", _rhythm("weekly"))
    check_in = as_ana.post("/checkins", {"template": "daily"}).json()
    for phone in (as_ana, as_ben):
        phone.post(f"/checkins/{check_in['id']}/sending", _body(check_in))
    as_cleo.post("/space/invitation")


def _rhythm(template: str) -> dict[str, object]:
    return {"template": template, "repeat": "daily", "at": "20:00", "time_zone": "Europe/Berlin"}


def _body(check_in: dict[str, object]) -> dict[str, object]:
    scale = next(q for q in check_in["questions"] if q["kind"] == "scale")  # type: ignore[attr-defined]
    return {"answers": [{"question": scale["id"], "value": 5, "shared": True}]}


@pytest.mark.usefixtures("story")
def test_without_a_scope_there_are_no_rows(ana: Person) -> None:
    filled = [table for table in WALLED if _rows(table)]
    assert {"accounts_person", "spaces_space", "checkins_sheet", "timeline_event"} <= set(filled)
    scope.act_as(None)
    assert {table for table in WALLED if _rows(table)} == BUILT_IN


@pytest.mark.usefixtures("story")
def test_the_house_does_not_read_what_people_wrote(ana: Person, ben: Person, space: Space) -> None:
    assert not Answer.objects.exists()
    with scope.acting(person_id=ana.pk, space_id=space.pk):
        assert {answer.author_id for answer in Answer.objects.all()} == {ana.pk, ben.pk}


@pytest.mark.usefixtures("story")
def test_a_person_in_a_space_meets_what_is_theirs(
    ana: Person, ben: Person, cleo: Person, space: Space
) -> None:
    with scope.acting(person_id=ana.pk, space_id=space.pk):
        assert set(Person.objects.values_list("pk", flat=True)) == {ana.pk, ben.pk}
        assert list(Space.objects.all()) == [space]
        assert {sheet.person_id for sheet in Sheet.objects.all()} == {ana.pk}
        assert Event.objects.count() == Schedule.objects.count() == CheckIn.objects.count() == 1
    with scope.acting(person_id=cleo.pk, space_id=cleo.memberships.get().space_id):
        assert list(Person.objects.all()) == [cleo]
        assert not CheckIn.objects.exists()
        assert not Event.objects.exists()


@pytest.mark.usefixtures("story")
def test_the_door_reaches_accounts_and_nothing_of_a_couple(ana: Person) -> None:
    with scope.door():
        assert Person.objects.count() == 3
        reached = {table for table in WALLED if _rows(table)}
    of_accounts = {"accounts_person", "accounts_session", "account_emailaddress", "mfa_authenticator"}
    assert reached <= of_accounts | BUILT_IN


@pytest.mark.usefixtures("story")
def test_nobody_writes_into_another_space(cleo: Person, space: Space) -> None:
    own = cleo.memberships.get().space_id
    row = {"id": uuid.uuid4(), "verb": "revealed", "subject_kind": "x", "subject_id": uuid.uuid4()}
    with (
        scope.acting(person_id=cleo.pk, space_id=own),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        Event.objects.create(space=space, happened_at=space.created_at, **row)
    with scope.acting(person_id=cleo.pk, space_id=own):
        assert Schedule.objects.filter(space=space).update(subject="daily") == 0
        assert Space.objects.filter(pk=space.pk).delete()[0] == 0


@pytest.mark.usefixtures("story")
def test_what_happened_is_never_rewritten(ana: Person, space: Space) -> None:
    assert Event.objects.update(happened_at=space.created_at) == 0


def _settings() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        names = ["app.person", "app.space", "app.role"]
        cursor.execute("select coalesce(current_setting(one, true), '') from unnest(%s::text[]) one", [names])
        return tuple(value for (value,) in cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_a_scope_ends_with_its_transaction() -> None:
    before = _settings()
    with scope.acting(person_id=uuid.uuid4(), space_id=uuid.uuid4()):
        assert "" not in _settings()[:2]
    assert _settings() == before
    with pytest.raises(ZeroDivisionError), scope.acting(person_id=uuid.uuid4()):
        1 / 0  # noqa: B018
    assert _settings() == before


def test_an_inner_scope_gives_back_the_outer_one(db: None) -> None:
    me, here = uuid.uuid4(), uuid.uuid4()
    with scope.acting(person_id=me, space_id=here):
        with scope.house():
            assert _settings() == ("", "", "house")
        assert _settings() == (str(me), str(here), "")
        with pytest.raises(ZeroDivisionError), scope.house():
            1 / 0  # noqa: B018
        assert _settings() == (str(me), str(here), "")
        with pytest.raises(DatabaseError), transaction.atomic(), scope.house():
            connection.cursor().execute("select 1 / 0")
        assert _settings() == (str(me), str(here), "")


@pytest.mark.django_db(transaction=True)
def test_the_owner_is_bound_too(as_ana: Phone) -> None:
    with owner():
        assert _rows("accounts_person") == _rows("spaces_space") == 0


def test_walls_that_stand_are_left_alone(db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        raise_walls("default")
    assert [query["sql"] for query in queries if "policy" in query["sql"]] == []


@pytest.mark.django_db(transaction=True)
def test_a_wall_that_is_another_now_is_raised_again_and_the_app_may_pass_its_door() -> None:
    """As after a migration: by the owner of the tables, who lets the app in again."""
    app = settings.APP_ROLE
    with owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("drop policy see on timeline_event; drop policy see on checkins_answer")
        cursor.execute("comment on table timeline_event is 'wall of before'")
        cursor.execute(f'revoke insert on timeline_event from "{app}"')
        raise_walls("default")
        assert standing(cursor)["timeline_event"] == mark(WALLED["timeline_event"])
        cursor.execute("select tablename from pg_policies where policyname = 'see'")
        raised = {table for (table,) in cursor.fetchall()}
        assert ("timeline_event" in raised, "checkins_answer" in raised) == (True, False)
        cursor.execute("select has_table_privilege(%s, 'timeline_event', 'insert')", [app])
        assert cursor.fetchone() == (True,)
        transaction.set_rollback(True)


def test_marks_stay_as_they_are() -> None:
    """Another way to write them would raise every wall anew, under a lock of every table."""
    assert mark(Wall("a", "b", "c", "d")) == "wall f729ae0cbcc8241e"


def test_the_role_of_the_app_and_its_walls_are_checked_at_the_start(db: None) -> None:
    call_command("check", databases=["default"])


def test_no_context_reaches_the_database_by_its_own_connection(db: None) -> None:
    """The scope of a test's own looks is an option of its connection; the app's address has none."""
    parameters = connection.get_connection_params()
    plain = {name: parameters[name] for name in ("dbname", "user", "host", "port")}
    with psycopg.connect(**plain) as line:
        assert line.execute("select current_setting('app.role', true)").fetchone() in {(None,), ("",)}
