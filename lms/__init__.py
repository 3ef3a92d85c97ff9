"""Lernkette: the frame that holds the apps together."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
