"""The address of one's own calendar, and what is found there."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.views import asking
from backend.core import scope
from backend.core.api.http import Limit, place
from backend.core.api.problems import nothing_here, too_many
from backend.core.api.serializers import Shape
from backend.core.api.views import KEY_HEADER, CommandView
from backend.core.errors import RateLimited
from backend.core.services import spend
from backend.notifications.services.calendar import (
    Page,
    calendar_of,
    renew_calendar,
    revoke_calendar,
    secret_of,
)

ADDRESS = "calendar/<str:secret>.ics"
LOOKS = Limit("calendars", 300, timedelta(minutes=1))
"""From one place: some read the calendars of many people from few addresses."""


class CalendarShape(Shape):
    """Whoever knows the address sees when something comes round, and nothing else."""

    address = serializers.CharField(allow_null=True)


class CalendarView(CommandView):
    @extend_schema(responses=CalendarShape)
    def get(self, request: Request) -> Response:
        """Where it is, if there is one."""
        return Response(self._shown())

    @extend_schema(request=None, responses={201: CalendarShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """A new address; the old one stops."""
        return super().post(request, **ids)

    @extend_schema(responses={204: None})
    def delete(self, request: Request) -> Response:
        """No address any more."""
        revoke_calendar(person=asking(request))
        return Response(status=204)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return renew_calendar(person=asking(self.request)).pk

    def represent(self, resource_id: UUID) -> Any:
        return self._shown()

    def _shown(self) -> Any:
        secret = secret_of(person=asking(self.request))
        address = f"{settings.PUBLIC_URL}/calendar/{secret}.ics" if secret else None
        return CalendarShape({"address": address}).data


@require_safe
def calendar_file(request: HttpRequest, secret: str) -> HttpResponseBase:
    """For the reader of a calendar: no session and no cookie, the address is all there is to know."""
    refusal = _one_too_many(request)
    if refusal:
        return too_many(refusal)
    with scope.door():
        page = calendar_of(secret=secret)
    return _answer(request, page) if page else nothing_here(request)


def _one_too_many(request: HttpRequest) -> RateLimited | None:
    """Counted in a transaction of its own: kept when refused, and held while nobody waits for a calendar."""
    with scope.door():
        try:
            spend(name=LOOKS.name, subject=place(request), most=LOOKS.most, per=LOOKS.per)
        except RateLimited as error:
            return error
    return None


def _answer(request: HttpRequest, page: Page) -> HttpResponseBase:
    """Asked for again each time, so that an address that was taken back shows nothing any more."""
    headers = {"Cache-Control": "private, no-cache", "ETag": f'W/"{page.mark}"'}
    found = HttpResponse(page.body, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=found) or found
