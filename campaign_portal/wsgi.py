"""The WSGI entry point: `gunicorn campaign_portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campaign_portal.settings")

application = get_wsgi_application()

from campaign_portal.foundation.checks import refuse_demo_database  # noqa: E402  (needs the apps loaded)

refuse_demo_database()
