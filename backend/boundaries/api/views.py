"""What two people agreed, and what is one's own."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.boundaries import services
from backend.boundaries.api import serializers as shapes
from backend.boundaries.models import Agreement, Draft, Limit, Note
from backend.boundaries.rules import Kind
from backend.core.api.serializers import Shape
from backend.core.api.views import KEY_HEADER
from backend.spaces.api.views import Door, MemberCommand, MemberView


class AgreementDoor(Door):
    """Renders one agreement for the person who asks."""

    def represent(self, resource_id: UUID) -> Any:
        visible = Agreement.objects.visible_to(self.membership).with_history()
        note = Note.objects.visible_to(self.membership).select_related("author__key")
        mine = note.filter(agreement=resource_id).first()
        context = {"seen": shapes.Seen(self.membership), "note": mine.open("text") if mine else ""}
        return shapes.AgreementShape(get_object_or_404(visible, pk=resource_id), context=context).data


class BoundariesView(MemberView):
    @extend_schema(responses=shapes.BoundariesShape)
    def get(self, request: Request) -> Response:
        """All of it by name: agreements and limits, the newest first, and your drafts."""
        agreements = Agreement.objects.visible_to(self.membership).with_history()
        limits = Limit.objects.visible_to(self.membership).with_wordings(self.membership)
        drafts = Draft.objects.visible_to(self.membership).select_related("author__key")
        context = {"seen": shapes.Seen(self.membership)}
        return Response(
            {
                "agreements": shapes.AgreementSummary(
                    agreements.order_by("-created_at", "pk"), many=True, context=context
                ).data,
                "limits": shapes.LimitSummary(
                    limits.order_by("-created_at", "pk"), many=True, context=context
                ).data,
                "drafts": shapes.DraftShape(drafts.order_by("-written_at", "pk"), many=True).data,
            }
        )


class AgreementsView(AgreementDoor, MemberCommand):
    body = shapes.NewAgreement

    @extend_schema(
        request=shapes.NewAgreement, responses={201: shapes.AgreementShape}, parameters=[KEY_HEADER]
    )
    def post(self, request: Request, **ids: UUID) -> Response:
        """Propose something. It holds once the other has agreed."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.propose(membership=self.membership, **words | {"kind": Kind(words["kind"])}).pk


class AgreementView(AgreementDoor, MemberView):
    @extend_schema(responses=shapes.AgreementShape)
    def get(self, request: Request, agreement_id: UUID) -> Response:
        """One agreement, and how it came to be."""
        return Response(self.represent(agreement_id))


class VersionsView(AgreementDoor, MemberCommand):
    body = shapes.NewVersion

    @extend_schema(request=shapes.NewVersion, responses={201: shapes.AgreementShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Propose other words: a change, or a counter to what is open. What holds goes on holding."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.propose_another(
            membership=self.membership, agreement_id=ids["agreement_id"], **words
        ).agreement_id


class VersionView(AgreementDoor, MemberView):
    @extend_schema(responses={200: shapes.AgreementShape})
    def delete(self, request: Request, agreement_id: UUID, version_id: UUID) -> Response:
        """Take your proposal back. That it was made stays to be read."""
        services.withdraw_proposal(
            membership=self.membership, agreement_id=agreement_id, version_id=version_id
        )
        return Response(self.represent(agreement_id))


class ConsentView(AgreementDoor, MemberView):
    @extend_schema(request=None, responses=shapes.AgreementShape)
    def put(self, request: Request, agreement_id: UUID, version_id: UUID) -> Response:
        """Agree to what the other proposed."""
        services.agree(membership=self.membership, agreement_id=agreement_id, version_id=version_id)
        return Response(self.represent(agreement_id))


class RefusalView(AgreementDoor, MemberView):
    @extend_schema(request=None, responses=shapes.AgreementShape)
    def put(self, request: Request, agreement_id: UUID, version_id: UUID) -> Response:
        """Not now. Nobody asks why."""
        services.decline(membership=self.membership, agreement_id=agreement_id, version_id=version_id)
        return Response(self.represent(agreement_id))


class EndingView(AgreementDoor, MemberView):
    @extend_schema(request=None, responses=shapes.AgreementShape)
    def put(self, request: Request, agreement_id: UUID) -> Response:
        """End it, for both and at once."""
        services.end_agreement(membership=self.membership, agreement_id=agreement_id)
        return Response(self.represent(agreement_id))


class NoteView(AgreementDoor, MemberView):
    @extend_schema(request=shapes.NewNote, responses=shapes.AgreementShape)
    def put(self, request: Request, agreement_id: UUID) -> Response:
        """A thought about it that nobody else sees; an empty one takes it away."""
        words = _checked(shapes.NewNote, request)
        services.keep_note(membership=self.membership, agreement_id=agreement_id, **words)
        return Response(self.represent(agreement_id))


class DraftView(MemberView):
    @extend_schema(request=shapes.NewDraft, responses={204: None})
    def put(self, request: Request, about: UUID) -> Response:
        """Keep it for later. `about` is the agreement it would change, or a new id for something new."""
        words = _checked(shapes.NewDraft, request)
        words = {"review_on": None, **words, "kind": Kind(words["kind"])}
        services.keep_draft(membership=self.membership, about=about, **words)
        return Response(status=204)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, about: UUID) -> Response:
        """Let it go."""
        services.drop_draft(membership=self.membership, about=about)
        return Response(status=204)


class LimitDoor(Door):
    """Renders one limit for the person who asks."""

    def represent(self, resource_id: UUID) -> Any:
        visible = Limit.objects.visible_to(self.membership).with_wordings(self.membership)
        limit = get_object_or_404(visible, pk=resource_id)
        return shapes.LimitShape(limit, context={"seen": shapes.Seen(self.membership)}).data


class LimitsView(LimitDoor, MemberCommand):
    body = shapes.NewLimit

    @extend_schema(request=shapes.NewLimit, responses={201: shapes.LimitShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Say a limit of your own, for yourself or told."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.set_limit(membership=self.membership, **words).pk


class LimitView(LimitDoor, MemberView):
    @extend_schema(responses=shapes.LimitShape)
    def get(self, request: Request, limit_id: UUID) -> Response:
        """One limit, and the ways it was said."""
        return Response(self.represent(limit_id))

    @extend_schema(request=shapes.LimitChanges, responses=shapes.LimitShape)
    def patch(self, request: Request, limit_id: UUID) -> Response:
        """Tell it, or take that back at once."""
        words = _checked(shapes.LimitChanges, request)
        services.tell_limit(membership=self.membership, limit_id=limit_id, **words)
        return Response(self.represent(limit_id))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, limit_id: UUID) -> Response:
        """Let it go."""
        services.drop_limit(membership=self.membership, limit_id=limit_id)
        return Response(status=204)


class WordingsView(LimitDoor, MemberCommand):
    body = shapes.NewWording

    @extend_schema(request=shapes.NewWording, responses={201: shapes.LimitShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Say it in other words."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.word_limit(membership=self.membership, limit_id=ids["limit_id"], **words).limit_id


def _checked(shape: type[Shape], request: Request) -> dict[str, Any]:
    found = shape(data=request.data)
    found.is_valid(raise_exception=True)
    return dict(found.validated_data)
