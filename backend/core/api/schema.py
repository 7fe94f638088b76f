"""What the OpenAPI description says beside the views: the session, and what a refusal looks like."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction

from backend.core.api.refusals import refusals


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "backend.core.api.http.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "session"}


PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable; what a program decides by."},
        "detail": {"type": "string", "description": "What to do, for a person."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "detail"],
                "properties": {
                    **{name: {"type": "string"} for name in ("field", "code", "detail")},
                    "line": {"type": "integer", "description": "Of a file that was sent; the first is 1."},
                },
            },
        },
    },
}
TOLD = {
    400: "Not readable, or not as described",
    401: "Signed out",
    403: "Not allowed",
    404: "Not there, or not yours to see",
    406: "Not available in that form",
    409: "Not possible right now",
    410: "No longer there",
    413: "Too large",
    415: "Not JSON",
    422: "That does not fit",
    429: "Too often; `Retry-After` says for how many seconds",
}


class Schema(AutoSchema):
    """Documents every refusal that the code of an operation can reach, and no other."""

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        answers: dict[str, Any] = super()._get_response_bodies(direction)
        said = refusals(type(self.view), self.method)
        if "{" in self.path:  # what is no id leads nowhere
            said[404] = said.get(404, set()) | {"not_found"}
        return answers | {str(status): _refusal(status, codes) for status, codes in said.items()}


def _refusal(status: int, codes: set[str]) -> dict[str, Any]:
    these = {"status": {"enum": [status]}, "code": {"enum": sorted(codes)}}
    schema = {
        "allOf": [{"$ref": "#/components/schemas/Problem"}, {"type": "object", "properties": these}],
    }
    return {"description": TOLD[status], "content": {"application/problem+json": {"schema": schema}}}


def add_problem(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """What every refusal looks like."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    return result
