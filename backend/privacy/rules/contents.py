"""What is in the file of an export, to the last field, by its version."""

from typing import Any

from backend.checkins.rules.templates import checked_template
from backend.core.rules.shapes import (
    Check,
    Fault,
    anything,
    clock,
    day,
    fields,
    flag,
    identity,
    list_of,
    maybe,
    moment,
    one_of,
    text,
    whole,
)

FORMAT, VERSION = "toward-export", 3
MOST_CHECK_INS = 5000
MOST_EVENTS = 20_000
MOST_PROMISES = 5000
MOST_OWN = 5000
OWN = "own-"
"""How the slug of a space's own template begins."""

SLUG = text(40)
SPACE = fields(
    id=identity,
    name=text(60),
    started_on=maybe(day),
    time_zone=text(64),
    joined_at=moment,
    left_at=maybe(moment),
    closed_at=maybe(moment),
)
RHYTHM: dict[str, Check] = {
    "space": identity,
    "template": SLUG,
    "repeat": one_of("once", "daily", "weekly", "monthly"),
    "days": list_of(whole(0, 6), 7),
    "day_of_month": maybe(whole(1, 31)),
    "at": clock,
    "time_zone": text(64),
    "paused": flag,
}
DAYS_OFF = list_of(fields(begins_on=day, ends_on=day), 1000)
RHYTHM_SINCE_2: dict[str, Check] = {
    "every": whole(1, 100),
    "nth": maybe(whole(-1, 4)),
    "starts_on": maybe(day),
    "rrule": maybe(text(200)),
    "window_hours": maybe(whole(1, 1000)),
    "rests": DAYS_OFF,
}
EVENT = fields(
    space=identity,
    verb=SLUG,
    subject=fields(kind=SLUG, id=identity),
    template=text(40),
    on=day,
)
ANSWER = fields(question=SLUG, prompt=text(300), value=anything, shared=flag)
TOLD = fields(question=SLUG, value=anything)
CHECK_IN = fields(
    id=identity,
    template=SLUG,
    version=whole(1, 32_000),
    title=text(80),
    opened_on=day,
    with_partner=flag,
    sent_at=maybe(moment),
    put_aside=one_of("", "not_ready", "skipped"),
    revealed_on=maybe(day),
    answers=list_of(ANSWER, 40),
    told=list_of(TOLD, 40),
)
PROFILE: dict[str, Check] = {
    "email": text(254),
    "name": text(60),
    "pronouns": text(40),
    "locale": text(20),
    "time_zone": text(64),
    "theme": one_of("system", "light", "dark"),
    "discreet": flag,
    "quiet_from": clock,
    "quiet_until": clock,
    "remind_by_push": flag,
    "remind_by_email": flag,
    "here_since": moment,
    "passkeys": list_of(fields(name=text(200), made_at=moment), 100),
    "phones": list_of(fields(signed_in_at=moment, last_seen_on=day), 1000),
}
REMINDERS: dict[str, Check] = {
    "browsers": list_of(fields(added_at=moment, renewed_at=moment), 100),
    "sent": list_of(fields(kind=SLUG, due_at=moment, withdrawn_at=maybe(moment)), MOST_EVENTS),
}
REMINDERS_SINCE_2: dict[str, Check] = {
    "calendar": flag,
    "off": list_of(SLUG, 1000),
}
FILE: dict[str, Check] = {
    "format": one_of(FORMAT),
    "exported_at": moment,
    "spaces": list_of(SPACE, 1000),
    "timeline": list_of(EVENT, MOST_EVENTS),
    "check_ins": list_of(CHECK_IN, MOST_CHECK_INS),
}
SECOND: dict[str, Check] = {
    **FILE,
    "profile": fields(**PROFILE, email_as_fallback=flag),
    "agreements": list_of(fields(**RHYTHM, **RHYTHM_SINCE_2), 1000),
    "wishes": fields(lead_minutes=whole(0, 10_000), follow_up=flag, holidays=DAYS_OFF),
    "reminders": fields(**REMINDERS, **REMINDERS_SINCE_2),
}
SUCCESS = fields(
    id=identity,
    space=identity,
    mine=flag,
    words=text(1000),
    made_possible=text(500),
    sharing=one_of("private", "shared", "joint"),
    together=flag,
    milestone=text(20),
    happened_on=day,
    reaction=text(20),
    picture=text(80),
)
APPRECIATION = fields(id=identity, space=identity, mine=flag, words=text(500), on=day)
PROMISE = fields(
    id=identity,
    space=identity,
    text=text(300),
    by=maybe(day),
    made_on=day,
    shared=flag,
    remind=flag,
    said=flag,
    check_in=maybe(identity),
    follows=maybe(identity),
    became=one_of("", "kept", "renegotiated", "let_go"),
    became_on=maybe(day),
)
WORDS = fields(
    title=text(80), welcome=text(1000), not_welcome=text(1000), what_i_do=text(1000), why=text(1000)
)
AGREEMENT_KIND = one_of("agreement", "charter")
VERSION_OF_WORDS = fields(
    by_me=flag,
    words=WORDS,
    proposed_on=day,
    review_on=day,
    standing=one_of("proposed", "agreed", "superseded", "declined", "withdrawn", "countered", "ended"),
)
BOUNDARIES = fields(
    agreements=list_of(
        fields(
            id=identity,
            space=identity,
            kind=AGREEMENT_KIND,
            versions=list_of(VERSION_OF_WORDS, 100),
            ended_on=maybe(day),
            note=text(2000),
        ),
        1000,
    ),
    limits=list_of(
        fields(
            id=identity,
            space=identity,
            wordings=list_of(fields(words=WORDS, written_on=day, told_on=maybe(day)), 100),
        ),
        1000,
    ),
    drafts=list_of(
        fields(about=identity, space=identity, kind=AGREEMENT_KIND, words=WORDS, review_on=maybe(day)), 1000
    ),
)


def _own_slug(value: Any, at: str) -> Any:
    slug = SLUG(value, at)
    if not slug.startswith(OWN):
        raise Fault(at, f"This should begin with {OWN}.")
    return slug


OWN_TEMPLATE = fields(
    space=maybe(identity),
    slug=_own_slug,
    version=whole(1, 32_000),
    put_away=flag,
    template=checked_template,
)
TALK = fields(
    check_in=identity,
    question=text(40),
    part=text(40),
    words=text(140),
    parked_until=maybe(day),
    talked=flag,
    said=list_of(fields(said_back=flag, words=text(600)), 200),
)
REMARK = fields(check_in=identity, question=SLUG, words=text(500), reaction=text(20))
SINCE_3: dict[str, Check] = {
    "boundaries": BOUNDARIES,
    "templates": list_of(OWN_TEMPLATE, MOST_OWN),
    "pictures": list_of(fields(space=identity, since=day), 1000),
    "successes": list_of(SUCCESS, 10_000),
    "appreciations": list_of(APPRECIATION, 10_000),
    "promises": list_of(PROMISE, MOST_PROMISES),
    "talks": list_of(TALK, MOST_EVENTS),
    "comments": list_of(REMARK, MOST_EVENTS),
}
FILES: dict[int, Check] = {
    1: fields(
        **FILE,
        version=one_of(1),
        profile=fields(**PROFILE),
        agreements=list_of(fields(**RHYTHM), 1000),
        reminders=fields(**REMINDERS),
    ),
    2: fields(version=one_of(2), **SECOND),
    3: fields(version=one_of(3), **SECOND, **SINCE_3),
}
"""By version: what a file of it holds. Older ones can still be brought back."""
