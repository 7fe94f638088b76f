"""Being forgotten: at once, everywhere; and what the other keeps."""

from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from backend.accounts import privacy as accounts
from backend.accounts.models import Person
from backend.boundaries import privacy as boundaries
from backend.checkins import privacy as checkins
from backend.core import scope
from backend.notifications import privacy as notifications
from backend.privacy import services
from backend.schedules import privacy as schedules
from backend.spaces import privacy as spaces
from backend.spaces.models import Membership, Space
from backend.successes import privacy as successes
from backend.timeline import privacy as timeline
from backend.vault.models import Key
from tests.accounts.conversation import confirm, sign_in
from tests.boundaries.life import Said, agree_on_things
from tests.client import Phone
from tests.factories.people import make_person
from tests.privacy.conftest import (
    HERS,
    HIS,
    asks_their_own,
    bring,
    exported,
    ok,
    read,
    secures,
    wishes,
    zipped,
)
from tests.together import at_once

APPS = (accounts, spaces, timeline, schedules, notifications, checkins, boundaries, successes, services)
NOBODYS = {
    "schedules.ZoneData": "which rules of the world's clocks the plans were made with",
    "core.Tries": "numbers under keyed hashes, gone within days",
    "auth.Permission": "of the framework, unused",
    "auth.Group": "of the framework, unused",
    "contenttypes.ContentType": "names of tables",
}


def _named(model: type[Model]) -> str:
    return f"{model._meta.app_label}.{model.__name__}"


@pytest.mark.parametrize("model", apps.get_models(), ids=_named)
def test_every_table_is_somebodys_task(model: type[Model]) -> None:
    """A new model is exported and erased by its app's privacy.py, or written down here with its reason."""
    covered = [app.__name__ for app in APPS if model in app.COVERS]
    assert len(covered) == (_named(model) not in NOBODYS), covered


def test_exemptions_are_still_needed() -> None:
    assert set(NOBODYS) <= {_named(model) for model in apps.get_models()}


def everything(*people: Person) -> dict[str, str]:
    """Every row of every table, as text, as the house, these people and whoever has a seat see it."""
    with scope.house():
        seats = Membership.objects.values_list("person_id", "space_id")
        inside = [scope.acting(person_id=person, space_id=space) for person, space in seats]
    eyes = [scope.house(), *(scope.acting(person_id=one.pk) for one in people), *inside]
    found: dict[str, str] = {}
    for looking in eyes:
        with looking, connection.cursor() as cursor:
            cursor.execute("select tablename from pg_tables where schemaname = 'public'")
            for (table,) in cursor.fetchall():
                cursor.execute(f"select coalesce(string_agg(t::text, chr(10)), '') from \"{table}\" t")  # noqa: S608
                found[table] = found.get(table, "") + str((cursor.fetchone() or [""])[0])
    return found


def places(person: Person, *marks: str) -> set[str]:
    """The tables in which one of these still stands."""
    return {table for table, rows in everything(person).items() for mark in marks if mark in rows}


def marks_of(person: Person) -> tuple[str, ...]:
    """What names somebody: id, address, key; ids also as they look without dashes, or as bytes."""
    ids = (person.pk, UUID(str(person.key_id)))
    return (person.email, *map(str, ids), *(one.hex for one in ids))


def erase(phone: Phone) -> None:
    confirm(phone)
    answer = phone.post("/erasure", key="")
    assert answer.status_code == 204, answer.content


@pytest.fixture
def full(as_ana: Phone, as_ben: Phone, ana: Person, lived: str) -> tuple[str, ...]:
    """Ana has something in every table there is; a dump names her."""
    read_back = read(exported(as_ana))
    for one in read_back["check_ins"]:
        one["id"] = str(UUID(int=UUID(one["id"]).int ^ 1))
    assert ok(bring(as_ana, zipped(read_back)))["added"] == 4
    secures(ana)
    wishes(as_ana)
    agree_on_things(as_ana, as_ben, Said())
    asks_their_own(as_ana, as_ben)
    marks = marks_of(ana)
    tables = {model._meta.db_table for app in APPS for model in app.COVERS}
    empty = {table for table, rows in everything(ana).items() if table in tables and not rows}
    assert empty <= {"spaces_invitation", "account_emailconfirmation"}, "else the test would prove nothing"
    assert len(places(ana, *marks)) >= 10
    return marks


