"""Raises the walls after every migration; knows the checks, lookups and moments of the house."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from backend.core import bulk, checks
from backend.core.clock import reads_moments
from backend.core.walls import loosen, raise_walls

__all__ = ["CoreConfig", "bulk", "checks"]


class CoreConfig(AppConfig):
    name = "backend.core"

    def ready(self) -> None:
        connection_created.connect(reads_moments)
        pre_migrate.connect(_loosen, sender=self)
        post_migrate.connect(_raise, sender=self)


def _loosen(using: str, **signal: Any) -> None:
    loosen(using)


def _raise(using: str, **signal: Any) -> None:
    raise_walls(using)
