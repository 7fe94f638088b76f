"""Words nobody else sees: drafts, and a note to an agreement. Writing the same again changes nothing."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404

from backend.accounts.models import Person
from backend.boundaries.models import Agreement, Draft, Note
from backend.boundaries.rules import Kind, Words, written
from backend.core.clock import now
from backend.core.errors import DomainError
from backend.spaces.models import Membership

MOST_DRAFTS = 30


class TooManyDrafts(DomainError):
    code = "too_many_drafts"
    detail = "You have many drafts. Propose one, or let one go, before you begin another."


def keep_draft(
    *, membership: Membership, about: UUID, kind: Kind, words: Words, review_on: date | None
) -> None:
    """Of an agreement, or of something new that has this name for now. The latest writing is the one kept."""
    with transaction.atomic():
        person = _one_at_a_time(membership)
        mine = Draft.objects.visible_to(membership)
        draft = mine.filter(about=about).first()
        if draft is None and mine.count() >= MOST_DRAFTS:
            raise TooManyDrafts
        draft = draft or Draft(space_id=membership.space_id, about=about)
        draft.author, draft.kind, draft.review_on, draft.written_at = person, kind, review_on, now()
        draft.seal(words=written(words))
        draft.save()


def drop_draft(*, membership: Membership, about: UUID) -> None:
    """Proposed, or let go."""
    Draft.objects.visible_to(membership).filter(about=about).delete()


def keep_note(*, membership: Membership, agreement_id: UUID, text: str) -> None:
    """To something that was agreed once; empty takes it away."""
    with transaction.atomic():
        person = _one_at_a_time(membership)
        agreed = Agreement.objects.visible_to(membership).filter(versions__consent__isnull=False)
        agreement = agreed.filter(pk=agreement_id).distinct().first()
        if agreement is None:
            raise Http404
        mine = Note.objects.visible_to(membership).filter(agreement=agreement)
        if not text:
            mine.delete()
            return
        note = mine.first() or Note(space_id=membership.space_id, agreement=agreement)
        note.author = person
        note.seal(text=text)
        note.save()


def _one_at_a_time(membership: Membership) -> Person:
    """Two phones of one person take turns."""
    return Person.objects.select_for_update(no_key=True).get(pk=membership.person_id)