def test_no_row_names_them_any_more(as_ana: Phone, ana: Person, full: tuple[str, ...]) -> None:
    assert as_ana.post("/erasure", key="").status_code == 204
    assert places(ana, *full) == set()


def test_one_alone_takes_the_whole_space_along(as_cleo: Phone, cleo: Person) -> None:
    as_cleo.post("/space/invitation")
    started = ok(as_cleo.post("/checkins", {"template": "daily"}))
    scale = started["questions"][0]["id"]
    sending = {"answers": [{"question": scale, "value": 3, "shared": True}]}
    ok(as_cleo.post(f"/checkins/{started['id']}/sending", sending))
    marks = (*marks_of(cleo), str(Space.objects.get().pk), started["id"])
    erase(as_cleo)
    assert places(cleo, *marks) == set()
    assert Key.objects.count() == 0


def test_they_are_signed_out_everywhere_and_the_address_is_free(
    as_ana: Phone, ana: Person, lived: str
) -> None:
    other_phone = Phone(ana)
    erase(as_ana)
    for phone in (as_ana, other_phone):
        assert phone.get("/me").status_code == 401
    assert as_ana.post("/erasure", key="").status_code == 401
    new = make_person("Ana", ana.email)
    assert sign_in(Phone(), new.email).status_code == 200


def test_the_other_keeps_their_own_and_sees_nothing_of_the_erased(
    as_ana: Phone, as_ben: Phone, lived: str
) -> None:
    erase(as_ana)
    shown = ok(as_ben.get("/space"))
    assert (shown["closed"], [one["name"] for one in shown["members"]]) == (True, ["", "Ben"])
    kept = as_ben.get(lived)
    assert HIS in kept.content.decode()
    assert HERS not in kept.content.decode()
    assert [len(side["answers"]) > 0 for side in kept.json()["reveal"]["sheets"]] == [False, True]
    assert as_ben.get("/today").status_code == 200
    assert len(ok(as_ben.get("/timeline"))["items"]) == 4, "two reveals, and what he wrote himself"
    assert HERS not in str(read(exported(as_ben)))


def test_erasing_needs_a_fresh_proof(as_ana: Phone, ana: Person) -> None:
    answer = as_ana.post("/erasure", key="")
    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")
    assert Person.objects.filter(pk=ana.pk).exists()


def test_what_both_own_stays_for_the_other_and_goes_with_the_last(
    as_ana: Phone, as_ben: Phone, ben: Person, lived: str
) -> None:
    slug = asks_their_own(as_ana, as_ben)
    erase(as_ana)
    [own] = ok(as_ben.get("/space/templates"))
    assert (own["slug"], own["title"]) == (slug, "Our mornings")
    erase(as_ben)
    assert places(ben, slug) == set()


def test_the_other_may_be_erased_later_and_then_nothing_is_left(
    as_ana: Phone, as_ben: Phone, ben: Person, space: Space, lived: str
) -> None:
    erase(as_ana)
    erase(as_ben)
    assert places(ben, str(space.pk)) == set()
    assert (Key.objects.count(), Space.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_both_at_the_same_moment_leave_nothing(turn: int, as_ana: Phone, as_ben: Phone, lived: str) -> None:
    """Also where nothing but a space they have both left makes one wait for the other."""
    for phone in (as_ana, as_ben):
        confirm(phone)
        if turn % 2:
            assert phone.delete("/space", {"quietly": True}).status_code == 204
    done = at_once(lambda: as_ana.post("/erasure", key=""), lambda: as_ben.post("/erasure", key=""))
    assert [answer.status_code for answer in done] == [204, 204]
    assert (Key.objects.count(), Space.objects.count(), Person.objects.count()) == (0, 0, 0)


def test_it_costs_a_bounded_number_of_queries(
    as_ana: Phone, lived: str, django_assert_max_num_queries: Any
) -> None:
    confirm(as_ana)
    with django_assert_max_num_queries(175):
        assert as_ana.post("/erasure", key="").status_code == 204
