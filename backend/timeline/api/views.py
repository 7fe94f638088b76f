"""The shared timeline, newest first; its months; and whether there are pictures of it."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.core.api.serializers import Empty
from backend.spaces.api.views import MemberView
from backend.timeline import services
from backend.timeline.api import serializers as shapes
from backend.timeline.models import Group

PAGE = 30


def _asked(request: Request, shape: type[shapes.Wanted]) -> dict[str, Any]:
    found = shape(data={name: value for name, value in request.query_params.items() if value})
    found.is_valid(raise_exception=True)
    return dict(found.validated_data)


def _group(asked: dict[str, Any]) -> Group | None:
    return Group(asked["kind"]) if "kind" in asked else None


class TimelineView(MemberView):
    asks = frozenset({"cursor", "kind", "size", "until"})

    @extend_schema(responses=shapes.TimelinePage, parameters=[shapes.WantedPage])
    def get(self, request: Request) -> Response:
        """A page of what happened between you."""
        asked = _asked(request, shapes.WantedPage)
        page = services.read_page(
            membership=self.membership,
            size=asked.get("size", PAGE),
            after=asked.get("cursor"),
            group=_group(asked),
            until=asked.get("until"),
        )
        context = {"zone": self.membership.space.time_zone, "membership": self.membership}
        items = shapes.EventShape(page.items, many=True, context=context).data
        return Response({"items": items, "next": str(page.next) if page.next else None})


class MonthsView(MemberView):
    asks = frozenset({"kind"})

    @extend_schema(responses=shapes.MonthsShape, parameters=[shapes.Wanted])
    def get(self, request: Request) -> Response:
        """The months in which something happened, newest first."""
        group = _group(_asked(request, shapes.Wanted))
        found = services.months(membership=self.membership, group=group)
        return Response({"months": shapes.MonthShape(found, many=True).data})


class ConsentView(MemberView):
    """One's own say. What the other has said shows only where there are pictures."""

    def _told(self) -> Response:
        mine = services.wants_pictures(membership=self.membership)
        on = mine and services.both_want_pictures(membership=self.membership)
        return Response({"mine": mine, "on": on})

    @extend_schema(responses=shapes.ConsentShape)
    def get(self, request: Request) -> Response:
        """Whether you want pictures, and whether there are any."""
        return self._told()

    @extend_schema(request=Empty, responses=shapes.ConsentShape)
    def put(self, request: Request) -> Response:
        """You want pictures."""
        Empty(data=request.data).is_valid(raise_exception=True)
        services.want_pictures(membership=self.membership)
        return self._told()

    @extend_schema(responses={200: shapes.ConsentShape})
    def delete(self, request: Request) -> Response:
        """You want none any more; there are none from now on."""
        services.want_no_pictures(membership=self.membership)
        return self._told()
