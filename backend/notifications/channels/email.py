"""Reminders by mail, on one line that is kept from letter to letter."""

import smtplib
from contextlib import suppress
from logging import getLogger
from random import random
from time import monotonic
from typing import Self, cast

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from backend.notifications.channels import Away, BrokenLater, Never, NotDelivered, NotNow, NotSure
from backend.notifications.channels.letter import letter
from backend.notifications.models import Due
from backend.notifications.rules import Brake

ACCEPTED, SHUTTING_DOWN, PERMANENT = (250, 251), 421, range(500, 600)
BROKEN = (smtplib.SMTPException, OSError)
log = getLogger(__name__)


class Server:
    """The mail server, as this process has got to know it."""

    def __init__(self) -> None:
        self.brake = Brake()

    @property
    def is_left_alone(self) -> bool:
        return self.brake.holds(monotonic()) > 0

    def away(self) -> Away:
        """It takes nothing from us at the moment, whoever it is for."""
        at = monotonic()
        self.brake = self.brake.pressed(at)
        return self.put_off()

    def put_off(self) -> Away:
        return Away(self.brake.hold_for(monotonic(), random()))  # noqa: S311


server = Server()


class MailLine:
    """A conversation with the mail server: opened for the first letter, kept for the next. A context."""

    def __init__(self) -> None:
        self._backend = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._hang_up()

    def send(self, due: Due) -> NotDelivered | None:
        """Hand it to the mail server, or say why not."""
        if server.is_left_alone:
            return server.put_off()
        try:
            self._say(letter(due))
        except NotDelivered as reason:
            return reason
        except Exception as fault:  # noqa: BLE001  (one broken message must not hold up the others)
            return BrokenLater(fault)
        server.brake = Brake()
        return None

    def _say(self, mail: EmailMessage) -> None:
        if not isinstance(self._backend, EmailBackend):
            self._backend.send_messages([mail])
            return
        try:
            smtp = self._addressed(self._backend, mail)
        except BROKEN:
            # Nothing of this letter was said: a line that has died is opened anew, once.
            self._hang_up()
            try:
                smtp = self._addressed(self._backend, mail)
            except BROKEN as error:
                raise server.away() from error
        self._tell(smtp, mail)

    def _addressed(self, backend: EmailBackend, mail: EmailMessage) -> smtplib.SMTP:
        """A line on which the server waits for this letter."""
        smtp = self._line(backend)
        status, _ = smtp.mail(sanitize_address(mail.from_email, "utf-8"))
        if status not in ACCEPTED:
            log.error("mail server answered %s to our address as the sender", status)
            raise self._all_wait()
        status, _ = smtp.rcpt(sanitize_address(mail.to[0], "utf-8"))
        if status not in ACCEPTED:
            raise self._refused(status)
        return smtp

    def _line(self, backend: EmailBackend) -> smtplib.SMTP:
        """Open, and free of what was said before."""
        try:
            is_new = backend.open()
        except smtplib.SMTPAuthenticationError as error:
            status = error.smtp_code
            log.error("mail server answered %s to our name and password", status)  # noqa: TRY400 - names no words
            raise server.away() from error
        smtp = cast(smtplib.SMTP, backend.connection)
        if is_new:
            smtp.ehlo_or_helo_if_needed()
        elif smtp.rset()[0] not in ACCEPTED:
            raise smtplib.SMTPServerDisconnected
        return smtp

    def _tell(self, smtp: smtplib.SMTP, mail: EmailMessage) -> None:
        # As Django does it; its message knows line ends, the standard library's type does not say so.
        words = mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
        try:
            status, _ = smtp.data(words)
        except smtplib.SMTPDataError as error:
            status = error.smtp_code
        except BROKEN as error:
            self._hang_up()
            raise NotSure from error
        if status not in ACCEPTED:
            raise self._refused(status)

    def _refused(self, status: int) -> NotDelivered:
        """This letter, or, by a server that is about to close, all of them."""
        if status == SHUTTING_DOWN:
            return self._all_wait()
        return Never() if status in PERMANENT else NotNow()

    def _all_wait(self) -> Away:
        self._hang_up()
        return server.away()

    def _hang_up(self) -> None:
        """Once the letters are accepted, how the line ends does not matter."""
        with suppress(*BROKEN):
            self._backend.close()
