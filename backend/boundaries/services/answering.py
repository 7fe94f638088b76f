"""What becomes of a proposal: agreed, declined, or taken back by its author. Each can be asked for twice."""

from uuid import UUID

from django.db import transaction
from django.http import Http404

from backend.boundaries.models import Agreement, Consent, Outcome, Version
from backend.boundaries.rules import Fate
from backend.boundaries.services.proposing import locked
from backend.boundaries.services.reviewing import ask_on_the_day, stop_asking
from backend.boundaries.services.telling import record_agreed
from backend.core.clock import now
from backend.core.errors import DomainError
from backend.spaces.models import Membership


class NotOpenAnymore(DomainError):
    code = "not_open_any_more"
    detail = "This proposal is not open any more. Look at what is there now."


class OwnWords(DomainError):
    code, status = "own_words", 403
    detail = "You wrote this yourself. Only the other can agree to it or decline; you can take it back."


class OthersProposal(DomainError):
    code, status = "others_proposal", 403
    detail = "You did not write this. You can decline it instead."


def agree(*, membership: Membership, agreement_id: UUID, version_id: UUID) -> None:
    """From now on it holds, in place of what held before; and both are asked to look again on its day."""
    with transaction.atomic():
        agreement, version = _locked(membership, agreement_id, version_id)
        if _by(membership, getattr(version, "consent", None)):
            return
        history = agreement.history
        _refuse_own(membership, version)
        if not history.may_answer(version.pk, membership.seat):
            raise NotOpenAnymore
        at = now()
        Consent.objects.create(
            space_id=membership.space_id, version=version, seat=membership.seat, agreed_at=at
        )
        before = _of(agreement, history.in_force.id) if history.in_force else None
        if before:
            stop_asking(membership=membership, version=before)
        ask_on_the_day(membership=membership, version=version)
        record_agreed(membership=membership, version=version, before=before, at=at)


def decline(*, membership: Membership, agreement_id: UUID, version_id: UUID) -> None:
    """Not now. Nobody is asked why, and what held goes on holding."""
    with transaction.atomic():
        agreement, version = _locked(membership, agreement_id, version_id)
        if _settled(membership, version, Fate.DECLINED):
            return
        _refuse_own(membership, version)
        if not agreement.history.may_answer(version.pk, membership.seat):
            raise NotOpenAnymore
        _settle(membership, version, Fate.DECLINED)


def withdraw_proposal(*, membership: Membership, agreement_id: UUID, version_id: UUID) -> None:
    """Its author takes it back."""
    with transaction.atomic():
        agreement, version = _locked(membership, agreement_id, version_id)
        if _settled(membership, version, Fate.WITHDRAWN):
            return
        if version.seat != membership.seat:
            raise OthersProposal
        if not agreement.history.may_withdraw(version.pk, membership.seat):
            raise NotOpenAnymore
        _settle(membership, version, Fate.WITHDRAWN)


def _locked(membership: Membership, agreement_id: UUID, version_id: UUID) -> tuple[Agreement, Version]:
    agreement = locked(membership, agreement_id)
    return agreement, _of(agreement, version_id)


def _of(agreement: Agreement, version_id: UUID) -> Version:
    found = next((one for one in agreement.versions.all() if one.pk == version_id), None)
    if found is None:
        raise Http404
    return found


def _refuse_own(membership: Membership, version: Version) -> None:
    if version.seat == membership.seat:
        raise OwnWords


def _by(membership: Membership, done: Consent | Outcome | None) -> bool:
    return done is not None and done.seat == membership.seat


def _settled(membership: Membership, version: Version, fate: Fate) -> bool:
    """They did this already, perhaps with an answer that got lost on its way."""
    outcome: Outcome | None = getattr(version, "outcome", None)
    return _by(membership, outcome) and outcome is not None and outcome.fate == fate


def _settle(membership: Membership, version: Version, fate: Fate) -> None:
    Outcome.objects.create(
        space_id=membership.space_id, version=version, seat=membership.seat, fate=fate, settled_at=now()
    )
