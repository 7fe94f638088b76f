"""How allauth makes a person and writes to them."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from backend.accounts.models import Person
from backend.vault.models import Key


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Gives every new person a key of their own. Mail says what to do and nothing else."""

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        with transaction.atomic():
            user.key = Key.new()
            user.key.save()
            saved: Person = super().save_user(request, user, form, commit)
        return saved

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_account_already_exists_mail(self, email: str) -> None:
        self.send_mail(
            "account/email/account_already_exists", email, {"url": f"{settings.PUBLIC_URL}/sign-in"}
        )

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Security notices are not sent by mail: somebody else may read the inbox."""
