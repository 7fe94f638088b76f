"""What `make demo` shows: something on every screen, for both."""

import pytest

from backend.accounts.models import Person
from backend.core.scope import house
from deploy.demo import ANA, BEN, fill
from tests.client import Phone


@pytest.mark.django_db
def test_six_months_of_life_are_there_for_both() -> None:
    with house():
        fill()
    for address in (ANA, BEN):
        phone = Phone(Person.objects.get(email=address))
        assert len(phone.get("/timeline").json()["items"]) >= 30
        assert phone.get("/space/templates").json()
        for path in ("/successes", "/boundaries", "/promises", "/appreciations"):
            assert any(phone.get(path).json().values()), path
        for picture in ("closeness", "rhythm", "promises"):
            assert phone.get(f"/insights/{picture}").status_code == 200
