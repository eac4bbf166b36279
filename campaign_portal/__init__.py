"""The project: settings, addresses, the Celery application; foundation below all apps, shell above them."""

from campaign_portal.celery import app as celery_app

__all__ = ["celery_app"]
