"""Footing as a WSGI application; `serve` runs it behind tracker.front, which waits for slow clients."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = get_wsgi_application()
