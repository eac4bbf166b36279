"""How gunicorn serves the site, in the demo and in production: `gunicorn -c ops/gunicorn.py campaign_portal.wsgi`."""

import os

bind = os.environ.get("CHUNGTAY_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("CHUNGTAY_WEB_PROCESSES", "2"))
worker_class = "gthread"
threads = int(os.environ.get("CHUNGTAY_WEB_THREADS", "8"))
timeout = 60  # seconds a process may be stuck; long work belongs to the background worker
graceful_timeout = 15
max_requests = 5000  # start afresh now and then, whatever a library leaks
max_requests_jitter = 500
