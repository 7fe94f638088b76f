"""The web app's one page: the same bytes for everybody, signed in or out."""

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse

NOT_BUILT = "The web app is not built yet. Run `make run`, which builds it."


def shell(request: HttpRequest, path: str = "") -> HttpResponse | FileResponse:
    """index.html for every address of the app; the router in the browser does the rest."""
    page = settings.WEB_DIST / "index.html"
    if not page.is_file():
        return HttpResponse(NOT_BUILT, status=503, content_type="text/plain")
    return FileResponse(page.open("rb"), content_type="text/html", headers={"Cache-Control": "no-cache"})
