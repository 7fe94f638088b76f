"""One tap on a message, from wherever it is shown: no session and no cookie, the token is all there is."""

from datetime import timedelta

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from backend.core.api.http import Limit
from backend.core.api.serializers import Shape
from backend.core.api.views import View
from backend.notifications import services

LONGEST_TOKEN = 100
TAPS = Limit("taps", 300, timedelta(minutes=1))
"""From one place: mail programs of many people ask from few addresses."""


class Tap(Shape):
    token = serializers.CharField(max_length=LONGEST_TOKEN)


class OneTapView(View):
    """Whoever is signed in on this phone has nothing to do with it."""

    authentication_classes = []
    permission_classes = [AllowAny]
    limits = (TAPS,)


class TapsView(OneTapView):
    @extend_schema(request=Tap, responses={204: None})
    def post(self, request: Request) -> Response:
        """Later, not this time, off, or arrived: what the token says, once."""
        shape = Tap(data=request.data)
        shape.is_valid(raise_exception=True)
        services.tap(token=shape.validated_data["token"])
        return Response(status=204)


class WayOutView(OneTapView):
    """A mail program turns reminders off in one click (RFC 8058), whatever it sends along or wants back."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(request=None, responses={204: None}, operation_id="taps_way_out")
    def post(self, request: Request, token: str) -> Response:
        """The same, with the token in the address."""
        services.tap(token=token)
        return Response(status=204)
