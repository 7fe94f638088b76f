"""Where somebody is signed in: to see, to end, and what the table says to whoever steals it."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person, Session
from backend.accounts.services import forget_old_sessions
from backend.accounts.sessions import mark_of
from backend.core.clock import now
from tests.accounts.conversation import ACCOUNT, confirm, last_code, say, sign_in
from tests.accounts.soft_key import SoftKey
from tests.client import SCOPE, Phone

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def cookie(phone: Phone) -> str:
    return phone.http.cookies["session"].value


def at_firefox(person: Person) -> Phone:
    phone = Phone()
    phone.http.credentials(HTTP_USER_AGENT=FIREFOX)
    sign_in(phone, person.email)
    return phone


def works(phone: Phone) -> bool:
    answer = phone.get("/me")
    assert answer.status_code == 200 or answer.json()["code"] == "signed_out"
    return answer.status_code == 200


def others(phone: Phone) -> list[str]:
    return [one["id"] for one in phone.get("/sessions").json() if not one["is_this"]]


def test_each_phone_is_listed_with_its_device_and_its_days(ana: Person) -> None:
    at_firefox(ana)
    here = Phone(ana)
    newest, first = here.get("/sessions").json()
    assert (newest["is_this"], first["is_this"]) == (True, False)
    assert (newest["device"], first["device"]) == ("", "Firefox on Windows")
    assert first["last_seen_on"] == now().date().isoformat()
    assert set(first) == {"id", "device", "signed_in_at", "last_seen_on", "is_this"}


def test_nobody_sees_or_ends_the_sessions_of_somebody_else(ana: Person, as_ben: Phone) -> None:
    hers = Phone(ana)
    [session] = Session.objects.filter(person=ana)
    assert len(as_ben.get("/sessions").json()) == 1
    confirm(as_ben)
    assert as_ben.delete(f"/sessions/{session.pk}").status_code == 404
    assert as_ben.delete("/sessions").status_code == 204
    assert works(hers)


def test_ended_session_is_signed_out_at_its_next_request(ana: Person) -> None:
    here, there = Phone(ana), Phone(ana)
    confirm(here)
    [elsewhere] = others(here)
    assert here.delete(f"/sessions/{elsewhere}").status_code == 204
    assert (works(here), works(there)) == (True, False)
    assert here.delete(f"/sessions/{elsewhere}").status_code == 404


def test_own_session_can_be_ended_too(as_ana: Phone) -> None:
    confirm(as_ana)
    [this] = as_ana.get("/sessions").json()
    assert as_ana.delete(f"/sessions/{this['id']}").status_code == 204
    assert not works(as_ana)


def test_all_others_are_ended_at_once(ana: Person) -> None:
    here, there, elsewhere = Phone(ana), Phone(ana), Phone(ana)
    confirm(here)
    assert here.delete("/sessions").status_code == 204
    assert [works(phone) for phone in (here, there, elsewhere)] == [True, False, False]


def test_ending_one_needs_a_fresh_proof(ana: Person) -> None:
    here, there = Phone(ana), Phone(ana)
    for path in (f"/sessions/{others(here)[0]}", "/sessions"):
        answer = here.delete(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")
    assert works(there)


@pytest.mark.parametrize("path", ["/sessions/5f0c6f7e-2f0b-4f0e-8c1b-0d9f7f8b6a11", "/sessions/7"])
def test_session_that_is_none_is_not_found(as_ana: Phone, path: str) -> None:
    confirm(as_ana)
    assert as_ana.delete(path).status_code == 404


def test_unused_session_ends_after_fourteen_days(ana: Person) -> None:
    phone = Phone(ana)
    with time_machine.travel(now() + timedelta(days=15), tick=False):
        assert not works(phone)


def test_used_session_goes_on_for_ninety_days_and_no_longer(ana: Person) -> None:
    phone, begun = Phone(ana), now()
    for day in range(10, 100, 10):
        with time_machine.travel(begun + timedelta(days=day, minutes=-1), tick=False):
            assert works(phone), day
    with time_machine.travel(begun + timedelta(days=91), tick=False):
        assert not works(phone)


def test_conversation_that_led_nowhere_is_forgotten_after_a_day(signed_out: Phone) -> None:
    say(signed_out, "signup", email="dora@example.org")
    with time_machine.travel(now() + timedelta(hours=25), tick=False):
        forget_old_sessions()
        assert not Session.objects.exists()


def test_old_sessions_are_deleted_and_others_stay(ana: Person) -> None:
    with time_machine.travel(now() - timedelta(days=20), tick=False):
        Phone(ana)
    young = Phone(ana)
    forget_old_sessions()
    [kept] = Session.objects.filter(person=ana)
    assert bytes(kept.mark) == mark_of(cookie(young))


def test_being_seen_is_written_once_a_day(
    ana: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    phone = Phone(ana)
    with django_assert_max_num_queries(SCOPE + 2):
        phone.get("/me")
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        with django_assert_max_num_queries(SCOPE + 3):
            phone.get("/me")
        assert Session.objects.get(person=ana).last_seen_on == now().date()


def test_listing_takes_no_more_queries_for_more_phones(
    ana: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    phone = [Phone(ana) for _ in range(9)][-1]
    with django_assert_max_num_queries(SCOPE + 3):
        assert len(phone.get("/sessions").json()) == 9


def stored() -> str:
    """The whole table, as a thief of the database reads it."""
    with connection.cursor() as cursor:
        cursor.execute("select mark, data from accounts_session")
        return "\n".join(str(bytes(cell)) for row in cursor.fetchall() for cell in row)


def test_table_lets_nobody_in(ana: Person) -> None:
    phone = at_firefox(ana)
    key, table = cookie(phone), stored()
    assert not [word for word in (key, str(ana.pk), "Firefox", "_auth_user") if word in table]
    [session] = Session.objects.filter(person=ana)
    thief = Phone()
    for guess in (bytes(session.mark).hex(), str(session.pk)):
        thief.http.cookies["session"] = guess
        assert not works(thief)


def test_codes_that_are_on_their_way_are_not_in_the_table(ana: Person, signed_out: Phone) -> None:
    say(signed_out, "code/request", email=ana.email)
    assert not [word for word in (last_code(), last_code().replace("-", ""), ana.email) if word in stored()]


def test_words_of_one_session_do_not_open_in_another(ana: Person, ben: Person) -> None:
    """Whoever can write to the table still cannot become somebody else."""
    Phone(ana)
    his = Phone(ben)
    [hers] = Session.objects.filter(person=ana)
    Session.objects.filter(person=ben).update(data=hers.data)
    assert not works(his)


def test_session_of_a_key_that_is_gone_is_signed_out(ana: Person, settings: object) -> None:
    phone = Phone(ana)
    Session.objects.update(data=b"\x01\x01" + b"x" * 60)
    assert not works(phone)


def test_recovery_codes_lie_sealed(as_ana: Phone) -> None:
    confirm(as_ana)
    SoftKey().enrol(as_ana)
    kept = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert len(kept.data["seed"]) > 100
    assert not all(letter in "0123456789abcdef" for letter in kept.data["seed"])
    assert len(as_ana.get(ACCOUNT + "authenticators/recovery-codes").json()["data"]["unused_codes"]) == 10
