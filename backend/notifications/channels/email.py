"""Reminders by mail."""

import smtplib
from contextlib import suppress
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from backend.notifications import rules
from backend.notifications.channels import Never, NotDelivered, NotNow, NotSure
from backend.notifications.models import Delivery

PERMANENT = range(500, 600)


def send(delivery: Delivery) -> None:
    """Hand it to the mail server, or say why not."""
    line = get_connection()
    try:
        line.open()
    except (smtplib.SMTPException, OSError) as error:
        raise NotNow from error
    try:
        _say(line, _mail(delivery))
    finally:
        # Once the letter is accepted, how the line ends does not matter.
        with suppress(smtplib.SMTPException, OSError):
            line.close()


def _say(line: BaseEmailBackend, mail: EmailMessage) -> None:
    try:
        line.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(*(code for code, _ in error.recipients.values())) from error
    except smtplib.SMTPDataError as error:
        raise _refused(error.smtp_code) from error
    except smtplib.SMTPSenderRefused as error:
        raise NotNow from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotSure from error


def _refused(*codes: int) -> NotDelivered:
    return Never() if all(code in PERMANENT for code in codes) else NotNow()


def _mail(delivery: Delivery) -> EmailMessage:
    """The Message-ID is the same each time, so that a repeat is recognised as one."""
    person = delivery.message.person
    words = rules.words(discreet=person.discreet)
    # The sender's name and the link would both say which app this is.
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1] if person.discreet else settings.DEFAULT_FROM_EMAIL
    link = "" if person.discreet else f"\n\n{settings.PUBLIC_URL}/today"
    headers = {
        "Message-ID": f"<{delivery.pk}@{urlsplit(settings.PUBLIC_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(words.title, f"{words.body}{link}\n", sender, [person.email], headers=headers)
