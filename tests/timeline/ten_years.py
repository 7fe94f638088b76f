"""Ten years of daily life, as rows: what a couple has after three thousand six hundred days."""

from typing import Any, Protocol

EVENTS = 10_000
OTHERS = "{agreed,changed,ended,celebrated,milestone,kept}"


class Sql(Protocol):
    """Runs one statement; values stand for %s."""

    def __call__(self, statement: str, *values: Any) -> object: ...


def lives_ten_years(sql: Sql, space: str, events: int = EVENTS, *, others: str = OTHERS) -> None:
    """Check-ins that both have opened, up to yesterday; every fifth event is one of the `others`."""
    sql(_EVENTS, events, others, events, space)
    for statement in (_CHECK_INS, _SHEETS, _REVEALS):
        sql(statement, space)


_EVENTS = """
insert into timeline_event (id, created_at, space_id, verb, subject_kind, subject_id, detail, happened_at)
select gen_random_uuid(), now(), space.id, coalesce(other, 'revealed'),
    case when other is null then 'check_in' else 'other' end, gen_random_uuid(),
    case when other is not null then '{}'::jsonb
         when mod(n, 40) = 1 then '{"template": "monthly"}'::jsonb
         when mod(n, 7) = 1 then '{"template": "weekly"}'::jsonb else '{"template": "daily"}'::jsonb end,
    now() - interval '1 day' - n * (interval '3650 days' / %s)
from spaces_space space, (values (%s::text[])) kinds (others), generate_series(0, %s - 1) n,
    lateral (select case when mod(n, 5) = 0 then others[1 + mod(n / 5, cardinality(others))] end) one (other)
where space.id = %s
"""
_CHECK_INS = """
insert into checkins_checkin (id, created_at, space_id, template_id, asked, opened_at, closes_at)
select subject_id, happened_at, space_id,
    (select id from checkins_template t where t.slug = detail ->> 'template' order by version desc limit 1),
    2, happened_at - interval '1 hour', happened_at + interval '1 hour'
from timeline_event where space_id = %s and subject_kind = 'check_in'
on conflict do nothing
"""
_SHEETS = """
insert into checkins_sheet
    (id, created_at, space_id, check_in_id, person_id, sent_at, put_aside_because)
select gen_random_uuid(), c.created_at, c.space_id, c.id, m.person_id, c.opened_at, ''
from checkins_checkin c join spaces_membership m using (space_id) where c.space_id = %s
on conflict do nothing
"""
_REVEALS = """
insert into checkins_reveal (id, created_at, check_in_id, space_id, revealed_at)
select gen_random_uuid(), created_at, id, space_id, created_at from checkins_checkin where space_id = %s
on conflict do nothing
"""
