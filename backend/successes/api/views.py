"""What two people celebrate and thank each other for, and the pictures of it."""

from datetime import timedelta
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.checkins.api import views as checkins
from backend.core.api.http import WRITES, BytesParser, Limit
from backend.core.api.serializers import Bytes
from backend.core.api.views import KEY_HEADER
from backend.core.errors import InvalidWords
from backend.spaces.api.serializers import MemberShape
from backend.spaces.api.views import Door, MemberCommand, MemberView, members
from backend.successes import services
from backend.successes.api import serializers as shapes
from backend.successes.models import Confirmation, Picture, Reaction, Success
from backend.successes.rules.pictures import MOST_BYTES, READ, TYPE

PAGE = 20
CURSOR = OpenApiParameter("cursor", str, description="`next` of the page before")


class SuccessDoor(Door):
    """Successes as whoever asks may read them."""

    @property
    def people(self) -> dict[str, Any]:
        """Both, for the shapes."""
        me = self.membership.person_id
        shown = [MemberShape(one, context={"me": me}).data for one in members(self.membership)]
        mine = next(one for one in shown if one["is_me"])
        return {"me": me, "mine": mine, "other": next((one for one in shown if one is not mine), None)}

    def shown(self, successes: list[Success]) -> list[Any]:
        ids = [success.pk for success in successes]
        reactions = Reaction.objects.visible_to(self.membership).filter(success__in=ids)
        context = {
            **self.people,
            "together": services.confirmed(self.membership, ids),
            "reactions": dict(reactions.values_list("success_id", "kind")),
        }
        return list(shapes.SuccessShape(successes, many=True, context=context).data)

    def represent(self, resource_id: UUID) -> Any:
        visible = Success.objects.visible_to(self.membership).with_words()
        return self.shown([get_object_or_404(visible, pk=resource_id)])[0]


class TodayView(SuccessDoor, checkins.TodayView):
    """With the latest thanks from the other, which it takes from the bank; so it lives above check-ins."""

    def good_thing(self) -> dict[str, Any] | None:
        """None where the other has left."""
        if self.membership.space.closed_at:
            return None
        found, _ = services.bank(membership=self.membership, whose="for_me", size=1)
        zone = ZoneInfo(self.membership.space.time_zone)
        shown = [
            {"text": one.texts[0], "on": one.at.astimezone(zone).date(), "member": self.people["other"]}
            for one in found
        ]
        return shown[0] if shown else None


