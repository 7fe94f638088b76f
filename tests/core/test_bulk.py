"""Many rows and many ids in one statement."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries

from backend.core.bulk import insert_all
from backend.schedules.models import Rest
from backend.spaces.models import Membership, Space

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 2)


def test_rows_are_written_whole_in_one_statement(
    space: Space, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rests = [Rest(space=space, begins_on=FIRST, ends_on=LAST) for _ in range(3)]
    with django_assert_num_queries(1):
        insert_all(rests)
    for rest in rests:
        found = Rest.objects.get(pk=rest.pk)
        assert (found.space, found.schedule, found.begins_on, found.ends_on) == (space, None, FIRST, LAST)
        assert found.created_at == rest.created_at


def test_nothing_is_no_statement(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        insert_all([])


def test_what_the_table_refuses_is_refused(space: Space) -> None:
    with pytest.raises(IntegrityError):
        insert_all([Rest(space=space, begins_on=LAST, ends_on=FIRST)])


def test_any_of_these_is_like_in(space: Space) -> None:
    people = list(Membership.objects.filter(space__any_of=[space.pk, uuid4()]).order_by("pk"))
    assert people == list(Membership.objects.filter(space__in=[space.pk]).order_by("pk"))
    assert list(Space.objects.filter(pk__any_of=[space.pk])) == [space]
    assert not Space.objects.filter(pk__any_of=[]).exists()
