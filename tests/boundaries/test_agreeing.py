"""From a proposal to what both agreed, through the API."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from backend.boundaries import services
from backend.boundaries.models import Version
from backend.core.clock import now
from backend.notifications.models import Message
from backend.spaces.models import Space
from tests.boundaries.conftest import ON_CALL, PHONES, QUIET, path, proposal, proposed, version
from tests.client import SCOPE, Phone
from tests.privacy.conftest import ok

Agreement = dict[str, Any]


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def standings(agreement: Agreement) -> list[str]:
    """The newest first."""
    return [one["standing"] for one in agreement["versions"]]


def test_what_one_proposes_the_other_agrees_to(as_ana: Phone, as_ben: Phone, open_one: Agreement) -> None:
    assert (open_one["state"], open_one["by_me"], open_one["holds"]) == ("proposed", True, None)
    seen = ok(as_ben.get(path(open_one)))
    assert (seen["by_me"], seen["versions"][0]["words"]) == (False, PHONES)
    done = ok(as_ben.put(version(open_one, "consent"), None))
    assert (done["state"], done["open"], done["holds"]) == ("agreed", None, open_one["open"])
    assert ok(as_ana.get(path(open_one)))["state"] == "agreed"


def test_only_who_did_not_write_it_can_agree(as_ana: Phone, open_one: Agreement) -> None:
    for answer in ("consent", "refusal"):
        assert code(as_ana.put(version(open_one, answer), None)) == (403, "own_words")
    assert ok(as_ana.get(path(open_one)))["state"] == "proposed"


def test_only_who_wrote_it_can_take_it_back(as_ana: Phone, as_ben: Phone, open_one: Agreement) -> None:
    assert code(as_ben.delete(version(open_one))) == (403, "others_proposal")
    assert ok(as_ana.delete(version(open_one)))["state"] == "withdrawn"
    assert code(as_ben.put(version(open_one, "consent"), None)) == (409, "not_open_any_more")


def test_declining_needs_no_reason_and_leaves_what_held(
    as_ana: Phone, as_ben: Phone, agreed: Agreement
) -> None:
    change = ok(as_ana.post(path(agreed, "versions"), {"words": ON_CALL}))
    assert (change["state"], change["open"] is not None) == ("agreed", True)
    seen = ok(as_ben.put(version(change, "refusal"), None))
    assert (seen["state"], seen["holds"], standings(seen)) == (
        "agreed",
        agreed["holds"],
        ["declined", "agreed"],
    )


def test_a_counter_answers_with_other_words(as_ana: Phone, as_ben: Phone, open_one: Agreement) -> None:
    countered = {"words": ON_CALL, "instead_of": open_one["open"]}
    seen = ok(as_ben.post(path(open_one, "versions"), countered))
    assert (standings(seen), seen["by_me"]) == (["proposed", "countered"], True)
    assert code(as_ben.put(version(open_one, "consent"), None)) == (409, "not_open_any_more")
    done = ok(as_ana.put(version(seen, "consent"), None))
    assert (done["state"], done["versions"][0]["words"]) == ("agreed", ON_CALL)


def test_a_second_thought_takes_the_place_of_ones_own(as_ana: Phone, open_one: Agreement) -> None:
    again = {"words": ON_CALL, "instead_of": open_one["open"]}
    assert standings(ok(as_ana.post(path(open_one, "versions"), again))) == ["proposed", "withdrawn"]


def test_nothing_is_answered_that_was_not_read(as_ana: Phone, as_ben: Phone, agreed: Agreement) -> None:
    ok(as_ana.post(path(agreed, "versions"), {"words": ON_CALL}))
    assert code(as_ben.post(path(agreed, "versions"), {"words": QUIET})) == (409, "others_words")
    stale = {"words": QUIET, "instead_of": agreed["holds"]}
    assert code(as_ben.post(path(agreed, "versions"), stale)) == (409, "others_words")


def test_a_change_holds_once_it_is_agreed(as_ana: Phone, as_ben: Phone, agreed: Agreement) -> None:
    change = ok(as_ben.post(path(agreed, "versions"), {"words": ON_CALL}))
    assert standings(change) == ["proposed", "agreed"]
    done = ok(as_ana.put(version(change, "consent"), None))
    assert (standings(done), done["holds"]) == (["agreed", "superseded"], change["open"])


@pytest.mark.parametrize("who", ["as_ana", "as_ben"])
def test_either_ends_it_at_once(request: pytest.FixtureRequest, who: str, agreed: Agreement) -> None:
    phone: Phone = request.getfixturevalue(who)
    assert ok(phone.put(path(agreed, "ending"), None))["state"] == "ended"
    assert ok(phone.put(path(agreed, "ending"), None))["state"] == "ended"
    assert code(phone.post(path(agreed, "versions"), {"words": ON_CALL})) == (409, "ended")


def test_what_was_never_agreed_has_no_end(as_ana: Phone, open_one: Agreement) -> None:
    assert code(as_ana.put(path(open_one, "ending"), None)) == (409, "nothing_to_end")


def test_an_answer_that_got_lost_may_be_given_again(
    as_ana: Phone, as_ben: Phone, open_one: Agreement, agreed: Agreement
) -> None:
    again = ok(as_ben.put(version(open_one, "consent"), None))
    assert again == agreed
    for phone, verb, rest in ((as_ben, "PUT", ["refusal"]), (as_ana, "DELETE", [])):
        other = proposed(as_ana, QUIET)
        first = ok(phone.send(verb, version(other, *rest)))
        assert ok(phone.send(verb, version(other, *rest))) == first


@pytest.mark.parametrize("words", [PHONES | {"title": ""}, QUIET | {"what_i_do": " "}])
def test_empty_words_are_nobodys_agreement(as_ana: Phone, words: dict[str, str], agreed: Agreement) -> None:
    assert code(as_ana.post("/agreements", proposal(words))) == (400, "invalid")
    assert code(as_ana.post(path(agreed, "versions"), {"words": words})) == (400, "invalid")


@pytest.mark.parametrize("part", ["title", "welcome", "why"])
def test_longer_words_than_anybody_keeps_in_mind_are_refused(as_ana: Phone, part: str) -> None:
    longest = 80 if part == "title" else 1000
    assert as_ana.post("/agreements", proposal(PHONES | {part: "x" * longest})).status_code == 201
    [error] = as_ana.post("/agreements", proposal(PHONES | {part: "x" * (longest + 1)})).json()["errors"]
    assert error["field"] == f"words.{part}"


def test_alone_there_is_nobody_to_agree_with(as_cleo: Phone) -> None:
    assert code(as_cleo.post("/agreements", proposal())) == (409, "nobody_to_ask")


def test_in_a_time_for_space_nothing_is_proposed_and_everything_may_be_ended(
    as_ana: Phone, as_ben: Phone, agreed: Agreement, space: Space
) -> None:
    open_one = proposed(as_ben, QUIET)
    Space.objects.filter(pk=space.pk).update(quiet_until=now() + timedelta(hours=1))
    assert code(as_ana.post("/agreements", proposal())) == (409, "taking_space")
    assert code(as_ana.post(path(agreed, "versions"), {"words": ON_CALL})) == (409, "taking_space")
    ok(as_ana.put(version(open_one, "refusal"), None))
    ok(as_ana.put(path(agreed, "ending"), None))
    Space.objects.filter(pk=space.pk).update(quiet_until=now() - timedelta(hours=1))
    proposed(as_ana)


def test_there_is_one_charter(as_ana: Phone, as_ben: Phone) -> None:
    charter = proposed(as_ana, kind="charter")
    second = as_ben.post("/agreements", proposal(kind="charter"))
    assert (code(second), second.json()["agreement"]) == ((409, "charter_exists"), charter["id"])
    ok(as_ben.put(version(charter, "refusal"), None))
    charter = proposed(as_ben, kind="charter")
    ok(as_ana.put(version(charter, "consent"), None))
    assert code(as_ana.post("/agreements", proposal(kind="charter"))) == (409, "charter_exists")
    ok(as_ana.put(path(charter, "ending"), None))
    proposed(as_ana, kind="charter")


def test_there_is_an_end_to_how_much_two_people_agree(
    as_ana: Phone, as_ben: Phone, monkeypatch: pytest.MonkeyPatch, open_one: Agreement
) -> None:
    monkeypatch.setattr("backend.boundaries.services.proposing.MOST_AGREEMENTS", 1)
    assert code(as_ana.post("/agreements", proposal())) == (409, "too_many_agreements")
    monkeypatch.setattr("backend.boundaries.services.proposing.MOST_VERSIONS", 1)
    other = {"words": ON_CALL, "instead_of": open_one["open"]}
    assert code(as_ben.post(path(open_one, "versions"), other)) == (409, "too_many_versions")
    assert (services.MOST_AGREEMENTS, services.MOST_VERSIONS) == (100, 100)


def test_words_are_under_the_key_of_the_space(open_one: Agreement, space: Space) -> None:
    version = Version.objects.select_related("space__key").get()
    assert (version.key_of_words, version.said) == (space.key, PHONES)


def test_who_reads_it_is_told_days_and_no_hours(as_ana: Phone, agreed: Agreement) -> None:
    [one] = agreed["versions"]
    assert {len(one[day]) for day in ("proposed_on", "review_on", "settled_on")} == {len("2026-01-01")}
    assert "T" not in "".join(one[day] for day in ("proposed_on", "review_on", "settled_on"))


def test_nobody_is_told_of_a_proposal(open_one: Agreement) -> None:
    assert not Message.objects.exists()


def test_ten_cost_as_many_queries_as_one(
    as_ana: Phone, as_ben: Phone, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    agreements = [proposed(as_ana, QUIET) for _ in range(5)]
    for one in agreements:
        ok(as_ben.put(version(one, "consent"), None))
        ok(as_ana.post(path(one, "versions"), {"words": PHONES}))
        ok(as_ana.post("/limits", {"words": QUIET, "shared": True}))
    for address in ("/boundaries", path(agreements[0])):
        with django_assert_max_num_queries(SCOPE + 9):
            ok(as_ben.get(address))
