"""Signing in is a conversation with allauth: what it answers, and what it writes to the inbox."""

import re
from typing import Any

from django.core import mail

from tests.client import Answer, Phone

AUTH = "/_allauth/browser/v1/auth/"
ACCOUNT = "/_allauth/browser/v1/account/"
WRONG = "BBBB-BBBB"


def say(phone: Phone, path: str, **words: Any) -> Answer:
    """One POST of the conversation."""
    return phone.post(AUTH + path, words, key="")


def wanted(answer: Answer) -> str | None:
    """What the server waits for next."""
    flows = answer.json()["data"].get("flows", [])
    return next((flow["id"] for flow in flows if flow.get("is_pending")), None)


def last_code() -> str:
    """The code of the newest letter."""
    found = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group()


def sign_in(phone: Phone, email: str) -> Answer:
    """With a code by e-mail; the answer to the code."""
    assert wanted(say(phone, "code/request", email=email)) == "login_by_code"
    return say(phone, "code/confirm", code=last_code())


def confirm(phone: Phone) -> Answer:
    """Show once more that it is oneself, with a code by e-mail: fresh for five minutes."""
    assert phone.post("/confirmation-codes").status_code == 201
    answer = phone.post("/confirmations", {"code": last_code()})
    assert answer.status_code == 201, answer.content
    return answer
