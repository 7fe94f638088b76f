"""Limits of one's own: said, said anew, told, taken back, let go. Nobody is asked, nothing is announced."""

from uuid import UUID

from django.db import transaction
from django.http import Http404

from backend.accounts.models import Person
from backend.boundaries.models import Limit, Wording
from backend.boundaries.rules import Words, is_sayable, written
from backend.boundaries.services.proposing import MOST_VERSIONS, TooManyVersions
from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.spaces.models import Membership

MOST_LIMITS = 100


class TooManyLimits(DomainError):
    code = "too_many_limits"
    detail = "You have many of these. Let one go before you add another."


def set_limit(*, membership: Membership, words: Words, shared: bool) -> Limit:
    """One's own, for oneself or told."""
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True).get(pk=membership.person_id)
        if Limit.objects.visible_to(membership).filter(author=person).count() >= MOST_LIMITS:
            raise TooManyLimits
        limit = Limit.objects.create(space_id=membership.space_id, author=person)
        _write(limit, words, number=1, told=shared)
    return limit


def word_limit(*, membership: Membership, limit_id: UUID, words: Words) -> Wording:
    """Say it in other words. If it is told, so are these; how it was said before stays to be read."""
    with transaction.atomic():
        limit = _locked(membership, limit_id)
        last = _last(limit)
        if limit.wordings.count() >= MOST_VERSIONS:
            raise TooManyVersions
        return _write(limit, words, number=last.number + 1, told=last.told_at is not None)


def tell_limit(*, membership: Membership, limit_id: UUID, shared: bool) -> None:
    """Let the other read how it is said now, and from here on; or take all of it back, at once."""
    with transaction.atomic():
        limit = _locked(membership, limit_id)
        last = _last(limit)
        if not shared:
            limit.wordings.update(told_at=None)
        elif last.told_at is None:
            limit.wordings.filter(pk=last.pk).update(told_at=now())


def drop_limit(*, membership: Membership, limit_id: UUID) -> None:
    """It is gone, with every way it was said."""
    with transaction.atomic():
        _locked(membership, limit_id).delete()


def _locked(membership: Membership, limit_id: UUID) -> Limit:
    mine = Limit.objects.visible_to(membership).filter(author=membership.person_id, pk=limit_id)
    found = mine.select_for_update(of=("self",)).select_related("author__key").first()
    if found is None:
        raise Http404
    return found


def _last(limit: Limit) -> Wording:
    return limit.wordings.latest("number")


def _write(limit: Limit, words: Words, *, number: int, told: bool) -> Wording:
    if not is_sayable(words):
        raise InvalidWords("words", "Give it a name, and say what is welcome, what is not, or what you do.")
    at = now()
    wording = Wording(
        space_id=limit.space_id,
        limit=limit,
        author=limit.author,
        number=number,
        written_at=at,
        told_at=at if told else None,
    )
    wording.seal(words=written(words))
    wording.save()
    return wording
