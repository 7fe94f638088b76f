"""Signing in happens at the door: one transaction that reaches accounts and nothing of a couple."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from backend.core import scope

SIGNING_IN = "/_allauth/"
OUR_FAULT = 500


def at_the_door(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(SIGNING_IN):
            return get_response(request)
        with scope.door():
            response = get_response(request)
            if response.status_code >= OUR_FAULT:
                transaction.set_rollback(True)
            return response

    return middleware
