"""What no phone may ever do, whatever else a test is about."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

TITLES = {"Toward", "Notes"}
_NETWORK = "Failed to load resource"
"""Chromium says so of every answer above 399 and every lost connection; both belong to everyday life."""


class Watch:
    """Collects uncaught errors, complaints in the console (the browser's own about the CSP are among them),
    requests to other origins and page titles that say too much."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.faults: list[str] = []
        self.elsewhere: set[str] = set()
        self._origin = origin
        context.on("console", self._console)
        context.on("weberror", self._uncaught)
        context.on("request", self._request)

    def title(self, title: str) -> None:
        if title not in TITLES:
            self.faults.append(f"title: {title!r}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_NETWORK):
            self.faults.append(f"console: {message.text}")

    def _uncaught(self, error: WebError) -> None:
        self.faults.append(f"uncaught: {error.error}")

    def _request(self, request: Request) -> None:
        if request.url.startswith(("data:", "blob:", f"{self._origin}/")) or request.url in self.elsewhere:
            return
        self.faults.append(f"to another origin: {request.url}")
