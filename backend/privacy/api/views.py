"""The way out of a space, one's data as a file and back, and being forgotten."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.views import Confirmed, asking
from backend.core.api.http import WRITES, BytesParser, Limit
from backend.core.api.serializers import Bytes, Empty
from backend.core.api.views import KEY_HEADER, CommandView, View
from backend.core.clock import now
from backend.privacy import services
from backend.privacy.api import serializers as shapes
from backend.privacy.models import Export, Keepsake, State
from backend.privacy.rules.file import MOST_BYTES
from backend.spaces.api import views as spaces
from backend.spaces.api.serializers import Leaving

DAY = timedelta(days=1)
ZIP = "application/zip"


class SpaceView(Confirmed, spaces.SpaceView):
    """The space, and the way out of it: leaving reaches into every app, so it lives above them."""

    confirmed_for = {"DELETE"}

    @extend_schema(request=Leaving, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Leave, at once and alone. The space closes for both; `quietly` tells nobody."""
        shape = Leaving(data=request.data)
        shape.is_valid(raise_exception=True)
        services.leave(person=asking(request), quietly=shape.validated_data["quietly"])
        return Response(status=204)


class OwnExports(Confirmed):
    """Files of the person who asks."""

    @property
    def mine(self) -> QuerySet[Export]:
        return Export.objects.filter(person=asking(self.request), expires_at__gt=now())

    def represent(self, resource_id: UUID) -> Any:
        return shapes.ExportShape(get_object_or_404(self.mine, pk=resource_id)).data


class ExportsView(OwnExports, CommandView):
    confirmed_for = {"POST"}
    limits = (Limit("exports", 6, DAY), WRITES)

    @extend_schema(responses=shapes.ExportShape(many=True))
    def get(self, request: Request) -> Response:
        """Your file, if you asked for one."""
        return Response(shapes.ExportShape(self.mine, many=True).data)

    @extend_schema(request=Empty, responses={201: shapes.ExportShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Ask for a file with all of your data. It takes the place of the one before."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.request_export(person=asking(self.request)).pk


class ExportView(OwnExports):
    confirmed_for = set()

    @extend_schema(responses=shapes.ExportShape)
    def get(self, request: Request, export_id: UUID) -> Response:
        """How far it is."""
        return Response(self.represent(export_id))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, export_id: UUID) -> Response:
        """Delete the file here; what was downloaded stays where it is."""
        get_object_or_404(self.mine, pk=export_id).delete()
        return Response(status=204)


class ExportFileView(OwnExports):
    confirmed_for = {"GET"}

    @extend_schema(responses={(200, ZIP): OpenApiTypes.BINARY})
    def get(self, request: Request, export_id: UUID) -> HttpResponse:
        """The file, a ZIP; the format is in docs/export-format.md."""
        export = get_object_or_404(self.mine, pk=export_id, state=State.READY)
        name = f"my-data-{export.created_at.date().isoformat()}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(services.file_of(export=export), content_type=ZIP, headers=headers)


class FileParser(BytesParser):
    media_type, most = ZIP, MOST_BYTES


class ImportsView(CommandView):
    parser_classes = [FileParser]
    body = Bytes
    limits = (Limit("imports", 20, DAY), WRITES)
    added = 0

    @extend_schema(
        request={ZIP: OpenApiTypes.BINARY}, responses={201: shapes.Report}, parameters=[KEY_HEADER]
    )
    def post(self, request: Request, **ids: UUID) -> Response:
        """Bring back your own side of past check-ins: all of the file, or nothing of it."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        person = asking(self.request)
        self.added = services.bring_back(person=person, data=words.get("file", b""))
        return person.pk

    def represent(self, resource_id: UUID) -> Any:
        kept = Keepsake.objects.filter(person=asking(self.request)).count()
        return shapes.Report({"added": self.added, "kept": kept}).data


class KeptView(View):
    @extend_schema(responses=shapes.KeptSummary(many=True))
    def get(self, request: Request) -> Response:
        """Check-ins brought back from a file, the newest first."""
        mine = Keepsake.objects.filter(person=asking(request)).select_related("template", "person__key")
        return Response(shapes.KeptSummary(mine.order_by("-opened_on", "pk"), many=True).data)


class KeptOneView(View):
    @extend_schema(responses=shapes.Kept)
    def get(self, request: Request, kept_id: UUID) -> Response:
        """One of them, to read."""
        mine = Keepsake.objects.filter(person=asking(request)).select_related("template", "person__key")
        return Response(shapes.Kept(get_object_or_404(mine, pk=kept_id)).data)


class ErasureView(Confirmed):
    """Not a command that can be repeated: afterwards there is nobody who could ask again."""

    @extend_schema(request=Empty, responses={204: None})
    def post(self, request: Request) -> Response:
        """Erase everything of yours, at once and for good; you are signed out everywhere."""
        Empty(data=request.data).is_valid(raise_exception=True)
        services.erase(person=asking(request))
        request._request.session.flush()
        return Response(status=204)
