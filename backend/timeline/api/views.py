"""The shared timeline, newest first."""

from uuid import UUID

from django.db.models import Q, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.core.errors import InvalidWords
from backend.spaces.api.views import MemberView
from backend.timeline.api.serializers import EventShape, TimelinePage
from backend.timeline.models import Event

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
        return Response({"items": items, "next": str(page[-1].pk) if more else None})

    def _after(self, cursor: str) -> QuerySet[Event]:
        """What is older than the last event of the page before.

        Its id is the mark. The moment itself is when the later of the two has sent, and nobody's to know.
        """
        events = Event.objects.visible_to(self.membership)
        if not cursor:
            return events
        try:
            last = events.get(pk=UUID(cursor))
        except (ValueError, Event.DoesNotExist) as error:
            raise InvalidWords("cursor", "This page mark is not from here. Start at the top.") from error
        return events.filter(
            Q(happened_at__lt=last.happened_at) | Q(happened_at=last.happened_at, pk__lt=last.pk)
        )
