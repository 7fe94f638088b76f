"""The description of the API: as OpenAPI for programs, and on one plain page for people, without a script."""

from functools import cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from backend.core.api.views import View


@cache
def description() -> dict[str, Any]:
    """Made once for each process: it takes a while, and only a new version changes it."""
    return dict(SchemaGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]


class Described(View):
    """For everybody, whoever they are."""

    authentication_classes = []
    permission_classes = [AllowAny]


@extend_schema(exclude=True)
class SchemaView(Described):
    def get(self, request: Request) -> Response:
        return Response(description())


@extend_schema(exclude=True)
class DocsView(Described):
    def get(self, request: Request) -> HttpResponse:
        return render(request._request, "docs.html", {"info": description()["info"], "groups": groups()})


@cache
def groups() -> list[tuple[str, list[dict[str, Any]]]]:
    """Operations by what they are about, in the order of the addresses."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(_told(path, method, operation))
    return list(found.items())


def _told(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = next(iter(operation.get("requestBody", {}).get("content", {}).values()), {})
    return {
        "path": path,
        "method": method.upper(),
        "about": operation.get("description", ""),
        "parameters": operation.get("parameters", []),
        "fields": _fields(body.get("schema", {})),
        "answers": [
            (status, answer["description"], _fields(_schema_of(answer)))
            for status, answer in operation["responses"].items()
        ],
    }


def _schema_of(answer: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = next(iter(answer.get("content", {}).values()), {})
    found: dict[str, Any] = content.get("schema", {})
    return {} if found.get("$ref", "").endswith("/Problem") else found


def _fields(schema: dict[str, Any]) -> list[tuple[str, str]]:
    """The names of an object's fields and what is in them."""
    return [(name, _kind(inner)) for name, inner in _whole(schema).get("properties", {}).items()]


def _whole(schema: dict[str, Any]) -> dict[str, Any]:
    """What a reference, or a list of such, is about."""
    if "items" in schema:
        return _whole(schema["items"])
    if "$ref" in schema:
        part: dict[str, Any] = description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return part
    return schema


def _kind(schema: dict[str, Any]) -> str:
    """In one word or a few."""
    for inner in (*schema.get("allOf", []), *schema.get("oneOf", [])):
        return _kind(inner)
    if "$ref" in schema:
        whole = _whole(schema)
        return (
            " | ".join(map(str, whole["enum"])) if "enum" in whole else str(schema["$ref"].rsplit("/", 1)[1])
        )
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return str(schema.get("format") or schema.get("type") or "any")
