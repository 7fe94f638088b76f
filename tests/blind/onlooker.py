"""Everything Ana can fetch, everything she can try, and everything that is brought to her."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core import mail
from django.core.cache import cache
from django.db.models import Model

from backend.core import scope
from backend.notifications.models import Delivery, Message
from backend.notifications.rules.taps import TOKEN_LENGTH
from tests.blind.routes import NOBODY, Route, looked_at, routes
from tests.blind.seen import ID, Seen, counted
from tests.blind.stage import FIRST_KEY, KEY, PUSH, THEIRS
from tests.blind.world import World
from tests.client import Answer, Phone
from tests.notifications.receivers import Browser

SHIFTS = 7
"""Curious questions, commands and what lies far back are tried in turns, some after each step."""
WORD = "lake"
CURIOUS = {
    **dict.fromkeys(("q", "search", "query", "filter", "word", "contains"), WORD),
    **dict.fromkeys(("order", "ordering", "sort"), "-updated_at"),
    **dict.fromkeys(("expand", "include", "fields", "with"), "partner"),
    **dict.fromkeys(("limit", "page_size", "page"), "1"),
    **dict.fromkeys(("since", "after", "modified_since"), "2026-06-01T12:00:00Z"),
}
RECENT = 2
FIRST = {
    f"/api/v1/{path}"
    for path in (
        "today",
        "checkins/<uuid:check_in_id>",
        "space",
        "boundaries",
        "successes",
        "promises",
        "timeline",
    )
}
"""Where the app opens, and what its four tabs show."""
OF_THE_SAME = {"/api/v1/reminders": "/api/v1/schedules"}
"""Where the ids of one address are listed at another."""
WORDS: dict[str, list[Any]] = {
    "post /api/v1/checkins": [{"template": slug} for slug in ("daily", "weekly", "monthly", "open", "none")],
    "post /api/v1/checkins/<uuid:check_in_id>/sending": [{"answers": []}],
    "put /api/v1/checkins/<uuid:check_in_id>/deferral": [{"reason": "skipped"}, {"reason": "bored"}],
    "post /api/v1/checkins/<uuid:check_in_id>/topics": [{"words": "the car"}],
    "post /api/v1/checkins/<uuid:check_in_id>/comments": [{"question": NOBODY, "words": "yes"}],
    "post /api/v1/space/templates": [THEIRS | {"title": "Before a trip"}],
    "put /api/v1/space/templates/<slug:slug>": [{"version": 1, "template": THEIRS | {"minutes": 6}}],
    "post /api/v1/space": [{"time_zone": "Europe/Berlin"}],
    "patch /api/v1/schedules/<uuid:schedule_id>": [{"paused": True}, {"at": "07:00"}],
    "post /api/v1/schedules": [
        {"template": slug, "repeat": "daily", "at": "06:00", "time_zone": "Europe/Berlin"}
        for slug in ("daily", "weekly")
    ],
    "post /api/v1/schedules/<uuid:schedule_id>/rests": [{"begins_on": "2026-06-03", "ends_on": "2026-06-04"}],
    "post /api/v1/rests": [{"begins_on": "2026-06-03", "ends_on": "2026-06-04"}],
    "post /api/v1/promises": [{"text": WORD}, {"text": WORD, "by": "2026-06-04", "remind": True}],
    "put /api/v1/promises/<uuid:promise_id>/outcome": [{"became": "kept"}],
    "patch /api/v1/wishes": [{"lead_minutes": 60}, {"follow_up": False}],
    "put /api/v1/reminders/<uuid:schedule_id>": [{"on": False}],
    "post /api/v1/taps": [{"token": "A" * TOKEN_LENGTH}],
    "post /api/v1/memberships": [{"code": "K7QF2M9DXR"}],
    "post /api/v1/invitation-previews": [{"code": "K7QF2M9DXR"}],
    "put /api/v1/push-subscriptions": [Browser(f"{PUSH}0-1").subscription],
}
"""What to say where nothing at all would be refused for its shape. Sending itself is a step of the story."""


class Onlooker:
    """Ana, who looks around after every step; at the end of a story everywhere, and the others look, too."""

    def __init__(self, world: World) -> None:
        self.world, self.stage, self.answers = world, world.stage, world.answers

    def looks(self, *, everywhere: bool = True) -> Iterator[Seen]:
        """Everywhere, or at what has its turn."""
        self.world.looks += 1
        yield from self._is_told()
        for route in looked_at():
            if not route.is_the_same_for_all and (everywhere or self._is_due(route)):
                yield from self._looks_at("ana", route)
        yield from self._tries()
        self._remembers()

    def glances(self) -> Iterator[Seen]:
        """At what most people look at first."""
        yield from self._is_told()
        for route in looked_at():
            if route.path in FIRST:
                yield from self._looks_at("ana", route)

    def looks_once_more(self) -> Iterator[Seen]:
        """What should be the same for all, and what those see who should see nothing."""
        for route in looked_at():
            if route.is_the_same_for_all:
                yield from self._looks_at("ana", route)
            else:
                yield from self._looks_at("cleo", route)
                yield from self._looks_at("nobody", route)

    def _is_told(self) -> Iterator[Seen]:
        """Messages and deliveries as rows, and what has arrived."""
        ana = self.stage.ana
        with scope.house():
            yield from map(self._row, Message.objects.filter(person=ana).order_by("created_at", "kind"))
            ways = Delivery.objects.filter(message__person=ana).order_by(
                "message__created_at", "message__kind", "channel"
            )
            yield from map(self._row, ways)
        pushed = [said for endpoint, said in self.stage.pushes if endpoint == f"{PUSH}ana"]
        mailed = [
            f"{one.extra_headers} {one.from_email} {one.subject} {one.body}"
            for one in mail.outbox
            if ana.email in one.recipients()
        ]
        yield from (Seen("a push", (self.world.names.plain(one),)) for one in pushed)
        yield from (Seen("a mail", (self.world.names.plain(one),)) for one in mailed)
        yield Seen("so many pushes and mails", (len(pushed), len(mailed)))

    def _row(self, row: Model) -> Seen:
        fields = [f"{field.name} {field.value_from_object(row)}" for field in row._meta.concrete_fields]
        return Seen(f"a {row._meta.model_name} to Ana", tuple(map(self.world.names.plain, fields)))

    def _looks_at(self, name: str, route: Route) -> Iterator[Seen]:
        phone = self.stage.phones[name]
        for path in self._paths(route):
            answer, seen = self._asks(phone, path)
            yield seen
            if answer.status_code == 200:
                self.stage.fetched.add(route.path)
            if name == "ana":
                self.answers[route.path] = answer
            while mark := _next(answer):
                answer, seen = self._asks(phone, path, cursor=mark)
                yield seen
            for asked in sorted(route.asks):
                yield self._asks(phone, path, **{asked: CURIOUS.get(asked, WORD)})[1]
            if self._has_its_turn(path):
                yield self._asks(phone, path, **CURIOUS)[1]

    def _asks(self, phone: Phone, path: str, **params: str) -> tuple[Answer, Seen]:
        with self.stage.rolled_back(), counted() as queries:
            answer = phone.get(path, **params)
            until_then = queries[0]
        return answer, self.world.names.response(f"get {path} {params}", answer, until_then)

    def _paths(self, route: Route) -> list[str]:
        ids = self._ids(route) if route.wants_an_id else [""]
        return [route.at(row, self.stage.hers) for row in ids]

    def _ids(self, route: Route) -> list[str]:
        """Ids Ana knows that may belong here; the first one she knows of where none does."""
        if route.first_id in self.stage.hers:
            return [self.stage.hers[route.first_id]]
        found = self.answers.get(OF_THE_SAME.get(route.collection, route.collection))
        if found is not None:
            return [row["id"] for row in _listed(found)] or [NOBODY]
        resource = next((one for one in looked_at() if one.path == route.resource), None)
        return (self._fitting(resource) if resource else []) or [NOBODY]

    def _fitting(self, resource: Route) -> list[str]:
        """By trying each id once: nobody has to say which route knows which ids."""
        fits = self.world.fits.setdefault(resource.path, {})
        recent = {*self.world.under_way, *self.world.known[-RECENT:]}
        for row in self.world.known:
            if row not in fits:
                fits[row] = self._asks(self.world.ana, resource.at(row))[0].status_code == 200
        fitting = [row for row, known in fits.items() if known]
        return [row for row in fitting if row in recent or self._has_its_turn(row)]

    def _tries(self) -> Iterator[Seen]:
        """Every command, without effect."""
        commands = [(route, method) for route in routes() for method in route.methods if method != "get"]
        for route, method in commands:
            for path in self._paths(route):
                for words in WORDS.get(f"{method} {route.path}", [{}]):
                    if self._has_its_turn(f"{method} {path} {words}"):
                        yield self._tries_one(method, path, words)
        yield self._tries_one("post", "/api/v1/checkins", {"template": "weekly"}, key=FIRST_KEY)

    def _tries_one(self, method: str, path: str, words: Any, key: str = KEY) -> Seen:
        letters = len(mail.outbox)
        with self.stage.rolled_back(), counted() as queries:
            answer = self.world.ana.send(method.upper(), path, words, **{"Idempotency-Key": key})
            until_then = queries[0]
        cache.clear()
        del mail.outbox[letters:]
        return self.world.names.response(f"{method} {path} {words}", answer, until_then)

    def _has_its_turn(self, what: str) -> bool:
        if self.world.touched and self.world.touched in what:
            return True
        return sum(self.world.names.plain(what).encode()) % SHIFTS == self.world.looks % SHIFTS

    def _is_due(self, route: Route) -> bool:
        return route.path in FIRST or self._has_its_turn(route.path)

    def _remembers(self) -> None:
        today = self.answers["/api/v1/today"].json()
        self.world.under_way = [one["id"] for one in today.get("open", [])]
        texts = (answer.content.decode(errors="ignore") for answer in self.answers.values())
        ids = chain.from_iterable(ID.findall(text) for text in texts)
        self.world.known = list(dict.fromkeys([*self.world.known, *ids]))


def _listed(answer: Answer) -> list[dict[str, Any]]:
    """The rows of a list, whether it stands alone, comes page by page, or is sorted into several."""
    words = answer.json() if answer.status_code == 200 else []
    lists = words.values() if isinstance(words, dict) else [words]
    return [row for one in lists if isinstance(one, list) for row in one]


def _next(answer: Answer) -> str | None:
    try:
        words = json.loads(answer.content)
    except ValueError:
        return None
    return words.get("next") if isinstance(words, dict) else None
