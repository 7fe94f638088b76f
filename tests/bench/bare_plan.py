"""The bare statement: claim what is due and write what follows from it, all in SQL, batch by batch."""

import os

import psycopg

BATCH = """
with due as (
    select id, space_id, subject, next_due_on, next_due_at from schedules_schedule
    where purpose = 'check_in' and wakes_at <= now() order by wakes_at limit 500 for update skip locked
), moved as (
    update schedules_schedule kept set next_due_on = due.next_due_on + 1,
        next_due_at = due.next_due_at + interval '1 day', wakes_at = due.next_due_at + interval '1 day'
    from due where kept.id = due.id
), occurrence as (
    insert into schedules_occurrence (id, created_at, schedule_id, local_date, due_at)
    select gen_random_uuid(), now(), id, next_due_on, next_due_at from due returning id, schedule_id
), check_in as (
    insert into checkins_checkin
        (id, created_at, space_id, template_id, asked, occurrence_id, opened_at, closes_at)
    select gen_random_uuid(), now(), due.space_id, template.id, 2, occurrence.id, now(),
        now() + interval '1 day'
    from due join occurrence on occurrence.schedule_id = due.id
    cross join lateral (
        select id from checkins_template where slug = due.subject order by version desc limit 1
    ) template
    returning id, space_id
), sheet as (
    insert into checkins_sheet (id, created_at, space_id, check_in_id, person_id, put_aside_because)
    select gen_random_uuid(), now(), check_in.space_id, check_in.id, seat.person_id, ''
    from check_in join spaces_membership seat on seat.space_id = check_in.space_id and seat.left_at is null
), message as (
    insert into notifications_message
        (id, created_at, person_id, space_id, schedule_id, kind, subject_id, due_at, expires_at)
    select gen_random_uuid(), now(), seat.person_id, due.space_id, due.id, kind, occurrence.id,
        due.next_due_at, due.next_due_at + interval '1 day'
    from due join occurrence on occurrence.schedule_id = due.id
    join spaces_membership seat on seat.space_id = due.space_id and seat.left_at is null
    cross join unnest(array['check_in', 'check_in_again']) kind
    on conflict (person_id, kind, subject_id) do nothing
    returning id, person_id, kind, due_at
), delivery as (
    insert into notifications_delivery
        (id, created_at, state, message_id, channel, target, lane, due_at, attempts, failure)
    select gen_random_uuid(), now(), 'pending', message.id, 'push', browser.id::text,
        case kind when 'check_in' then 1 else 2 end, message.due_at + interval '1 year', 0, ''
    from message join notifications_pushsubscription browser on browser.person_id = message.person_id
)
select count(*) from due
"""


def plan(_process: int) -> None:
    """Until nothing is due. Its deliveries are for next year: nobody is to send them."""
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as line:
        while (line.execute(BATCH).fetchone() or (0,))[0]:
            pass