class SuccessesView(SuccessDoor, MemberCommand):
    body = shapes.NewSuccess
    asks = frozenset({"cursor"})

    @extend_schema(operation_id="successes_list", responses=shapes.SuccessesPage, parameters=[CURSOR])
    def get(self, request: Request) -> Response:
        """A page of your own and of what was shared with you, the latest first."""
        asked = self._after(request.query_params.get("cursor", ""))
        found = list(asked.order_by("-happened_on", "-created_at", "-pk")[: PAGE + 1])
        page, more = found[:PAGE], len(found) > PAGE
        return Response({"items": self.shown(page), "next": str(page[-1].pk) if more else None})

    def _after(self, cursor: str) -> QuerySet[Success]:
        visible = Success.objects.visible_to(self.membership).with_words()
        declined = Confirmation.objects.declined_by(self.membership)
        listed = visible.exclude(pk__in=declined.values("success"))
        if not cursor:
            return listed
        try:
            last = visible.get(pk=UUID(cursor))
        except (ValueError, Success.DoesNotExist) as error:
            raise InvalidWords("cursor", "This page mark is not from here. Start at the top.") from error
        same_day = Q(happened_on=last.happened_on)
        earlier = Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk)
        return listed.filter(Q(happened_on__lt=last.happened_on) | same_day & earlier)

    @extend_schema(request=shapes.NewSuccess, responses={201: shapes.SuccessShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Celebrate something. A joint one asks the other whether it was theirs too."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.celebrate(membership=self.membership, **words).pk


class SuccessView(SuccessDoor, MemberView):
    @extend_schema(responses=shapes.SuccessShape)
    def get(self, request: Request, success_id: UUID) -> Response:
        """One of them."""
        return Response(self.represent(success_id))

    @extend_schema(request=shapes.NewSuccess(partial=True), responses=shapes.SuccessShape)
    def patch(self, request: Request, success_id: UUID) -> Response:
        """Change your own. What the other has said to it was said of how it stood before, and goes."""
        shape = shapes.NewSuccess(data=request.data, partial=True)
        shape.is_valid(raise_exception=True)
        services.change_success(
            membership=self.membership, success_id=success_id, changes=shape.validated_data
        )
        return Response(self.represent(success_id))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, success_id: UUID) -> Response:
        """Take your own back, at once and with its picture."""
        services.take_back_success(membership=self.membership, success_id=success_id)
        return Response(status=204)


class ConfirmationView(SuccessDoor, MemberView):
    @extend_schema(request=shapes.Whose, responses=shapes.SuccessShape)
    def put(self, request: Request, success_id: UUID) -> Response:
        """Say whether a joint one was yours too."""
        shape = shapes.Whose(data=request.data)
        shape.is_valid(raise_exception=True)
        services.say_whose(membership=self.membership, success_id=success_id, **shape.validated_data)
        return Response(self.represent(success_id))

    @extend_schema(responses={200: shapes.SuccessShape})
    def delete(self, request: Request, success_id: UUID) -> Response:
        """Take that back; it is a question again."""
        services.forget_whose(membership=self.membership, success_id=success_id)
        return Response(self.represent(success_id))


class ReactionView(SuccessDoor, MemberView):
    @extend_schema(request=shapes.Reacting, responses=shapes.SuccessShape)
    def put(self, request: Request, success_id: UUID) -> Response:
        """Say something kind to what the other wrote."""
        shape = shapes.Reacting(data=request.data)
        shape.is_valid(raise_exception=True)
        services.react(membership=self.membership, success_id=success_id, **shape.validated_data)
        return Response(self.represent(success_id))

    @extend_schema(responses={200: shapes.SuccessShape})
    def delete(self, request: Request, success_id: UUID) -> Response:
        """Take it back."""
        services.take_back_reaction(membership=self.membership, success_id=success_id)
        return Response(self.represent(success_id))


class PictureParser(BytesParser):
    media_type, most = "image/*", MOST_BYTES


class PictureView(SuccessDoor, MemberView):
    parser_classes = [PictureParser]
    limits = (Limit("pictures", 100, timedelta(days=1)), WRITES)

    @extend_schema(responses={(200, TYPE): OpenApiTypes.BINARY})
    def get(self, request: Request, success_id: UUID) -> HttpResponse:
        """The picture, for whoever sees the success."""
        visible = Picture.objects.visible_to(self.membership).select_related("author__key")
        image = get_object_or_404(visible, success=success_id).open_bytes("image")
        return HttpResponse(image, content_type=TYPE, headers={"Content-Disposition": "inline"})

    @extend_schema(
        request={f"image/{kind.lower()}": OpenApiTypes.BINARY for kind in READ},
        responses={200: shapes.SuccessShape},
    )
    def put(self, request: Request, success_id: UUID) -> Response:
        """Put a picture beside your own. Of what was sent only the pixels are kept."""
        sent = Bytes(data=request.data)
        sent.is_valid(raise_exception=True)
        data = sent.validated_data.get("file", b"")
        services.add_picture(membership=self.membership, success_id=success_id, data=data)
        return Response(self.represent(success_id))

    @extend_schema(responses={200: shapes.SuccessShape})
    def delete(self, request: Request, success_id: UUID) -> Response:
        """Take the picture away; the success stays."""
        services.remove_picture(membership=self.membership, success_id=success_id)
        return Response(self.represent(success_id))


WHOSE: dict[str, Literal["", "for_me", "from_me"]] = {"": "", "for_me": "for_me", "from_me": "from_me"}


class AppreciationsView(SuccessDoor, MemberCommand):
    body = shapes.NewAppreciation
    asks = frozenset({"cursor", "whose"})

    @extend_schema(
        responses=shapes.Bank,
        parameters=[CURSOR, OpenApiParameter("whose", str, enum=["for_me", "from_me"])],
    )
    def get(self, request: Request) -> Response:
        """A page of the bank: thanks said by themselves, and in check-ins that both have seen."""
        whose = WHOSE.get(request.query_params.get("whose", ""))
        if whose is None:
            raise InvalidWords("whose", "Choose for_me or from_me, or neither.")
        found, further = services.bank(
            membership=self.membership, whose=whose, after=request.query_params.get("cursor", "")
        )
        invites = services.invites_thanks(membership=self.membership)
        return Response({"items": self._thanks(found), "next": further, "invites": invites})

    def _thanks(self, found: list[services.Thanks]) -> list[Any]:
        context = {**self.people, "zone": self.membership.space.time_zone}
        return list(shapes.AppreciationShape(found, many=True, context=context).data)

    @extend_schema(
        request=shapes.NewAppreciation, responses={201: shapes.AppreciationShape}, parameters=[KEY_HEADER]
    )
    def post(self, request: Request, **ids: UUID) -> Response:
        """Say thank you; the other finds it at once."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.appreciate(membership=self.membership, **words).pk

    def represent(self, resource_id: UUID) -> Any:
        return self._thanks([services.one_of_them(membership=self.membership, appreciation_id=resource_id)])[
            0
        ]


class AppreciationView(MemberView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, appreciation_id: UUID) -> Response:
        """Take your own back, at once."""
        services.take_back_thanks(membership=self.membership, appreciation_id=appreciation_id)
        return Response(status=204)
