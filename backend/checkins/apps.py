"""Keeps the built-in templates in the database: each file of `builtin/` is one version, never edited."""

import json
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.db.models.signals import post_migrate

from backend.core.scope import house

BUILTIN = Path(__file__).parent / "builtin"


class CheckInsConfig(AppConfig):
    name = "backend.checkins"

    def ready(self) -> None:
        post_migrate.connect(load_builtin, sender=self)


def load_builtin(apps: Apps = installed, **signal: Any) -> None:
    """Add the versions that are not there yet; after every migration."""
    try:
        template_model = apps.get_model("checkins", "Template")
        question_model = apps.get_model("checkins", "Question")
    except LookupError:  # migrated back to before they existed
        return
    with house():
        for file in sorted(BUILTIN.glob("*.json")):
            _load(template_model, question_model, json.loads(file.read_text()))


def _load(template_model: Any, question_model: Any, fields: dict[str, Any]) -> None:
    questions = fields.pop("questions")
    template, is_new = template_model.objects.get_or_create(
        slug=fields.pop("slug"), version=fields.pop("version"), defaults=fields
    )
    if is_new:
        question_model.objects.bulk_create(
            question_model(template=template, position=place, **each)
            for place, each in enumerate(questions, 1)
        )
