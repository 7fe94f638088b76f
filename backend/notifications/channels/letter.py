"""What a reminder looks like as a mail."""

from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from backend.notifications import rules
from backend.notifications.channels.tokens import tokens
from backend.notifications.models import Due
from backend.notifications.rules import TITLES, Action


def letter(due: Due) -> EmailMessage:
    """The Message-ID is the same each time, so that a repeat is recognised as one."""
    words = rules.words(discreet=due.discreet)
    sender = settings.DEFAULT_FROM_EMAIL
    # The sender's name and the links would both say which app this is.
    text, sender = (
        (words.body, parseaddr(sender)[1]) if due.discreet else (_with_links(words.body, due), sender)
    )
    headers = {
        "Message-ID": f"<{due.pk}@{urlsplit(settings.PUBLIC_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        **_way_out(due),
    }
    return EmailMessage(words.title, f"{text}\n", sender, [due.email], headers=headers)


def _with_links(body: str, due: Due) -> str:
    """Programs that look through mail follow links, so a page asks before anything is done."""
    taps = tokens(due)
    links = [
        f"{title}: {settings.PUBLIC_URL}/tap#{taps[action]}"
        for action, title in TITLES.items()
        if action in taps
    ]
    return "\n\n".join([body, f"{settings.PUBLIC_URL}/today", *(["\n".join(links)] if links else [])])


def _way_out(due: Due) -> dict[str, str]:
    """The mail program's own button to turn them off (RFC 8058)."""
    token = tokens(due).get(Action.OFF)
    if token is None:
        return {}
    return {
        "List-Unsubscribe": f"<{settings.PUBLIC_URL}/api/v1/taps/{token}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
