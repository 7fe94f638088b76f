"""The envelope itself: what opens it, and that nothing else does."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.vault.rules import CannotOpen, new_secret, seal, unseal

SECRET, KEY_ID, PLACE = new_secret(), UUID("6ff4f5b0-9a53-4b0e-8c61-6f0f4d6b2a17"), b"table|column|row"
ENVELOPE = seal(b"I missed you on Sunday.", secret=SECRET, key_id=KEY_ID, bound_to=PLACE)


@given(plain=st.binary(max_size=2000), place=st.binary(max_size=100), key_id=st.uuids())
def test_words_come_back_as_they_were(plain: bytes, place: bytes, key_id: UUID) -> None:
    secret = new_secret()
    envelope = seal(plain, secret=secret, key_id=key_id, bound_to=place)
    assert unseal(envelope, secret=secret, key_id=key_id, bound_to=place) == plain


@given(plain=st.binary(min_size=8, max_size=200))
def test_words_cannot_be_read_in_the_envelope(plain: bytes) -> None:
    assert plain not in seal(plain, secret=SECRET, key_id=KEY_ID, bound_to=PLACE)


def test_same_words_never_look_the_same_twice() -> None:
    assert len({seal(b"sorry", secret=SECRET, key_id=KEY_ID, bound_to=PLACE) for _ in range(200)}) == 200


def test_no_flipped_bit_goes_unnoticed() -> None:
    for bit in range(len(ENVELOPE) * 8):
        altered = bytearray(ENVELOPE)
        altered[bit // 8] ^= 1 << bit % 8
        with pytest.raises(CannotOpen):
            unseal(bytes(altered), secret=SECRET, key_id=KEY_ID, bound_to=PLACE)


def test_no_shorter_or_longer_envelope_opens() -> None:
    cut = [ENVELOPE[:length] for length in range(len(ENVELOPE))]
    for altered in [*cut, ENVELOPE + b"\0", b"\0" + ENVELOPE]:
        with pytest.raises(CannotOpen):
            unseal(altered, secret=SECRET, key_id=KEY_ID, bound_to=PLACE)


@given(place=st.binary(max_size=40))
def test_no_other_place_opens_it(place: bytes) -> None:
    if place != PLACE:
        with pytest.raises(CannotOpen):
            unseal(ENVELOPE, secret=SECRET, key_id=KEY_ID, bound_to=place)


def test_no_other_secret_opens_it() -> None:
    with pytest.raises(CannotOpen):
        unseal(ENVELOPE, secret=new_secret(), key_id=KEY_ID, bound_to=PLACE)


def test_no_other_key_id_opens_it_even_when_the_head_is_forged() -> None:
    other = uuid4()
    forged = ENVELOPE[:2] + other.bytes + ENVELOPE[18:]
    for envelope in (ENVELOPE, forged):
        with pytest.raises(CannotOpen):
            unseal(envelope, secret=SECRET, key_id=other, bound_to=PLACE)
