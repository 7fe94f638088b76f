"""How allauth makes a person and writes to them."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from backend.accounts import confirmation, rules, services
from backend.accounts.models import Person
from backend.core.api.problems import plain_problem
from backend.vault.models import Key
from backend.vault.services import open_for_server, seal_for_server

LONGEST_ADDRESS = 254
SECOND_FACTOR = "second factor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Gives every new person a key of their own. Mail says what to do and nothing else."""

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        with transaction.atomic():
            user.key = Key.new()
            user.key.save()
            saved: Person = super().save_user(request, user, form, commit)
        return saved

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        request.session[confirmation.DEVICE] = rules.device(request.headers.get("User-Agent", ""))
        confirmation.proven(request)

    def get_login_stages(self) -> list[str]:
        theirs = f"{AuthenticateStage.__module__}.{AuthenticateStage.__name__}"
        ours = f"{SecondStep.__module__}.{SecondStep.__name__}"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Our own confirmation wherever allauth asks: its own lets in whoever has no passkey yet."""
        try:
            confirmation.require_fresh(context.request, context.request.user)
        except confirmation.ConfirmationNeeded as needed:
            answer = plain_problem(needed.status, needed.code, needed.detail)
            raise ImmediateHttpResponse(answer) from needed
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_account_already_exists_mail(self, email: str) -> None:
        self.send_mail(
            "account/email/account_already_exists", email, {"url": f"{settings.PUBLIC_URL}/sign-in"}
        )

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Security notices are not sent by mail: somebody else may read the inbox."""

    def clean_email(self, email: str) -> str:
        """Refuses what does not fit: allauth would cut it and write to the address that is left."""
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError("This address is too long.", code="max_length")
        return email


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Recovery codes lie sealed in the database."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal_for_server(text.encode(), purpose=SECOND_FACTOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_for_server(base64.b64decode(encrypted_text), purpose=SECOND_FACTOR).decode()


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """After the code by e-mail: the passkey or a recovery code, unless somebody has waited long enough."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if not super()._should_handle(request):
            return False
        if services.use_recovery(person=self.login.user):
            request.session[confirmation.CAME_BACK] = True
            return False
        return True
