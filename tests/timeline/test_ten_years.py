"""Ten thousand events: any page, of any kind, costs what the first one costs."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import Person
from backend.spaces.models import Membership, Space
from backend.timeline.models import Event, Group
from tests.client import SCOPE, Phone
from tests.roles import owners_url
from tests.timeline.conftest import START, happened
from tests.timeline.ten_years import EVENTS, lives_ten_years

MOST_QUERIES = 8
"""Besides those that tell the database who asks."""
PAGE = 30
MOST_ROWS = EVENTS // 20
"""Through all nodes of the plan: the page, and what is passed over to find so many of one kind."""


def _sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture(scope="module")
def may_count(django_db_setup: None) -> Iterator[None]:
    """The app's role may do what Postgres does by itself after a while: find out how much there is."""
    tables = "timeline_event, checkins_checkin, checkins_sheet"
    with psycopg.connect(owners_url()) as line:
        line.execute(f"grant maintain on {tables} to {settings.APP_ROLE}".encode())
    yield
    with psycopg.connect(owners_url()) as line:
        line.execute(f"revoke maintain on {tables} from {settings.APP_ROLE}".encode())


@pytest.fixture
def ten_years(may_count: None, space: Space, cleo: Person) -> Space:
    """And the years of somebody else beside it; as Postgres knows them after a while."""
    for one in (space, Membership.objects.get(person=cleo).space):
        lives_ten_years(_sql, str(one.pk))
    _sql("analyze timeline_event, checkins_checkin, checkins_sheet")
    return space


def _cursor_at(space: Space, place: int, group: Group | None) -> str:
    """The mark of the page that begins there."""
    events = Event.objects.filter(space=space).order_by("-happened_at", "-pk")
    return str((events.filter(group=group) if group else events)[place - 1].pk)


def _count(space: Space, group: Group | None) -> int:
    return Event.objects.filter(space=space, **({"group": group} if group else {})).count()


@pytest.mark.usefixtures("ten_years")
@pytest.mark.parametrize("group", [None, *Group])
def test_every_page_is_read_by_the_index_and_costs_the_same(
    as_ana: Phone, space: Space, group: Group | None
) -> None:
    asked = {"kind": group.value} if group else {}
    last = _count(space, group) - PAGE
    pages: list[tuple[list[str], int]] = []
    for place in (PAGE, last // 2, last):
        cursor = _cursor_at(space, place, group)
        with CaptureQueriesContext(connection) as queries:
            page = as_ana.get("/timeline", cursor=cursor, **asked).json()
        assert len(page["items"]) == PAGE
        assert len(queries) <= SCOPE + MOST_QUERIES
        pages.append(_read(next(one["sql"] for one in queries.captured_queries if "LIMIT 31" in one["sql"])))
    assert not any("Seq Scan" in node for plan, _ in pages for node in plan), pages
    assert max(rows for _, rows in pages) <= MOST_ROWS, pages
    assert as_ana.get("/timeline", **asked).status_code == 200


def _read(statement: str) -> tuple[list[str], int]:
    """How the page was found: the nodes of the plan, and the rows they went through."""
    with connection.cursor() as cursor:
        cursor.execute(f"explain (analyze, format json) {statement}")
        [(found,)] = cursor.fetchall()
    nodes = list(_nodes(found[0]["Plan"]))
    rows = sum(int(node["Actual Rows"]) + int(node.get("Rows Removed by Filter", 0)) for node in nodes)
    return [f"{node['Node Type']} {node.get('Index Name', '')}" for node in nodes], rows


def _nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(inner for child in node.get("Plans", []) for inner in _nodes(child))]


def test_months_of_ten_years_are_counted_in_one_query(as_ana: Phone, ana: Person, ten_years: Space) -> None:
    with CaptureQueriesContext(connection) as queries:
        months = as_ana.get("/timeline/months").json()["months"]
    assert len(queries) <= SCOPE + MOST_QUERIES
    assert sum(month["count"] for month in months) == EVENTS
    assert 119 <= len(months) <= 122


def test_a_page_with_something_of_everything_stays_within_eight(as_ana: Phone, space: Space) -> None:
    """Whoever tells them asks once for each kind."""
    for kind in settings.TELLERS:
        happened(space, *(START - timedelta(days=n) for n in range(30)), kind=kind)
    [first, *_] = happened(space, START + timedelta(days=1), kind="other")
    with CaptureQueriesContext(connection) as queries:
        assert as_ana.get("/timeline", cursor=str(first.pk), size="120").status_code == 200
    assert len(queries) <= SCOPE + MOST_QUERIES, [one["sql"] for one in queries.captured_queries]
