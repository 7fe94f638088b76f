"""Leaving, taking one's data along, bringing it back, being forgotten: every app is called in turn."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from logging import getLogger
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from backend.accounts import privacy as accounts
from backend.accounts.models import Person
from backend.boundaries import privacy as boundaries
from backend.checkins import privacy as checkins
from backend.checkins.models import Sheet, Template
from backend.checkins.rules.values import WrongValue, checked
from backend.core import scope
from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.core.rules.shapes import Fault
from backend.core.services import nudge
from backend.notifications import privacy as notifications
from backend.notifications.models import Kind
from backend.notifications.services import enqueue, withdraw_all
from backend.notifications.tasks import deliver_mail, deliver_push
from backend.privacy.models import ASKED, Export, Keepsake, Part, State
from backend.privacy.rules.file import packed, unpacked
from backend.schedules import privacy as schedules
from backend.spaces import privacy as spaces
from backend.spaces.models import Membership
from backend.spaces.services import leave_space
from backend.successes import privacy as successes
from backend.timeline import privacy as timeline

COVERS = (Export, Part, Keepsake)
EXPORTS_LAST = timedelta(days=7)
GIVEN_UP_AFTER = timedelta(minutes=10)
log = getLogger(__name__)

NEWS_LASTS = timedelta(days=3)


def leave(*, person: Person, quietly: bool) -> None:
    """Close the space, now and for both. Somebody who is in none has left already."""
    with transaction.atomic():
        seat = leave_space(person=person)
        if seat:
            # The other's messages are the other's; only the house reaches both.
            with scope.house():
                withdraw_all(space_id=seat.space_id)
                if not quietly:
                    _tell_the_other(seat)


def _tell_the_other(seat: Membership) -> None:
    """In the same words as every reminder."""
    for other in Membership.objects.active().filter(space=seat.space_id).select_related("person", "space"):
        at = now()
        enqueue(
            person=other.person,
            space=other.space,
            kind=Kind.LEFT,
            subject_id=seat.space_id,
            due_at=at,
            expires_at=at + NEWS_LASTS,
        )
        nudge(deliver_push)
        nudge(deliver_mail)


class ExportUnderWay(DomainError):
    code = "export_under_way"
    detail = "Your file is being made already. It will be here in a moment."


def _check_ins(person: Person) -> list[dict[str, Any]]:
    """Those of every space, and those brought back from another time; each once."""
    here = checkins.export(person)
    known = {one["id"] for one in here}
    kept = Keepsake.objects.filter(person=person).order_by("created_at", "pk").select_related("person__key")
    brought = [one.entry for one in kept if str(one.source_id) not in known]
    return sorted(here + brought, key=itemgetter("opened_on"))


def _templates(person: Person) -> list[dict[str, Any]]:
    """Those of every space, and those of what was brought back."""
    found = checkins.export_templates(person)
    known = {(one["slug"], one["version"]) for one in found}
    kept = Keepsake.objects.filter(person=person, template=None).order_by("created_at", "pk")
    for one in (keepsake.asked for keepsake in kept.select_related("person__key")):
        if (name := (one["slug"], one["version"])) not in known:
            known.add(name)
            found.append(one | {"space": None})
    return found


PARTS: dict[str, Callable[[Person], Any]] = {
    "profile": accounts.export,
    "spaces": spaces.export,
    "agreements": schedules.export,
    "wishes": schedules.export_wishes,
    "timeline": timeline.export,
    "pictures": timeline.export_pictures,
    "reminders": notifications.export,
    "boundaries": boundaries.export,
    "check_ins": _check_ins,
    "successes": successes.export_successes,
    "appreciations": successes.export_appreciations,
    "promises": successes.export_promises,
    "templates": _templates,
    "talks": checkins.export_talks,
    "comments": checkins.export_comments,
}


def request_export(*, person: Person) -> Export:
    """One at a time; a new one takes the place of the one before."""
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
        mine = Export.objects.filter(person=person)
        if mine.under_way().filter(expires_at__gt=now()).exists():
            raise ExportUnderWay
        mine.delete()
        return Export.objects.create(person=person, of=len(PARTS), expires_at=now() + EXPORTS_LAST)


def make_next_export() -> bool:
    """Make one that waits; whether there was one. What a killed worker had done of it is not done again."""
    with scope.house():
        free = Export.objects.to_do(now() - GIVEN_UP_AFTER).order_by("created_at")
        export = free.select_for_update(skip_locked=True).first()
        if export is None:
            return False
        Export.objects.filter(pk=export.pk).update(state=State.WORKING, claimed_at=now())
    try:
        state = _make(export.pk, export.person_id)
    except Exception as fault:  # noqa: BLE001  (one that cannot be made must not hold up the others)
        log.warning("export %s: failed, %s", export.pk, type(fault).__name__)
        state = State.FAILED
    with scope.acting(person_id=export.person_id):
        Export.objects.filter(pk=export.pk).update(state=state)
    return True


def _make(export_id: UUID, person_id: UUID) -> State:
    """Part by part, each in a transaction of its own."""
    for name, told in PARTS.items():
        with scope.acting(person_id=person_id):
            export = Export.objects.select_related("person__key").get(pk=export_id)
            part = Part(export=export, person=export.person, name=name)
            if not export.parts.filter(name=name).exists():
                part.seal(words=json.dumps(told(export.person), ensure_ascii=False, indent=1))
                part.save()
    return State.READY


def file_of(*, export: Export) -> bytes:
    """The ZIP, made at the door: at rest there are only sealed parts. Pictures are those of this moment."""
    parts = {part.name: part for part in export.parts.select_related("person__key")}
    told = ((name, parts[name].open("words")) for name in PARTS)
    return packed(export.created_at.isoformat(), told, successes.pictures(export.person))


def forget_expired_exports() -> int:
    with scope.house():
        return Export.objects.filter(expires_at__lte=now()).delete()[0]


def bring_back(*, person: Person, data: bytes) -> int:
    """All of a file or nothing; returns how many check-ins are new. The same file again adds nothing."""
    try:
        file = unpacked(data)
        entries = _checked(file["check_ins"], file.get("templates", ()))
    except Fault as fault:
        raise InvalidWords(fault.at or "/", fault.detail, "unfit") from fault
    with transaction.atomic():
        owner = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
        accounts.bring_back(person=owner, profile=file["profile"])
        known = _known(owner)
        new = [_keepsake(owner, *entry) for entry in entries if entry[0]["id"] not in known]
        Keepsake.objects.bulk_create(new, batch_size=500)
    return len(new)


def _known(person: Person) -> set[UUID]:
    """Check-ins that are here, as they are or as a keepsake."""
    kept = Keepsake.objects.filter(person=person).values_list("source_id", flat=True)
    own = Sheet.objects.filter(person=person).values_list("check_in_id", flat=True)
    return set(kept) | set(own)


class Asked(NamedTuple):
    """What was asked: built in, or a space's own, as the file has it."""

    template: Template | None
    own: dict[str, Any] | None
    questions: Mapping[str, tuple[str, dict[str, Any]]]
    """By key: the kind and its options."""


