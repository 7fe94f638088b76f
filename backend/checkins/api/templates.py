"""The templates of the space of the person who asks; either of the two may change them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.checkins import services
from backend.checkins.api import serializers as shapes
from backend.checkins.models import Template
from backend.checkins.rules.packs import MOST_BYTES
from backend.core.api.http import BytesParser
from backend.core.api.serializers import Bytes, Empty
from backend.core.api.views import KEY_HEADER
from backend.spaces.api.views import Door, MemberCommand, MemberView

JSON = "application/json"


class TemplateDoor(Door):
    """Renders the newest version of one of their own."""

    def render(self, slug: str) -> Any:
        found = get_object_or_404(services.own_templates(self.membership), slug=slug)
        return shapes.OwnTemplateShape(found).data

    def all_of_them(self) -> Any:
        found = sorted(services.own_templates(self.membership), key=lambda one: one.says("title").casefold())
        return shapes.OwnTemplateShape(found, many=True).data


class OwnTemplatesView(TemplateDoor, MemberCommand):
    body = shapes.TemplateWords

    @extend_schema(responses=shapes.OwnTemplateShape(many=True))
    def get(self, request: Request) -> Response:
        """The newest version of each of your own, also of those you have put away."""
        return Response(self.all_of_them())

    @extend_schema(
        request=shapes.TemplateWords, responses={201: shapes.OwnTemplateShape}, parameters=[KEY_HEADER]
    )
    def post(self, request: Request, **ids: UUID) -> Response:
        """Write one. It is both people's from then on."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.write_template(membership=self.membership, words=words).pk

    def represent(self, resource_id: UUID) -> Any:
        written = get_object_or_404(Template.objects.visible_to(self.membership), pk=resource_id)
        return self.render(written.slug)


class OwnTemplateView(TemplateDoor, MemberView):
    @extend_schema(responses=shapes.OwnTemplateShape)
    def get(self, request: Request, slug: str) -> Response:
        """The newest version of one."""
        return Response(self.render(slug))

    @extend_schema(request=shapes.TemplateEdit, responses=shapes.OwnTemplateShape)
    def put(self, request: Request, slug: str) -> Response:
        """Change its words: a new version. Check-ins that are open keep theirs."""
        shape = shapes.TemplateEdit(data=request.data)
        shape.is_valid(raise_exception=True)
        version, words = shape.validated_data["version"], shape.validated_data["template"]
        services.rewrite_template(membership=self.membership, slug=slug, version=version, words=words)
        return Response(self.render(slug))


class PutAwayView(TemplateDoor, MemberView):
    @extend_schema(request=Empty, responses=shapes.OwnTemplateShape)
    def put(self, request: Request, slug: str) -> Response:
        """Put it away: it is not offered any more."""
        Empty(data=request.data).is_valid(raise_exception=True)
        services.put_away(membership=self.membership, slug=slug)
        return Response(self.render(slug))

    @extend_schema(responses={200: shapes.OwnTemplateShape})
    def delete(self, request: Request, slug: str) -> Response:
        """Bring it back."""
        services.take_out(membership=self.membership, slug=slug)
        return Response(self.render(slug))


class PackParser(BytesParser):
    """As it was saved: its lines count."""

    media_type, most = JSON, MOST_BYTES


class PackView(TemplateDoor, MemberCommand):
    asks = frozenset({"template"})
    parser_classes = [PackParser]
    body = Bytes

    @extend_schema(
        responses={(200, JSON): shapes.Pack},
        parameters=[OpenApiParameter("template", str, description="Only this one, by its slug")],
    )
    def get(self, request: Request) -> HttpResponse:
        """Your own as a file, with nothing of people in it; the format is in docs/template-packs.md."""
        pack = services.pack_of(membership=self.membership, slug=request.query_params.get("template", ""))
        headers = {"Content-Disposition": 'attachment; filename="check-ins.json"'}
        return HttpResponse(pack, content_type=JSON, headers=headers)

    @extend_schema(
        request={JSON: shapes.Pack},
        responses={201: shapes.OwnTemplateShape(many=True)},
        parameters=[KEY_HEADER],
    )
    def post(self, request: Request, **ids: UUID) -> Response:
        """Take in a file, all of it or nothing. `errors` names the place and the line at fault."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        services.unpack(membership=self.membership, data=words.get("file", b""))
        return self.membership.space_id

    def represent(self, resource_id: UUID) -> Any:
        if resource_id != self.membership.space_id:
            raise Http404
        return self.all_of_them()
