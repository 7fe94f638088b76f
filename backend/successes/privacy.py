"""Successes, promises and thanks of somebody, for themselves; and forgetting them."""

from typing import Any

from django.db.models import Model

from backend.accounts.models import Person

COVERS: tuple[type[Model], ...] = ()


def export(person: Person) -> list[dict[str, Any]]:
    return []


def erase(person: Person) -> None:
    """All of theirs, at once."""
