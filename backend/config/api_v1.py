"""Every route of the API, app by app."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from backend.core.api import schema
from backend.core.api.views import CsrfView

__all__ = ["schema", "urlpatterns"]

urlpatterns = [
    path("csrf", CsrfView.as_view()),
    path(
        "schema", SpectacularAPIView.as_view(authentication_classes=[], permission_classes=[]), name="schema"
    ),
    path(
        "docs",
        SpectacularSwaggerView.as_view(authentication_classes=[], permission_classes=[], url_name="schema"),
    ),
    path("", include("backend.accounts.api.urls")),
    path("", include("backend.spaces.api.urls")),
    path("", include("backend.timeline.api.urls")),
    path("", include("backend.schedules.api.urls")),
    path("", include("backend.notifications.api.urls")),
    path("", include("backend.checkins.api.urls")),
    path("", include("backend.privacy.api.urls")),
]
