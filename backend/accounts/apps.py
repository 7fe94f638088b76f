"""The walls of allauth's and Django's own tables."""

from typing import ClassVar

from django.apps import AppConfig

from backend.core.walls import DOOR, Open, Wall, exists, of_person, wall

NOBODYS = Open("the permissions of Django's own admin, which Toward does not use: no row of a person")


class AccountsConfig(AppConfig):
    name = "backend.accounts"
    walls: ClassVar[dict[str, Wall | Open]] = {
        "account_emailaddress": of_person("user_id", DOOR),
        "account_emailconfirmation": wall(exists("account_emailaddress mail", "mail.id = email_address_id")),
        "mfa_authenticator": of_person("user_id", DOOR),
        "auth_permission": NOBODYS,
        "auth_group": NOBODYS,
        "auth_group_permissions": NOBODYS,
        "django_content_type": NOBODYS,
        "django_session": Open("found by a key that only its browser knows"),
    }
