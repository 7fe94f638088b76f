"""A picture is served through the door alone, and nothing comes with it."""

from typing import Any

import pytest

from backend.accounts.models import Person
from backend.core.scope import acting
from backend.spaces.models import Space
from backend.successes.api.views import PictureView
from backend.successes.models import Picture
from backend.successes.rules.pictures import MOST_BYTES
from backend.vault.services import destroy_key
from tests.client import Phone
from tests.successes.conftest import Celebrates
from tests.successes.pictures import CAMERA, photo
from tests.successes.test_pictures import _bomb


@pytest.fixture
def path(as_ana: Phone, celebrates: Celebrates) -> str:
    """A success of Ana's that both see, with a picture."""
    found = f"/successes/{celebrates(as_ana)['id']}"
    assert as_ana.put(f"{found}/picture", photo()).status_code == 200
    return found


def _kept(ana: Person, space: Space) -> Picture:
    with acting(person_id=ana.pk, space_id=space.pk):
        return Picture.objects.select_related("author__key").get()


def test_both_see_it_and_no_cache_keeps_it(as_ana: Phone, as_ben: Phone, path: str) -> None:
    for phone in (as_ana, as_ben):
        answer = phone.get(f"{path}/picture")
        assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
            *(200, "image/webp"),
            "no-store",
        )
        assert (answer["X-Content-Type-Options"], answer["Cross-Origin-Resource-Policy"]) == (
            "nosniff",
            "same-origin",
        )
        assert CAMERA.encode() not in answer.content
    shown = as_ben.get(path).json()["picture"]
    assert (shown["width"], shown["height"]) == (64, 48)


def test_it_lies_sealed_for_its_place_alone(as_ana: Phone, ana: Person, space: Space, path: str) -> None:
    picture = _kept(ana, space)
    assert b"WEBP" not in bytes(picture.image)
    assert picture.open_bytes("image") == as_ana.get(f"{path}/picture").content
    destroy_key(key_id=ana.key_id)
    assert _kept(ana, space).open_bytes("image") == b"", "forgotten with its author"


def test_another_takes_its_place(as_ana: Phone, path: str) -> None:
    before = as_ana.get(path).json()["picture"]["id"]
    shown = as_ana.put(f"{path}/picture", photo(32, 32, kind="PNG")).json()["picture"]
    assert (shown["width"], shown["id"] == before) == (32, False)


def test_taking_it_away_keeps_the_words(as_ana: Phone, as_ben: Phone, path: str) -> None:
    for _ in range(2):
        assert as_ana.delete(f"{path}/picture").json()["picture"] is None
    assert (as_ben.get(f"{path}/picture").status_code, as_ben.get(path).status_code) == (404, 200)


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"\xff\xd8\xff nothing", 422, "not_a_picture"),
        (b"\xff\xd8\xff" + bytes(MOST_BYTES), 413, "picture_too_large"),
        (_bomb(30_000, 30_000), 413, "picture_too_large"),
        (b"GIF89a", 415, "unsupported_media"),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(
    as_ana: Phone, path: str, sent: bytes, status: int, code: str
) -> None:
    before = as_ana.get(f"{path}/picture").content
    answer = as_ana.put(f"{path}/picture", sent)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert as_ana.get(f"{path}/picture").content == before


def test_there_is_room_for_a_bounded_number(
    as_ana: Phone, path: str, celebrates: Celebrates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.successes.services.picturing.MOST_PICTURES", 1)
    other = f"/successes/{celebrates(as_ana)['id']}/picture"
    assert as_ana.put(other, photo()).json()["code"] == "too_many_pictures"
    assert as_ana.put(f"{path}/picture", photo()).status_code == 200, "it takes the place of the one before"


def test_only_a_bounded_number_a_day(as_ana: Phone, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PictureView, "limits", (PictureView.limits[0]._replace(most=2),))
    statuses = [as_ana.put(f"{path}/picture", photo()).status_code for _ in range(3)]
    assert statuses == [200, 429, 429], "one was sent before"


def test_it_is_not_read_to_say_that_it_is_there(
    as_ana: Phone, path: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(11) as asked:
        as_ana.get(path)
    assert not any('"successes_picture"."image"' in query["sql"] for query in asked.captured_queries)


def test_nothing_at_all_is_no_picture(as_ana: Phone, path: str) -> None:
    answer = as_ana.http.put(f"/api/v1{path}/picture", b"", content_type="image/jpeg")
    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_picture")
