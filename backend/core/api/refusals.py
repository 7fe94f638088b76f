"""Which refusals an operation can give, read from the code itself: every refusal that it can reach."""

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_list_or_404, get_object_or_404
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated

from backend.core.errors import DomainError, RateLimited

Said = dict[int, set[str]]
"""The codes of each status."""
OURS = "backend."
VERBS = {"get", "post", "put", "patch", "delete", "head", "options"}
BEFORE = ("initial", "check_permissions", "check_throttles")
PLAIN: dict[object, tuple[int, str]] = {
    Http404: (404, "not_found"),
    get_object_or_404: (404, "not_found"),
    get_list_or_404: (404, "not_found"),
    PermissionDenied: (403, "forbidden"),
}


def refusals(view: type, method: str) -> Said:
    """What the framework refuses for everybody, and what the code of this method refuses."""
    said: Said = defaultdict(set)
    for status, code in [*_of_the_framework(view, method), *_of_the_code(view, method)]:
        said[status].add(code)
    if method in SAFE_METHODS:
        said.pop(409, None)  # looking stands in nobody's way
        if _signed_in_only(view):
            said.pop(RateLimited.status, None)  # and looking at one's own is free
    return dict(sorted(said.items()))


def _signed_in_only(view: Any) -> bool:
    return IsAuthenticated in view.permission_classes


def _of_the_framework(view: Any, method: str) -> Iterator[tuple[int, str]]:
    yield from [(400, "malformed"), (400, "invalid"), (406, "not_acceptable")]
    if _signed_in_only(view):
        yield (401, "signed_out")
    if method not in SAFE_METHODS:
        yield (403, "csrf_failed")


def _of_the_code(view: type, method: str) -> Iterator[tuple[int, str]]:
    reached = _Reader(view)
    for name in (*BEFORE, method.lower()):
        for function in _versions(view, name):
            reached.read(function)
    for thing in reached.seen:
        if isinstance(thing, type) and issubclass(thing, DomainError) and thing is not DomainError:
            if method in getattr(view, "confirmed_for", ()) or thing.code != "confirmation_needed":
                yield (thing.status, thing.code)
        elif thing in PLAIN:
            yield PLAIN[thing]
    if reached.takes_a_body and method not in SAFE_METHODS:
        yield from [(413, "too_large"), (415, "unsupported_media")]


def _versions(view: type, name: str) -> Iterator[Callable[..., Any]]:
    """A method in every class that defines it: each may call the one above it."""
    for parent in view.__mro__:
        found = vars(parent).get(name)
        found = found.fget if isinstance(found, property) else found
        if callable(found):
            yield found


class _Reader:
    """Follows names through functions of this program. It may reach more than can happen, never less."""

    def __init__(self, view: type) -> None:
        self.seen: set[object] = set()
        self.takes_a_body = False
        self._view = view

    def read(self, function: Callable[..., Any]) -> None:
        function = inspect.unwrap(function)
        if function in self.seen or not isinstance(function, FunctionType):
            return
        if not function.__module__.startswith(OURS):
            return
        self.seen.add(function)
        names = set(_names(function.__code__))
        self.takes_a_body |= {"request", "data"} <= names | set(function.__code__.co_varnames)
        for found in self._meant(function, names):
            if isinstance(found, FunctionType):
                self.read(found)
            elif isinstance(found, type):
                self.seen.add(found)
        self.seen |= {thing for thing in PLAIN if getattr(thing, "__name__", "") in names}

    def _meant(self, function: FunctionType, names: set[str]) -> Iterator[object]:
        known = [function.__globals__[name] for name in names if name in function.__globals__]
        yield from known
        for name in names - VERBS:
            yield from _versions(self._view, name)
            for holder in known:
                if _is_ours(holder) and isinstance(found := vars(holder).get(name), FunctionType | type):
                    yield found


def _is_ours(holder: object) -> bool:
    if isinstance(holder, ModuleType):
        return holder.__name__.startswith(OURS)
    return isinstance(holder, type) and holder.__module__.startswith(OURS)


def _names(code: CodeType) -> Iterator[str]:
    """Every name in a function and in the functions inside it."""
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)
