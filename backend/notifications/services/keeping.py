"""Keeping what waits in order: freed when its holder died, forgotten in the end."""

from datetime import timedelta

from django.db import connection

from backend.core import scope
from backend.core.clock import now
from backend.notifications.models import Message
from backend.notifications.services.taking import LEASE

MESSAGES = 1000
KEPT_FOR = timedelta(days=90)


def unstick() -> int:
    """What nobody holds any more may be taken at once: its holder has died, or the clock has jumped back."""
    at = now()
    with scope.house(), connection.cursor() as cursor:
        cursor.execute(_UNSTICK, {"now": at, "too_long": at + 2 * LEASE})
        return int(cursor.rowcount)


def forget_old_messages() -> int:
    """Some of those that are done and old; returns how many."""
    with scope.house():
        old = Message.objects.filter(created_at__lt=now() - KEPT_FOR)
        done = old.exclude(deliveries__due_at__isnull=False).values_list("pk", flat=True)[:MESSAGES]
        return Message.objects.filter(pk__in=list(done)).delete()[1].get("notifications.Message", 0)


_UNSTICK = """
update notifications_delivery held set due_at = %(now)s
where lease is not null and due_at > %(now)s and (due_at > %(too_long)s or not exists (
    select from pg_stat_activity session where lpad(to_hex(session.pid), 8, '0') = left(held.lease::text, 8)
))
"""
