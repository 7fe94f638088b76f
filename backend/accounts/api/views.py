"""A person, to themselves, and the proof that it is still them."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from allauth.account.internal.stagekit import get_pending_stage
from allauth.mfa.stages import AuthenticateStage
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts import confirmation, services, sessions
from backend.accounts.api import serializers as shapes
from backend.accounts.models import Person, Session
from backend.core import scope
from backend.core.api.http import WRITES, Limit
from backend.core.api.serializers import Empty
from backend.core.api.views import KEY_HEADER, CommandView, View
from backend.core.clock import now
from backend.core.errors import DomainError
from backend.core.services import spend

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CODES_SENT = (Limit("codes by mail", 10, HOUR), Limit("codes by mail", 3, MINUTE))
CODES_TRIED = (Limit("codes tried", 30, DAY), Limit("codes tried", 15, HOUR), Limit("codes tried", 6, MINUTE))
RECOVERIES = (Limit("recoveries", 10, timedelta(days=30)), Limit("recoveries", 5, DAY))


def asking(request: Request) -> Person:
    """The person who asks."""
    if not isinstance(request.user, Person):
        raise NotAuthenticated
    return request.user


def _profile(person: Person) -> dict[str, Any]:
    recovery = services.recovery_of(person=person)
    return dict(shapes.Profile(person, context={"recovery": recovery}).data)


class MeView(View):
    @extend_schema(responses=shapes.Profile)
    def get(self, request: Request) -> Response:
        """Your own profile."""
        return Response(_profile(asking(request)))

    @extend_schema(request=shapes.ProfileChanges(partial=True), responses=shapes.Profile)
    def patch(self, request: Request) -> Response:
        """Change any of it."""
        shape = shapes.ProfileChanges(data=request.data)
        shape.is_valid(raise_exception=True)
        person = services.change_profile(person=asking(request), changes=shape.validated_data)
        return Response(_profile(person))


class Confirmed(View):
    """A view some methods of which need a fresh proof of who is asking."""

    confirmed_for: ClassVar[set[str]] = {"POST", "PUT", "PATCH", "DELETE"}

    def check_permissions(self, request: Request) -> None:
        super().check_permissions(request)
        if request.method in self.confirmed_for:
            confirmation.require_fresh(request._request, asking(request))


class _AboutConfirmation(View):
    def confirmation(self) -> dict[str, Any]:
        request, person = self.request._request, asking(self.request)
        fresh_until, ways = confirmation.fresh_until(request, person), confirmation.ways(request, person)
        return dict(shapes.Confirmation({"fresh_until": fresh_until, "ways": ways}).data)

    def represent(self, resource_id: UUID) -> Any:
        return self.confirmation()


class ConfirmationView(_AboutConfirmation):
    @extend_schema(responses=shapes.Confirmation)
    def get(self, request: Request) -> Response:
        """Whether this session was confirmed just now, and how it can be."""
        return Response(self.confirmation())


class ConfirmationCodesView(_AboutConfirmation, CommandView):
    limits = (*CODES_SENT, WRITES)

    @extend_schema(request=Empty, responses={201: shapes.Confirmation}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Have a code sent to your own address."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        person = asking(self.request)
        confirmation.send_confirmation(self.request._request, person)
        return person.pk


class ConfirmationsView(_AboutConfirmation, CommandView):
    body = shapes.CodeWords
    limits = (*CODES_TRIED, WRITES)

    @extend_schema(request=shapes.CodeWords, responses={201: shapes.Confirmation}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Show that it is you: the code from the letter or, for somebody with a passkey, a recovery code.

        With the passkey itself: `/_allauth/browser/v1/auth/webauthn/reauthenticate`.
        """
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        person = asking(self.request)
        confirmation.confirm(self.request._request, person, words["code"])
        return person.pk


def _mark(request: Request) -> bytes:
    return sessions.mark_of(str(request._request.session.session_key))


class SessionsView(Confirmed):
    @extend_schema(responses=shapes.SessionShape(many=True))
    def get(self, request: Request) -> Response:
        """Where you are signed in, the newest first."""
        mine = Session.objects.alive(now()).filter(person=asking(request)).order_by("-created_at")
        return Response(
            shapes.SessionShape([self._shown(session, _mark(request)) for session in mine], many=True).data
        )

    def _shown(self, session: Session, here: bytes) -> dict[str, Any]:
        return {
            "id": session.pk,
            "device": sessions.read(session).get(confirmation.DEVICE, ""),
            "signed_in_at": session.created_at,
            "last_seen_on": session.last_seen_on,
            "is_this": bytes(session.mark) == here,
        }

    @extend_schema(operation_id="sessions_end_others", request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Sign out everywhere else."""
        services.end_sessions(person=asking(request), but=_mark(request))
        return Response(status=204)


class SessionView(Confirmed):
    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, session_id: UUID) -> Response:
        """Sign out there; its next request is answered `signed_out`."""
        if not services.end_session(person=asking(request), session_id=session_id):
            raise Http404
        return Response(status=204)


class NoSecondStep(DomainError):
    code = "no_second_step"
    detail = "Begin to sign in first, with a code by e-mail."


class RecoveriesView(View):
    """For somebody in the middle of signing in: the code by e-mail fitted, the passkey is not at hand."""

    permission_classes = [AllowAny]
    limits = (Limit("recoveries here", 30, DAY), WRITES)

    @extend_schema(request=None, responses={201: shapes.RecoveryShape})
    def post(self, request: Request) -> Response:
        """Wait 72 hours instead of using a passkey. Wherever you are signed in can see and stop it."""
        with scope.door():
            stage = get_pending_stage(request._request)
            if stage is None or stage.key != AuthenticateStage.key:
                raise NoSecondStep
            for limit in RECOVERIES:
                spend(name=limit.name, subject=str(stage.login.user.pk), most=limit.most, per=limit.per)
            recovery = services.ask_for_recovery(person=stage.login.user)
        return Response(shapes.RecoveryShape(recovery).data, status=201)


class MyRecoveryView(View):
    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Stop it: nobody is let in without your passkey."""
        services.stop_recovery(person=asking(request))
        return Response(status=204)


class AddressChangesView(Confirmed, CommandView):
    body = shapes.AddressWords
    limits = (*CODES_SENT, WRITES)

    @extend_schema(request=shapes.AddressWords, responses={201: shapes.AddressAsked}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Have a code sent to another address that is to be yours."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        person = asking(self.request)
        confirmation.send_to_new_address(self.request._request, person, words["email"])
        return person.pk

    def represent(self, resource_id: UUID) -> Any:
        return shapes.AddressAsked({"email": confirmation.address_asked(self.request._request)}).data


class AddressesView(CommandView):
    body = shapes.CodeWords
    limits = (*CODES_TRIED, WRITES)

    @extend_schema(request=shapes.CodeWords, responses={201: shapes.Profile}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """The code from there: from now on it is your address."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        person = asking(self.request)
        confirmation.take_new_address(self.request._request, person, words["code"])
        return person.pk

    def represent(self, resource_id: UUID) -> Any:
        return _profile(asking(self.request))
