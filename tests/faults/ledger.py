"""What was promised, what is written and what the providers have taken: asked from behind everybody."""

from collections import Counter
from typing import Any, NamedTuple

import psycopg

from tests.faults.house import House
from tests.servers import as_house

IN_FLIGHT = "select id, attempts from notifications_delivery where state in ('sending', 'ambiguous')"
EXPECTED = """
select seat.person_id, schedule.id, count(message.id)
from schedules_schedule schedule
join spaces_membership seat on seat.space_id = schedule.space_id
left join schedules_occurrence occurrence on occurrence.schedule_id = schedule.id
left join notifications_message message on message.subject_id = occurrence.id
    and message.person_id = seat.person_id and message.kind = 'check_in'
group by 1, 2
"""
DELIVERIES = """
select delivery.id, delivery.channel, delivery.state, message.id, delivery.attempts
from notifications_delivery delivery
join notifications_message message on message.id = delivery.message_id and message.kind = 'check_in'
"""
LATE = """
select count(*) from notifications_delivery delivery
join notifications_message message on message.id = delivery.message_id
where message.due_at < now() - make_interval(secs => %(grace)s) and delivery.due_at is not null
"""
NOT_SEEN_TO = (
    "select count(*) from schedules_schedule where wakes_at < now() - make_interval(secs => %(grace)s)"
)
BACKING_OFF = """
select count(*) from notifications_delivery delivery
join notifications_message message on message.id = delivery.message_id
where message.due_at < now() and delivery.due_at > now() and delivery.lease is null
"""


class Sent(NamedTuple):
    """One delivery, and how often its provider has taken it."""

    pk: str
    state: str
    attempts: int
    taken: int


class Ledger:
    def __init__(self, house: House) -> None:
        self._house = house
        self._address = as_house(house.ground.owner_url)
        self.in_flight: set[tuple[str, int]] = set()
        """Every try that was on its way when something broke: it may have arrived, so it may arrive twice."""

    def ask(self, question: str, **values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self._address, autocommit=True) as connection:
            return connection.execute(question.encode(), values).fetchall()

    def note(self) -> None:
        """Something has just broken, or is about to."""
        self.in_flight |= {(str(pk), attempts) for pk, attempts in self.ask(IN_FLIGHT)}

    def late(self, grace: float) -> int:
        """What should have been seen to or sent before so many seconds, whatever the reason."""
        return sum(int(self.ask(question, grace=grace)[0][0]) for question in (NOT_SEEN_TO, LATE))

    def backing_off(self) -> int:
        """Of those, what a provider has refused and nobody holds: its next try is set."""
        return int(self.ask(BACKING_OFF)[0][0])

    def promised(self) -> Counter[int]:
        """How many of the expected have so many messages; all must have one."""
        return Counter(count for *_, count in self.ask(EXPECTED))

    def deliveries(self) -> list[Sent]:
        taken = self._taken()
        return [
            Sent(
                str(pk),
                state,
                attempts,
                taken[message.hex if channel == "push" else str(pk)],
            )
            for pk, channel, state, message, attempts in self.ask(DELIVERIES)
        ]

    def repeats(self) -> dict[str, int]:
        """Deliveries a provider has taken more than once, and how often too often."""
        return {sent.pk: sent.taken - 1 for sent in self.deliveries() if sent.taken > 1}

    def unexplained(self) -> dict[str, int]:
        """Of the repeats, those beyond what was in flight when something broke."""
        allowed = Counter(pk for pk, _ in self.in_flight)
        return {pk: more for pk, more in self.repeats().items() if more > allowed[pk]}

    def _taken(self) -> Counter[str]:
        """A push is known again by its Topic, a letter by its Message-ID."""
        pushes, letters = self._house.push.accepted, self._house.mail.accepted
        return Counter(pushes) + Counter(
            {name.strip("<>").partition("@")[0]: n for name, n in letters.items()}
        )
