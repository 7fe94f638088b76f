"""Every error of the API as RFC 9457 problem+json, with a code that does not change."""

from collections.abc import Iterator
from http import HTTPStatus
from logging import getLogger
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from backend.core.errors import DomainError, InvalidWords, RateLimited

TYPE = "application/problem+json"
log = getLogger(__name__)

OUT_OF_DATE = "The page is out of date. Reload it and try again."
NOT_YOURS = "There is nothing here, or it is not yours to see."
TITLES = {
    400: "That could not be read",
    401: "Please sign in",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    406: "Not available in that form",
    409: "Not possible right now",
    410: "No longer there",
    413: "Too large",
    415: "Not JSON",
    422: "That does not fit",
    429: "A little slower, please",
    500: "That was us",
}


def problem(status: int, code: str, detail: str, **extras: Any) -> Response:
    """A refusal from a view of the API."""
    return Response(_body(status, code, detail) | extras, status=status, content_type=TYPE)


def plain_problem(status: int, code: str, detail: str) -> JsonResponse:
    """The same from outside the API's views."""
    return JsonResponse(_body(status, code, detail), status=status, content_type=TYPE)


def too_many(error: RateLimited) -> JsonResponse:
    """Too often, from outside the API's views."""
    return _later(plain_problem(error.status, error.code, error.detail), error)


Answer = TypeVar("Answer", Response, JsonResponse)


def _later(answer: Answer, error: RateLimited) -> Answer:
    answer["Retry-After"] = str(error.wait)
    return answer


def _body(status: int, code: str, detail: str) -> dict[str, Any]:
    return {"type": "about:blank", "title": TITLES[status], "status": status, "code": code, "detail": detail}


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. Returns None for what is our own fault, so that it surfaces as a 500."""
    if isinstance(exc, InvalidWords):
        error: dict[str, Any] = {"field": exc.field, "code": exc.reason_code, "detail": exc.reason}
        errors = [error | ({"line": exc.line} if exc.line else {})]
        return problem(400, exc.code, "Something in there needs another look.", errors=errors)
    if isinstance(exc, RateLimited):
        return _later(problem(exc.status, exc.code, exc.detail), exc)
    if isinstance(exc, DomainError):
        return problem(exc.status, exc.code, exc.detail, **exc.extras)
    for kind, (status, code, detail) in _DJANGO.items():
        if isinstance(exc, kind):
            return problem(status, code, detail)
    return _from_api(exc) if isinstance(exc, exceptions.APIException) else None


_DJANGO: dict[type[Exception], tuple[int, str, str]] = {
    Http404: (404, "not_found", NOT_YOURS),
    PermissionDenied: (403, "forbidden", "This is not yours to change."),
    RequestDataTooBig: (413, "too_large", "That is more than fits. Please shorten it and send it again."),
}


def _from_api(exc: exceptions.APIException) -> Response:
    if isinstance(exc, exceptions.ValidationError):
        errors = list(_flat(exc.get_full_details()))
        return problem(400, "invalid", "Something in there needs another look.", errors=errors)
    code, detail = _NAMED.get(type(exc), (str(exc.default_code), str(exc.detail)))
    if isinstance(exc, exceptions.PermissionDenied) and str(exc.detail).startswith("CSRF"):
        code, detail = "csrf_failed", OUT_OF_DATE
    response = problem(exc.status_code, code, detail)
    if exc.status_code == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Session"
    return response


_NAMED: dict[type[exceptions.APIException], tuple[str, str]] = {
    exceptions.NotAuthenticated: ("signed_out", "You are signed out. Sign in and try again."),
    exceptions.AuthenticationFailed: ("signed_out", "You are signed out. Sign in and try again."),
    exceptions.ParseError: ("malformed", "This is not readable JSON."),
    exceptions.UnsupportedMediaType: ("unsupported_media", "Send JSON, please."),
    exceptions.MethodNotAllowed: ("method_not_allowed", "This cannot be done here."),
    exceptions.NotFound: ("not_found", NOT_YOURS),
}


def _flat(details: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Nested DRF errors as one list with dotted paths."""
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield {"field": path, "code": str(details["code"]), "detail": str(details["message"])}
    elif isinstance(details, dict):
        for name, inner in details.items():
            yield from _flat(inner, path if name == "non_field_errors" else f"{path}.{name}".lstrip("."))
    elif isinstance(details, list):
        for number, inner in enumerate(details):
            leaf = isinstance(inner, dict) and set(inner) == {"message", "code"}
            yield from _flat(inner, path if leaf else f"{path}.{number}".lstrip("."))


def csrf_failure(request: HttpRequest, reason: str = "") -> JsonResponse:
    return plain_problem(403, "csrf_failed", OUT_OF_DATE)


def bad_request(request: HttpRequest, exception: Exception) -> JsonResponse:
    return plain_problem(400, "malformed", "This request could not be read.")


def nothing_here(request: HttpRequest, exception: Exception | None = None, path: str = "") -> JsonResponse:
    return plain_problem(
        404, "not_found", "There is nothing at this address. The API is described at /api/v1/docs."
    )


def our_fault(request: HttpRequest) -> JsonResponse:
    return plain_problem(
        500, "our_fault", "Something broke on our side. What you wrote is still with you; try again soon."
    )
