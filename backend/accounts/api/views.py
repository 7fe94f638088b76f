"""A person, to themselves."""

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.serializers import Profile, ProfileChanges
from backend.accounts.models import Person
from backend.accounts.services import change_profile
from backend.core.api.views import View


def asking(request: Request) -> Person:
    """The person who asks."""
    if not isinstance(request.user, Person):
        raise NotAuthenticated
    return request.user


class MeView(View):
    @extend_schema(responses=Profile)
    def get(self, request: Request) -> Response:
        """Your own profile."""
        return Response(Profile(asking(request)).data)

    @extend_schema(request=ProfileChanges(partial=True), responses=Profile)
    def patch(self, request: Request) -> Response:
        """Change any of it."""
        shape = ProfileChanges(data=request.data)
        shape.is_valid(raise_exception=True)
        person = change_profile(person=asking(request), changes=shape.validated_data)
        return Response(Profile(person).data)
