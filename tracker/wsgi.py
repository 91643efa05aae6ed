"""The entry of the web server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from tracker.bodies import WholeBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = WholeBodies(get_wsgi_application(), settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
