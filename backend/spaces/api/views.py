"""The space of the person who asks, and the way in."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import SAFE_METHODS, AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.views import asking
from backend.core import scope
from backend.core.api.http import WRITES, Limit
from backend.core.api.views import KEY_HEADER, CommandView, View
from backend.core.clock import now
from backend.core.errors import DomainError
from backend.spaces import services
from backend.spaces.api import serializers as shapes
from backend.spaces.models import Invitation, Membership
from backend.spaces.services import SpaceClosed

TRIES_OF_A_CODE = Limit("invitation", 20, timedelta(hours=1))


class NoSpace(DomainError):
    code, status = "no_space", 404
    detail = "You are not in a space yet. Make one, or join with an invitation."


class Door(View):
    """The one way to a couple's rows: the asking person's active membership.

    Whoever changes something holds the space open until the end of the request, so that leaving comes before
    or after it. In a closed space there is only reading.
    """

    @property
    def membership(self) -> Membership:
        if not hasattr(self, "_membership"):
            self._membership = self._found().first()
            if self._membership:
                scope.enter(person_id=self._membership.person_id, space_id=self._membership.space_id)
        if self._membership is None:
            raise NoSpace
        if self._changes and self._membership.space.closed_at:
            raise SpaceClosed
        return self._membership

    def _found(self) -> QuerySet[Membership]:
        mine = Membership.objects.active().with_words().filter(person=asking(self.request))
        return mine.select_for_update(of=("self", "space"), no_key=True) if self._changes else mine

    @property
    def _changes(self) -> bool:
        return self.request.method not in SAFE_METHODS and not self.done


class MemberView(Door):
    """A view for somebody with a space."""


class MemberCommand(Door, CommandView):
    """A command for somebody with a space."""


def members(membership: Membership) -> list[Membership]:
    """Both people, in the order of their seats; in a closed space whoever has left is nobody known."""
    if membership.space.closed_at:
        return sorted([membership, membership.left_behind()], key=lambda one: one.seat)
    return list(Membership.objects.active().with_words().filter(space=membership.space_id).order_by("seat"))


def _space(membership: Membership) -> dict[str, Any]:
    context = {"me": membership.person_id, "members": members(membership)}
    return dict(shapes.SpaceShape(membership.space, context=context).data)


class SpaceView(Door, CommandView):
    body = shapes.NewSpace

    @extend_schema(responses=shapes.SpaceShape)
    def get(self, request: Request) -> Response:
        """Your space and the people in it."""
        return Response(_space(self.membership))

    @extend_schema(request=shapes.SpaceChanges(partial=True), responses=shapes.SpaceShape)
    def patch(self, request: Request) -> Response:
        """Change its name, start date or time zone."""
        shape = shapes.SpaceChanges(data=request.data)
        shape.is_valid(raise_exception=True)
        services.change_space(membership=self.membership, changes=shape.validated_data)
        return Response(_space(self.membership))

    @extend_schema(request=shapes.NewSpace, responses={201: shapes.SpaceShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Make a space."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.create_space(person=asking(self.request), **words).space_id

    def represent(self, resource_id: UUID) -> Any:
        return _space(self.membership)


class InvitationView(MemberCommand):
    def _open(self) -> Invitation:
        usable = Invitation.objects.visible_to(self.membership).usable(now())
        invitation = usable.select_related("space__key").first()
        if invitation is None:
            raise Http404
        return invitation

    @extend_schema(responses=shapes.InvitationShape)
    def get(self, request: Request) -> Response:
        """The open invitation: a code, the same as a link, the same as a picture."""
        return Response(shapes.InvitationShape(self._open()).data)

    @extend_schema(request=shapes.Empty, responses={201: shapes.InvitationShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Invite. An invitation that was open before stops working."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.invite(membership=self.membership).pk

    def represent(self, resource_id: UUID) -> Any:
        return shapes.InvitationShape(self._open()).data

    @extend_schema(responses={204: None})
    def delete(self, request: Request) -> Response:
        """Withdraw it."""
        services.withdraw_invitation(membership=self.membership)
        return Response(status=204)


class InvitationPreviewView(View):
    """Who asks, before deciding; also signed out. The code travels in the body, so that no log keeps it."""

    permission_classes = [AllowAny]
    limits = (TRIES_OF_A_CODE,)

    @extend_schema(request=shapes.Code, responses={200: shapes.PreviewShape})
    def post(self, request: Request) -> Response:
        shape = shapes.Code(data=request.data)
        shape.is_valid(raise_exception=True)
        return Response(shapes.PreviewShape(services.find_invitation(code=shape.validated_data["code"])).data)


class MembershipView(Door, CommandView):
    body = shapes.Code
    limits = (WRITES, TRIES_OF_A_CODE)

    @extend_schema(request=shapes.Code, responses={201: shapes.SpaceShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Accept an invitation."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.accept_invitation(person=asking(self.request), code=words["code"]).space_id

    def represent(self, resource_id: UUID) -> Any:
        return _space(self.membership)
