"""All periodic jobs in one table. Each is safe to run twice, late, or on two beats at once."""

from datetime import timedelta
from typing import TypedDict

CLOCKS_DIFFER_BY = timedelta(minutes=1)
"""At most, between beat and a worker elsewhere; if it were more, every tick would come too late."""


class Job(TypedDict):
    task: str
    schedule: timedelta


def expires(job: Job) -> float:
    """Seconds. A tick nobody took says nothing the next one does not say: an outage must not pile them up."""
    return (job["schedule"] + CLOCKS_DIFFER_BY).total_seconds()


BEAT: dict[str, Job] = {
    "open check-ins that are due": {
        "task": "backend.checkins.tasks.come_round",
        "schedule": timedelta(seconds=5),
    },
    "push what is due": {
        "task": "backend.notifications.tasks.deliver_push",
        "schedule": timedelta(seconds=5),
    },
    "mail what is due": {
        "task": "backend.notifications.tasks.deliver_mail",
        "schedule": timedelta(seconds=5),
    },
    "free what nobody holds any more": {
        "task": "backend.notifications.tasks.unstick",
        "schedule": timedelta(seconds=5),
    },
    "forget old messages": {
        "task": "backend.notifications.tasks.forget_old_messages",
        "schedule": timedelta(hours=6),
    },
    "forget old sessions": {
        "task": "backend.accounts.tasks.forget_old_sessions",
        "schedule": timedelta(hours=1),
    },
    "forget old idempotency keys": {
        "task": "backend.core.tasks.forget_old_keys",
        "schedule": timedelta(hours=6),
    },
    "forget old counts of tries": {
        "task": "backend.core.tasks.forget_old_tries",
        "schedule": timedelta(hours=1),
    },
    "move what is due with the zones of the world": {
        "task": "backend.schedules.tasks.look_through_zones",
        "schedule": timedelta(hours=1),
    },
    "look after keys": {
        "task": "backend.vault.tasks.look_after_keys",
        "schedule": timedelta(minutes=1),
    },
    "seal recovery codes with the newest key": {
        "task": "backend.accounts.tasks.reseal_recovery_codes",
        "schedule": timedelta(hours=1),
    },
    "make files of one's own data": {
        "task": "backend.privacy.tasks.make_exports",
        "schedule": timedelta(seconds=5),
    },
    "forget files of one's own data": {
        "task": "backend.privacy.tasks.forget_expired_exports",
        "schedule": timedelta(hours=1),
    },
}
