"""Loads the Celery app with Django, so that tasks find it."""

from backend.config.celery import app as celery_app

__all__ = ["celery_app"]
