"""The way out of a space."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.views import Confirmed, asking
from backend.privacy import services
from backend.spaces.api import views as spaces
from backend.spaces.api.serializers import Leaving


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
