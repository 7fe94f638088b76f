"""Proposing something new, or other words for what is there: a change, a counter, a second thought."""

from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import Http404

from backend.boundaries.models import Agreement, AgreementQuerySet, Outcome, Version
from backend.boundaries.rules import DEFAULT_REVIEW, Kind, Words, is_sayable, written
from backend.boundaries.services.drafting import drop_draft
from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.spaces.models import SEATS, Membership
from backend.spaces.services import hold_open

MOST_AGREEMENTS = 100
"""That have not ended, in one space."""
MOST_VERSIONS = 100
LATEST_REVIEW = timedelta(days=366)


class NobodyToAsk(DomainError):
    code = "nobody_to_ask"
    detail = "There is nobody here to agree with yet. Keep it as a draft until there is."


class TakingSpace(DomainError):
    code = "taking_space"
    detail = "This is a time for space, so nothing is proposed now. Your words are kept; propose them later."


class CharterExists(DomainError):
    code = "charter_exists"
    detail = "You have one already. You can propose other words for it."


class TooManyAgreements(DomainError):
    code = "too_many_agreements"
    detail = "That is a lot to keep in mind. End one before you propose another."


class TooManyVersions(DomainError):
    code = "too_many_versions"
    detail = "This was changed very often. End it, and begin a new one."


class OthersWords(DomainError):
    """What is open now is not what this was written in answer to."""

    code = "others_words"
    detail = "Something has changed here meanwhile. Your words are kept; look at what is there now."


class Ended(DomainError):
    code = "ended"
    detail = "This has ended. Your words are kept; you can propose them as something new."


def propose(
    *,
    membership: Membership,
    kind: Kind,
    words: Words,
    review_on: date | None = None,
    draft: UUID | None = None,
) -> Agreement:
    """Something new, to be agreed to by the other. The draft it comes from is not needed any more."""
    with transaction.atomic():
        hold_open(space_ids=[membership.space_id])
        _may_propose_now(membership)
        living = Agreement.objects.visible_to(membership).filter(ending=None)
        if living.count() >= MOST_AGREEMENTS:
            raise TooManyAgreements
        if kind is Kind.CHARTER and (found := _charter(living)):
            raise CharterExists(agreement=str(found.pk))
        agreement = Agreement.objects.create(space_id=membership.space_id, kind=kind)
        _write(membership, agreement, words, review_on, number=1)
        if draft:
            drop_draft(membership=membership, about=draft)
    return agreement


def propose_another(
    *,
    membership: Membership,
    agreement_id: UUID,
    words: Words,
    review_on: date | None = None,
    instead_of: UUID | None = None,
) -> Version:
    """Other words for the same thing. What holds goes on holding; what is open, `instead_of`, gives way."""
    with transaction.atomic():
        agreement = locked(membership, agreement_id)
        _may_propose_now(membership)
        history = agreement.history
        if history.ended:
            raise Ended
        if not history.may_propose(instead_of):
            raise OthersWords
        if len(history.versions) >= MOST_VERSIONS:
            raise TooManyVersions
        if history.open:
            Outcome.objects.create(
                space_id=membership.space_id,
                version_id=history.open.id,
                seat=membership.seat,
                fate=history.open.fate_if_replaced_by(membership.seat),
                settled_at=now(),
            )
        last = agreement.versions.all()[len(history.versions) - 1]
        drop_draft(membership=membership, about=agreement.pk)
        return _write(membership, agreement, words, review_on, number=last.number + 1)


def locked(membership: Membership, agreement_id: UUID) -> Agreement:
    """With its history, and so that what follows is decided one person at a time."""
    visible = Agreement.objects.visible_to(membership).filter(pk=agreement_id)
    if not visible.select_for_update(of=("self",)).exists():
        raise Http404
    return visible.with_history().get()


def _may_propose_now(membership: Membership) -> None:
    space = membership.space
    if Membership.objects.active().filter(space=space.pk).count() < SEATS:
        raise NobodyToAsk
    if space.quiet_until and space.quiet_until > now():
        raise TakingSpace


def _charter(living: AgreementQuerySet) -> Agreement | None:
    """The one that is agreed or proposed; one that was declined or taken back is none."""
    charters = living.filter(kind=Kind.CHARTER).with_history()
    return next((one for one in charters if one.history.in_force or one.history.open), None)


def _write(
    membership: Membership, agreement: Agreement, words: Words, review_on: date | None, *, number: int
) -> Version:
    if not is_sayable(words):
        raise InvalidWords("words", "Give it a name, and say what is welcome, what is not, or what you do.")
    version = Version(
        space=membership.space,
        agreement=agreement,
        number=number,
        seat=membership.seat,
        review_on=review_day(membership, review_on),
        proposed_at=now(),
    )
    version.seal(words=written(words))
    version.save()
    return version


def review_day(membership: Membership, wished: date | None) -> date:
    """A day ahead on which both look at it again."""
    today = now().astimezone(ZoneInfo(membership.space.time_zone)).date()
    day = wished or today + DEFAULT_REVIEW
    if not today < day <= today + LATEST_REVIEW:
        raise InvalidWords("review_on", "Choose a day after today, within a year.")
    return day
