"""Every route of the API, app by app."""

from django.urls import include, path

from backend.config.api_docs import DocsView, SchemaView
from backend.core.api import schema
from backend.core.api.views import CsrfView

__all__ = ["schema", "urlpatterns"]

urlpatterns = [
    path("csrf", CsrfView.as_view()),
    path("schema", SchemaView.as_view()),
    path("docs", DocsView.as_view()),
    path("", include("backend.accounts.api.urls")),
    path("", include("backend.spaces.api.urls")),
    path("", include("backend.timeline.api.urls")),
    path("", include("backend.schedules.api.urls")),
    path("", include("backend.notifications.api.urls")),
    path("", include("backend.boundaries.api.urls")),
    path("", include("backend.checkins.api.urls")),
    path("", include("backend.successes.api.urls")),
    path("", include("backend.privacy.api.urls")),
]
