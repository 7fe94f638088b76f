"""The shared timeline, newest first."""

from django.db.models import Q, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.core.errors import InvalidWords
from backend.spaces.api.views import MemberView
from backend.timeline.api.serializers import EventShape, TimelinePage
from backend.timeline.models import Event
from backend.timeline.rules import NoSuchMark, mark, place

PAGE = 30


class TimelineView(MemberView):
    asks = frozenset({"cursor"})

    @extend_schema(
        responses=TimelinePage,
        parameters=[OpenApiParameter("cursor", str, description="`next` of the page before")],
    )
    def get(self, request: Request) -> Response:
        """A page of what happened between you."""
        events = self._after(request.query_params.get("cursor", ""))
        found = list(events.order_by("-happened_at", "-id")[: PAGE + 1])
        page, more = found[:PAGE], len(found) > PAGE
        items = EventShape(page, many=True, context={"zone": self.membership.space.time_zone}).data
        return Response({"items": items, "next": mark(page[-1].happened_at, page[-1].pk) if more else None})

    def _after(self, cursor: str) -> QuerySet[Event]:
        events = Event.objects.visible_to(self.membership)
        if not cursor:
            return events
        try:
            at, row_id = place(cursor)
        except NoSuchMark as error:
            raise InvalidWords("cursor", "This page mark is not from here. Start at the top.") from error
        return events.filter(Q(happened_at__lt=at) | Q(happened_at=at, pk__lt=row_id))
