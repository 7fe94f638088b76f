"""Leaks to be caught, one at a time: things that have been built into other apps, or might be here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django.core.cache import cache
from django.http import Http404
from django.utils.http import http_date

from backend.accounts.models import Person
from backend.checkins import services as checkins
from backend.checkins.api import serializers as shapes
from backend.checkins.api import views
from backend.checkins.models import CheckIn, Sheet
from backend.core.api import views as core_views
from backend.core.clock import now
from backend.core.models import DoneCommand
from backend.core.services import KeyReused
from backend.notifications import services as notifications
from backend.notifications.models import Message
from backend.schedules.models import Schedule
from backend.spaces.api.serializers import MemberShape
from backend.spaces.models import Space
from backend.timeline.api.views import TimelineView
from backend.timeline.models import Event, Verb
from backend.timeline.services import record
from tests.blind.behind import Behind, BuiltIn, Leaking, adds, after_ben, before, changes


def on_a_check_in(field: str, value: Any) -> BuiltIn:
    """In every summary: a field made from Ben's sheet and answers."""

    def leak(behind: Behind) -> Leaking:
        return adds(
            shapes.Summary,
            field,
            lambda sheet: value(
                sheet, behind.sheet(sheet.check_in), behind.answers(sheet__check_in=sheet.check_in)
            ),
        )

    return leak


def at_the_reveal(field: str, value: Any) -> BuiltIn:
    """Only beside a reveal."""

    def leak(behind: Behind) -> Leaking:
        return adds(
            shapes.CheckInShape,
            field,
            lambda sheet: (
                value(sheet, behind.sheet(sheet.check_in), behind.answers(sheet__check_in=sheet.check_in))
                if hasattr(sheet.check_in, "reveal")
                else None
            ),
        )

    return leak


def on_a_member(field: str, value: Any) -> BuiltIn:
    """Beside every name: something about Ben."""

    def leak(behind: Behind) -> Leaking:
        def tell(_: Any) -> Any:
            with behind.as_ben():
                return value(behind, Person.objects.get(pk=behind.ben.pk))

        return adds(MemberShape, field, tell)

    return leak


def ben_as_he_is(behind: Behind) -> Person:
    with behind.as_ben():
        return Person.objects.get(pk=behind.ben.pk)


def on(page: Any, change: Any) -> BuiltIn:
    """`change` edits what a page says."""

    def leak(behind: Behind) -> Leaking:
        def edit(response: Any, view: Any, request: Any, **_: Any) -> Any:
            change(behind, response.data, request)
            return response

        return changes(page, "get", edit)

    return leak


def on_today(change: Any) -> BuiltIn:
    return on(views.TodayView, change)


def counts(page: Any, model: Any) -> BuiltIn:
    """A page says how many rows of a kind are Ben's."""

    def count(behind: Behind, words: Any, _: Any) -> None:
        with behind.as_ben():
            words["his"] = model.objects.filter(author=behind.ben).count()

    return on(page, count)


def in_the_head(write: Any) -> BuiltIn:
    """`write` adds to the head of every response."""

    def leak(behind: Behind) -> Leaking:
        def finish(response: Any, *_: Any, **__: Any) -> Any:
            write(behind, response)
            return response

        return changes(core_views.View, "finalize_response", finish)

    return leak


def when_ben(service: str, act: Any) -> BuiltIn:
    return lambda behind: after_ben(behind, checkins, service, lambda check_in: act(behind, check_in))


def average(behind: Behind, today: Any, _: Any) -> None:
    scales = [answer.value for answer in behind.answers(question__kind="scale")]
    today["average"] = sum(scales) / max(1, len(scales))


def by_activity(behind: Behind, today: Any, _: Any) -> None:
    def when(summary: Any) -> str:
        sheet = behind.sheets(check_in=summary["id"])[0]
        return str(sheet.sent_at or sheet.put_aside_at or "")

    today["open"].sort(key=when, reverse=True)


def only_what_waits(behind: Behind, today: Any, _: Any) -> None:
    today["open"] = [one for one in today["open"] if not behind.has_skipped(check_in=one["id"])]


def good_thing_too_soon(behind: Behind, today: Any, _: Any) -> None:
    if found := behind.answers(question__kind="appreciation", sheet__check_in__reveal=None):
        today["good_thing"]["text"] = found[-1].value[0]


def closed_unless_sent(behind: Behind, today: Any, _: Any) -> None:
    if today["closed"] and behind.has_sent(check_in=today["closed"]["id"]):
        today["closed"] = None


