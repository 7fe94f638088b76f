"""What somebody agreed to and what is theirs alone, for themselves; and forgetting it with them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.accounts.models import Person
from backend.boundaries.models import (
    Agreement,
    Consent,
    Draft,
    Ending,
    Limit,
    Note,
    Outcome,
    Version,
    Wording,
)
from backend.core.scope import house
from backend.spaces.models import Membership
from backend.spaces.privacy import each_seat, only_theirs

COVERS = (Agreement, Version, Consent, Outcome, Ending, Limit, Wording, Draft, Note)


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Agreements with all that was proposed for them; limits, drafts and notes of one's own alone."""
    parts = {"agreements": _agreements, "limits": _limits, "drafts": _drafts}
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in parts}
    for seat in each_seat(person):
        for name, told in parts.items():
            found[name] += told(seat)
    return found


def _agreements(seat: Membership) -> list[dict[str, Any]]:
    mine = Note.objects.visible_to(seat).select_related("author__key")
    notes = {note.agreement_id: note.open("text") for note in mine}
    agreements = Agreement.objects.visible_to(seat).with_history().order_by("created_at", "pk")
    return [
        {
            "id": str(one.pk),
            "space": str(seat.space_id),
            "kind": one.kind,
            "versions": [_version(version, one, seat) for version in one.versions.all()],
            "ended_on": _day(one.ending.ended_at, seat) if hasattr(one, "ending") else None,
            "note": notes.get(one.pk, ""),
        }
        for one in agreements
    ]


def _version(version: Version, agreement: Agreement, seat: Membership) -> dict[str, Any]:
    return {
        "by_me": version.seat == seat.seat,
        "words": version.said,
        "proposed_on": _day(version.proposed_at, seat),
        "review_on": version.review_on.isoformat(),
        "standing": agreement.history.standing(version.as_proposal()).value,
    }


def _limits(seat: Membership) -> list[dict[str, Any]]:
    mine = Limit.objects.visible_to(seat).filter(author=seat.person_id).with_wordings(seat)
    return [
        {
            "id": str(limit.pk),
            "space": str(seat.space_id),
            "wordings": [
                {
                    "words": one.said,
                    "written_on": _day(one.written_at, seat),
                    "told_on": _day(one.told_at, seat) if one.told_at else None,
                }
                for one in limit.wordings.all()
            ],
        }
        for limit in mine.order_by("created_at", "pk")
    ]


def _drafts(seat: Membership) -> list[dict[str, Any]]:
    mine = Draft.objects.visible_to(seat).select_related("author__key")
    return [
        {
            "about": str(draft.about),
            "space": str(seat.space_id),
            "kind": draft.kind,
            "words": draft.said,
            "review_on": draft.review_on.isoformat() if draft.review_on else None,
        }
        for draft in mine.order_by("written_at", "pk")
    ]


def _day(at: datetime, seat: Membership) -> str:
    return at.astimezone(ZoneInfo(seat.space.time_zone)).date().isoformat()


def erase(person: Person) -> None:
    """Theirs goes, also what they proposed and nobody agreed to; what both agreed stays with the other."""
    for seat in each_seat(person):
        for model in (Note, Draft, Limit):
            model.objects.visible_to(seat).filter(author=person).delete()
        Version.objects.visible_to(seat).filter(seat=seat.seat, consent=None).delete()
        Agreement.objects.visible_to(seat).filter(versions=None).delete()
    with house():
        Agreement.objects.filter(space_id__in=only_theirs(person)).delete()
