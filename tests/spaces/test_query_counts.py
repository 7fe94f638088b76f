"""What a request costs the database is bounded, whatever there is."""

import pytest
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person
from backend.spaces.models import Space
from tests.client import SCOPE, Phone


@pytest.mark.parametrize(("path", "most"), [("/me", 3), ("/space", 4), ("/space/invitation", 4)])
def test_reading_takes_few_queries(
    as_cleo: Phone, path: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    as_cleo.post("/space/invitation")
    with django_assert_max_num_queries(SCOPE + most):
        assert as_cleo.get(path).status_code == 200


def test_two_cost_no_more_than_one(
    as_ana: Phone, space: Space, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(SCOPE + 4):
        assert len(as_ana.get("/space").json()["members"]) == 2


def test_looking_at_an_invitation_takes_three_queries_and_a_count(
    as_cleo: Phone, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    code = as_cleo.post("/space/invitation").json()["code"]
    with django_assert_max_num_queries(SCOPE + 4):
        assert Phone().post("/invitation-previews", {"code": code}, key="").status_code == 200


def test_accepting_takes_a_bounded_number(
    as_cleo: Phone, ben: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    code = as_cleo.post("/space/invitation").json()["code"]
    phone = Phone(ben)
    with django_assert_max_num_queries(SCOPE + 28):
        assert phone.post("/memberships", {"code": code}).status_code == 201
