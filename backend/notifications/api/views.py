"""The browsers a person wants to be reminded on."""

from typing import cast
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import Person
from backend.core.api.views import View
from backend.notifications import services
from backend.notifications.api import serializers as shapes
from backend.notifications.channels import web_push
from backend.notifications.models import PushSubscription


class PushKeyView(View):
    @extend_schema(responses=shapes.PushKey)
    def get(self, request: Request) -> Response:
        """The key a browser subscribes with."""
        return Response({"key": web_push.public_key()})


class OwnView(View):
    """A view for the person who asks, with or without a space."""

    @property
    def me(self) -> Person:
        return cast(Person, self.request.user)


class PushSubscriptionsView(OwnView):
    @extend_schema(request=shapes.NewSubscription, responses=shapes.SubscriptionShape)
    def put(self, request: Request) -> Response:
        """Remember this browser, or renew what is known of it."""
        shape = shapes.NewSubscription(data=request.data)
        shape.is_valid(raise_exception=True)
        words = shape.validated_data
        subscription = services.subscribe(person=self.me, endpoint=words["endpoint"], **words["keys"])
        return Response(shapes.SubscriptionShape(subscription).data)


class PushSubscriptionView(OwnView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, subscription_id: UUID) -> Response:
        """Forget this browser."""
        mine = PushSubscription.objects.filter(person=self.me)
        services.unsubscribe(person=self.me, subscription=get_object_or_404(mine, pk=subscription_id))
        return Response(status=204)
