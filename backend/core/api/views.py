"""Commands that happen once, and the token they need."""

import hashlib
import hmac
import re
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS, AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.core import scope
from backend.core.api.http import LOOKS_SIGNED_OUT, WRITES, Limit, place
from backend.core.api.serializers import LONGEST_SHOWN, Empty
from backend.core.errors import DomainError, InvalidWords
from backend.core.services import once, spend

KEY = re.compile(r"[A-Za-z0-9_-]{8,64}\Z")
KEY_HEADER = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=True,
    pattern="^[A-Za-z0-9_-]{8,64}$",
    description="8 to 64 of A-Z a-z 0-9 _ -; the same key never does the same thing twice.",
)


class View(APIView):
    """Every view of the API: one transaction, in which the database knows who is asking.

    A refusal is an answer like any other and keeps what was counted on the way to it; a service that refuses
    has undone its own steps.
    """

    has_scope: ClassVar[bool] = True
    limits: ClassVar[tuple[Limit, ...]] = (WRITES,)
    """How often its changes may be asked for; the widest first, so that no two wait crosswise."""
    asks: ClassVar[frozenset[str]] = frozenset()
    """What may stand behind the ? of its address."""
    done: bool = False
    """Set when what was asked has happened, now or before: from there on it is only looked at."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with scope.door():
            return super().dispatch(request, *args, **kwargs)

    def perform_authentication(self, request: Request) -> None:
        super().perform_authentication(request)
        scope.act_as(request.user.pk)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        unknown = sorted(set(request.query_params) - self.asks)[:1]
        if unknown:
            raise InvalidWords(unknown[0][:LONGEST_SHOWN], "This is not asked here.", "unknown")

    def check_throttles(self, request: Request) -> None:
        """Counted by person, or by place when nobody is signed in. Reading one's own is free."""
        person = request.user.pk
        looks = () if person else (LOOKS_SIGNED_OUT,)
        for limit in looks if request.method in SAFE_METHODS else self.limits:
            spend(name=limit.name, subject=str(person or place(request)), most=limit.most, per=limit.per)


class KeyMissing(DomainError):
    code, status = "idempotency_key_missing", 400
    detail = "Send an Idempotency-Key header of 8 to 64 letters, digits, - or _."


class CommandView(View):
    """A POST with one effect, at most once per Idempotency-Key.

    `perform` acts and returns the id of what it made; `represent` renders that id as it may be seen today,
    for the first answer and for every replay.
    """

    body: ClassVar[type[serializers.Serializer[Any]]] = Empty

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        raise NotImplementedError

    def represent(self, resource_id: UUID) -> Any:
        raise NotImplementedError

    @extend_schema(parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not KEY.match(key):
            raise KeyMissing
        shape = self.body(data=request.data)
        shape.is_valid(raise_exception=True)
        with transaction.atomic():
            resource_id, _ = once(
                person_id=UUID(str(request.user.pk)),
                key=key,
                fingerprint=fingerprint(request),
                effect=lambda: self.perform(shape.validated_data, **ids),
            )
        self.done = True
        return Response(self.represent(resource_id), status=201)


def fingerprint(request: Request) -> bytes:
    """What was asked, keyed, so that short private words cannot be guessed from it."""
    asked = b"\n".join([str(request.method).encode(), request.path.encode(), request._request.body])
    return hmac.digest(settings.SECRET_KEY.encode(), asked, hashlib.sha256)


class CsrfView(View):
    """The token every unsafe request sends back in X-CSRFToken."""

    permission_classes = [AllowAny]

    @extend_schema(
        responses={
            200: {"type": "object", "required": ["token"], "properties": {"token": {"type": "string"}}}
        }
    )
    def get(self, request: Request) -> Response:
        return Response({"token": get_token(request._request)})
