"""What every answer tells a browser about what may be done with it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NEVER_KEPT = ("/api/", "/_allauth/", "/dev/", "/readyz", "/metrics")
"""Answers for one person; a cache or the back button would show them to the next."""
USED = {"clipboard-write", "publickey-credentials-create", "publickey-credentials-get"}
NOT_USED = {
    *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read"),
    *("display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid"),
    *("idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment"),
    *("picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb", "window-management"),
    "xr-spatial-tracking",
}
ALWAYS = {
    "Permissions-Policy": ", ".join(
        [f"{name}=(self)" for name in sorted(USED)] + [f"{name}=()" for name in sorted(NOT_USED)]
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def with_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith(NEVER_KEPT):
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware
