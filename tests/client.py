"""A phone, as the API sees it."""

from typing import Any
from uuid import uuid4

from rest_framework.test import APIClient

API = "/api/v1/"


class Phone:
    """Speaks JSON to the API; `post` makes a fresh Idempotency-Key unless one is given."""

    def __init__(self, person: Any = None, *, csrf: bool = False) -> None:
        self.http = APIClient(enforce_csrf_checks=csrf)
        if person is not None:
            self.http.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    def get(self, path: str, **query: str) -> Any:
        return self.http.get(API + path, query)

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        headers = {"Idempotency-Key": key or uuid4().hex}
        return self.http.post(API + path, body if body is not None else {}, format="json", headers=headers)

    def patch(self, path: str, body: Any) -> Any:
        return self.http.patch(API + path, body, format="json")

    def put(self, path: str, body: Any) -> Any:
        return self.http.put(API + path, body, format="json")

    def delete(self, path: str) -> Any:
        return self.http.delete(API + path)