def _known_questions(own: Sequence[dict[str, Any]]) -> dict[tuple[str, int], Asked]:
    found = {}
    for one in Template.objects.built_in().prefetch_related("questions"):
        questions = {each.key: (each.kind, each.options) for each in one.questions.all()}
        found[one.slug, one.version] = Asked(one, None, questions)
    for number, each in enumerate(own):
        name = each["slug"], each["version"]
        if name in found:
            raise Fault(f"/templates/{number}/version", "This is in the file twice.")
        asked = {one["key"]: (one["kind"], one["options"]) for one in each["template"]["questions"]}
        found[name] = Asked(None, each, asked)
    return found


def _checked(
    entries: list[dict[str, Any]], own: Sequence[dict[str, Any]]
) -> list[tuple[dict[str, Any], Asked]]:
    """Every answer fits the question it says it answers."""
    templates = _known_questions(own)
    seen: set[UUID] = set()
    found = []
    for number, entry in enumerate(entries):
        at = f"/check_ins/{number}"
        if entry["id"] in seen:
            raise Fault(f"{at}/id", "This is in the file twice.")
        seen.add(entry["id"])
        asked = templates.get((entry["template"], entry["version"]))
        if asked is None:
            raise Fault(f"{at}/template", "There is no check-in of this name and version here.")
        if entry["told"] and not entry["revealed_on"]:
            raise Fault(f"{at}/told", "What was not revealed was not told.")
        for side in ("answers", "told"):
            _check_answers(asked, entry[side], f"{at}/{side}")
        found.append((entry, asked))
    return found


def _check_answers(asked: Asked, answers: list[dict[str, Any]], at: str) -> None:
    questions = dict(asked.questions)
    for number, answer in enumerate(answers):
        question = questions.pop(answer["question"], None)
        if question is None:
            raise Fault(f"{at}/{number}/question", "This is not asked there, or was answered before.")
        try:
            answer["value"] = checked(*question, answer["value"])
        except WrongValue as error:
            raise Fault(f"{at}/{number}/value", str(error)) from error


def _keepsake(person: Person, entry: dict[str, Any], asked: Asked) -> Keepsake:
    kept = Keepsake(
        person=person, template=asked.template, source_id=entry["id"], opened_on=entry["opened_on"]
    )
    words = entry if asked.own is None else entry | {ASKED: asked.own}
    kept.seal(words=json.dumps(words, ensure_ascii=False, default=_as_text))
    return kept


def _as_text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def erase(*, person: Person) -> None:
    """Everything, at once. The space closes for the other, who keeps their own and is told nothing."""
    with transaction.atomic():
        leave(person=person, quietly=True)
        # Nothing new may point at them from here on; what was under way has ended with the leaving.
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        # Of two who are erased at the same moment one waits here, before either meets the other's rows.
        spaces.only_theirs(person)
        Export.objects.filter(person=person).delete()
        Keepsake.objects.filter(person=person).delete()
        for app in (successes, boundaries, checkins, notifications, schedules, timeline, spaces, accounts):
            app.erase(person)
