"""All addresses: the API, signing in, the web app; on one machine also /dev."""

from django.conf import settings
from django.urls import include, path, re_path

from backend.config.health import healthz, metrics, readyz
from backend.config.shell import shell
from backend.core.api.problems import nothing_here
from backend.notifications.api.calendar import ADDRESS, calendar_file

# What allauth offers and Toward does not: passwords, telephone numbers, a second address.
NOT_OFFERED = (
    r"^_allauth/browser/v1/"
    r"(?:auth/(?:login|reauthenticate|2fa/reauthenticate|password/.*|phone/.*)|account/(?:password/.*|phone|email))$"
)

urlpatterns = [
    path("api/v1/", include("backend.config.api_v1")),
    re_path(r"^api/", nothing_here),
    re_path(NOT_OFFERED, nothing_here),
    path("_allauth/", include("allauth.headless.urls")),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path(ADDRESS, calendar_file),
    *([path("dev/", include("backend.config.dev"))] if settings.LOCAL else []),
    re_path(r"^(?P<path>[^.]*)$", shell),
]

handler400 = "backend.core.api.problems.bad_request"
handler404 = "backend.core.api.problems.nothing_here"
handler500 = "backend.core.api.problems.our_fault"
