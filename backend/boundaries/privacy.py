"""What somebody agreed to and what is theirs alone, for themselves; and forgetting it with them."""

from typing import Any

from django.db.models import Model

from backend.accounts.models import Person

COVERS: tuple[type[Model], ...] = ()


def export(person: Person) -> list[dict[str, Any]]:
    return []


def erase(person: Person) -> None:
    """Theirs goes; what both agreed stays with the other."""