def _searched(behind: Behind, today: Any, request: Any) -> None:
    if word := request.query_params.get("q"):
        told = behind.answers(sheet__check_in__reveal=None)
        today["open"] = [one for one in today["open"] if any(word in str(answer.value) for answer in told)]


@contextmanager
def search(behind: Behind) -> Iterator[None]:
    asks = patch.object(views.TodayView, "asks", frozenset({"q"}), create=True)
    with asks, on_today(_searched)(behind):
        yield


def failing(behind: Behind, _: Any, __: Any) -> None:
    1 / (0 if behind.has_skipped() else 1)


def cookie(behind: Behind, response: Any) -> None:
    if behind.is_active():
        response.set_cookie("seen", "1")


def last_modified(behind: Behind, response: Any) -> None:
    if at := behind.active_at():
        response["Last-Modified"] = http_date(at.timestamp())


def tag(behind: Behind, response: Any) -> None:
    rows = [(sheet.sent_at, sheet.put_aside_because) for sheet in behind.sheets()]
    response["ETag"] = f'"{rows!r:.400}"'


def counted_together(behind: Behind, response: Any) -> None:
    with behind.as_ben():
        used = DoneCommand.objects.filter(person_id=behind.ben.pk).count()
    response["RateLimit-Remaining"] = str(100 - used)


def slow(behind: Behind, today: Any, _: Any) -> None:
    for answer in behind.answers():
        behind.answers(pk=answer.pk)


def not_there(behind: Behind) -> Leaking:
    def refuse(*, check_in_id: Any, membership: Any) -> None:
        if membership.person_id == behind.ana.pk and not behind.has_sent(check_in=check_in_id):
            raise Http404

    return before(checkins, "take_back", refuse)


def begun(behind: Behind) -> Leaking:
    def tell(refused: checkins.AlreadyOpen, /, **extras: str) -> None:
        refused.extras = {**refused.extras, "begun": str(behind.has_sent(check_in=extras["check_in"]))}

    return changes(checkins.AlreadyOpen, "__init__", lambda _, refused, **extras: tell(refused, **extras))


def replayed(behind: Behind) -> Leaking:
    def look(result: Any, **_: Any) -> Any:
        if result[1] and behind.has_sent(check_in__reveal=None):
            raise KeyReused
        return result

    return changes(core_views, "once", look)


def keys_of_the_space(behind: Behind) -> Leaking:
    def refuse(*, person_id: Any, key: str, **_: Any) -> None:
        with behind.as_ben():
            used = DoneCommand.objects.filter(person_id=behind.ben.pk, key=key).exists()
        if used and person_id != behind.ben.pk:
            raise KeyReused

    return before(core_views, "once", refuse)


def one_cache_for_two(behind: Behind) -> Leaking:
    get = views.TodayView.get

    def cached(view: Any, request: Any) -> Any:
        name = f"today-{view.membership.space_id}-{int(now().timestamp()) // 7200}"
        response = get(view, request)
        response.data = cache.get_or_set(name, response.data, timeout=None)
        return response

    return patch.object(views.TodayView, "get", cached)


def mark(behind: Behind) -> Leaking:
    def tell(response: Any, *_: Any) -> Any:
        if response.data["next"]:
            response.data["next"] = str(Event.objects.get(pk=response.data["items"][-1]["id"]).happened_at)
        return response

    return changes(TimelineView, "get", tell)


def event(behind: Behind, check_in: Any) -> None:
    space = Space.objects.get(pk=behind.space_id)
    record(
        space=space,
        verb=Verb.REVEALED,
        subject_kind="sent",
        subject_id=uuid4(),
        at=now(),
        detail={},
    )


def nudge(behind: Behind, check_in: Any) -> None:
    space, until = Space.objects.get(pk=behind.space_id), now() + timedelta(days=1)
    ana = Person.objects.get(pk=behind.ana.pk)
    notifications.enqueue(
        person=ana, space=space, kind="nudge", subject_id=uuid4(), due_at=now(), expires_at=until
    )


def sets(rows: Any, **fields: Any) -> Any:
    """Another value of some rows, computed when it happens."""

    def act(behind: Behind, check_in: Any) -> None:
        rows(behind, check_in).update(**{name: value() for name, value in fields.items()})

    return act


def of_the_check_in(_: Behind, check_in: Any) -> Any:
    return CheckIn.objects.filter(pk=check_in)


def of_the_rhythms(behind: Behind, _: Any) -> Any:
    return Schedule.objects.filter(space=behind.space_id)


def of_anas_messages(behind: Behind, _: Any) -> Any:
    return Message.objects.filter(person=behind.ana)


def of_anas_sheet(behind: Behind, check_in: Any) -> Any:
    return Sheet.objects.filter(person=behind.ana, check_in=check_in)
