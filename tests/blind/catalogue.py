"""The leaks by name. Each is switched on alone, and must be caught."""

from contextlib import AbstractContextManager
from datetime import timedelta
from unittest.mock import patch

from backend.boundaries.api.views import BoundariesView
from backend.boundaries.models import Draft, Limit, Note
from backend.checkins.api import serializers as shapes
from backend.checkins.models import Sheet
from backend.core.clock import now
from backend.notifications import rules
from backend.notifications.services import promising
from backend.spaces.api.serializers import SpaceShape
from backend.successes.api.promises import PromisesView
from backend.successes.api.views import SuccessesView
from backend.successes.models import Promise, Success
from tests.blind import leaks
from tests.blind.behind import Behind, BuiltIn, adds, changes


def _quiet_hours_of_both(behind: Behind) -> AbstractContextManager[object]:
    quiet = promising.quiet_hours
    return patch.object(promising, "quiet_hours", lambda _: quiet(leaks.ben_as_he_is(behind)))


def _discreet_for_both(behind: Behind) -> AbstractContextManager[object]:
    words = rules.words
    return patch.object(rules, "words", lambda **_: words(discreet=leaks.ben_as_he_is(behind).discreet))


def _closed_when_he_skips(behind: Behind) -> AbstractContextManager[object]:
    def state(row: Sheet) -> str:
        return "closed" if behind.sheet(row.check_in).put_aside_at else row.state(now()).value

    return adds(shapes.Summary, "state", state)


def _members_by_activity(behind: Behind) -> AbstractContextManager[object]:
    def turn(space: dict[str, object], *_: object) -> dict[str, object]:
        members = list(space["members"])  # type: ignore[call-overload]
        return space | {"members": members[::-1] if behind.is_active() else members}

    return changes(SpaceShape, "to_representation", turn)


BODY: dict[str, BuiltIn] = {
    "how many answers he has given": leaks.on_a_check_in("given", lambda _, __, told: len(told)),
    "how long his words are": leaks.on_a_check_in(
        "size", lambda _, __, told: sum(len(a.words) for a in told)
    ),
    "his state": leaks.on_a_check_in("partner", lambda _, his, __: his.state(now()).value),
    "with_partner means that he has sent": leaks.on_a_check_in(
        "with_partner", lambda _, his, __: bool(his.sent_at)
    ),
    "fewer questions once he has answered": leaks.on_a_check_in(
        "question_count", lambda mine, _, told: mine.question_count - len(told)
    ),
    "updated_at of his sheet": leaks.on_a_check_in(
        "updated_at", lambda _, his, __: str(his.sent_at or his.put_aside_at)
    ),
    "that he has put it aside": leaks.on_a_check_in("not_now", lambda _, his, __: bool(his.put_aside_at)),
    "why he has put it aside": leaks.on_a_check_in("because", lambda _, his, __: his.put_aside_because),
    "her state is closed when he skips": _closed_when_he_skips,
    "who was first": leaks.at_the_reveal("first", lambda mine, his, _: his.sent_at < mine.sent_at),
    "the exact moment of the reveal": leaks.at_the_reveal(
        "at", lambda mine, _, __: str(mine.check_in.reveal.revealed_at)
    ),
    "how many answers he has kept": leaks.at_the_reveal(
        "kept", lambda _, __, told: sum(not answer.shared for answer in told)
    ),
    "the answers he has kept": leaks.at_the_reveal(
        "kept", lambda _, __, told: [answer.value for answer in told if not answer.shared]
    ),
    "an average over both": leaks.on_today(leaks.average),
    "Today in the order of his activity": leaks.on_today(leaks.by_activity),
    "Today without what he has skipped": leaks.on_today(leaks.only_what_waits),
    "a good thing before the reveal": leaks.on_today(leaks.good_thing_too_soon),
    "Today's closed only if he has not sent": leaks.on_today(leaks.closed_unless_sent),
    "a search over both": leaks.search,
    "when he was here last": leaks.on_a_member("here", lambda behind, _: str(behind.active_at())),
    "how many phones he has": leaks.on_a_member("phones", lambda _, ben: ben.push_subscriptions.count()),
    "whether he likes it dark": leaks.on_a_member("theme", lambda _, ben: ben.theme),
    "members in the order of activity": _members_by_activity,
}
RECORD: dict[str, BuiltIn] = {
    "how many limits he keeps": leaks.counts(BoundariesView, Limit),
    "that he is writing": leaks.counts(BoundariesView, Draft),
    "that he has a note": leaks.counts(BoundariesView, Note),
    "how many successes he has": leaks.counts(SuccessesView, Success),
    "how many promises he has made": leaks.counts(PromisesView, Promise),
}
HTTP: dict[str, BuiltIn] = {
    "an ETag over his rows": leaks.in_the_head(leaks.tag),
    "Last-Modified from his last act": leaks.in_the_head(leaks.last_modified),
    "a cookie when he is active": leaks.in_the_head(leaks.cookie),
    "one allowance for both": leaks.in_the_head(leaks.counted_together),
    "more statements for each of his answers": leaks.on_today(leaks.slow),
    "500 when he has skipped": leaks.on_today(leaks.failing),
    "404 instead of 409": leaks.not_there,
    "a refusal that says he has begun": leaks.begun,
    "a replay that depends on him": leaks.replayed,
    "keys of commands shared by both": leaks.keys_of_the_space,
    "one cache for both": leaks.one_cache_for_two,
    "a page mark that holds the moment": leaks.mark,
}
EFFECT: dict[str, BuiltIn] = {
    "an event when he sends": leaks.when_ben("send_answers", leaks.event),
    "an event when he takes back": leaks.when_ben("take_back", leaks.event),
    "a message when he sends": leaks.when_ben("send_answers", leaks.nudge),
    "opened_at moves when he sends": leaks.when_ben(
        "send_answers", leaks.sets(leaks.of_the_check_in, opened_at=now)
    ),
    "more time when he is not ready": leaks.when_ben(
        "put_aside", leaks.sets(leaks.of_the_check_in, closes_at=lambda: now() + timedelta(days=3))
    ),
    "rhythms pause when he skips": leaks.when_ben(
        "put_aside", leaks.sets(leaks.of_the_rhythms, paused_at=now, wakes_at=lambda: None)
    ),
    "the next time moves when he sends": leaks.when_ben(
        "send_answers", leaks.sets(leaks.of_the_rhythms, next_due_at=lambda: now() + timedelta(days=2))
    ),
    "her reminder is dropped when he skips": leaks.when_ben(
        "put_aside", leaks.sets(leaks.of_anas_messages, withdrawn_at=now)
    ),
    "her reminder is brought forward when he sends": leaks.when_ben(
        "send_answers", leaks.sets(leaks.of_anas_messages, due_at=now)
    ),
    "his skipping puts hers aside": leaks.when_ben(
        "put_aside", leaks.sets(leaks.of_anas_sheet, put_aside_at=now)
    ),
    "his quiet hours are hers": _quiet_hours_of_both,
    "discreet for both": _discreet_for_both,
}
LEAKS: dict[str, BuiltIn] = BODY | RECORD | HTTP | EFFECT
SKIPS, BOTH_SEND, KEEPS_HOUSE, CLOSES, TAKES_BACK, KEEPS_RECORD = 1, 2, 3, 4, 7, 9
SHOWN_BY = {
    "that he has put it aside": SKIPS,
    "why he has put it aside": SKIPS,
    "her state is closed when he skips": SKIPS,
    "Today without what he has skipped": SKIPS,
    "500 when he has skipped": SKIPS,
    "more time when he is not ready": SKIPS,
    "rhythms pause when he skips": SKIPS,
    "her reminder is dropped when he skips": SKIPS,
    "his skipping puts hers aside": SKIPS,
    "who was first": BOTH_SEND,
    "the exact moment of the reveal": BOTH_SEND,
    "how many answers he has kept": BOTH_SEND,
    "the answers he has kept": BOTH_SEND,
    "a page mark that holds the moment": BOTH_SEND,
    "how many phones he has": KEEPS_HOUSE,
    "whether he likes it dark": KEEPS_HOUSE,
    "his quiet hours are hers": KEEPS_HOUSE,
    "discreet for both": KEEPS_HOUSE,
    "Today's closed only if he has not sent": CLOSES,
    "an event when he takes back": TAKES_BACK,
    **dict.fromkeys(RECORD, KEEPS_RECORD),
}
"""The opening to begin with, to save time; the others follow if that is not enough."""
