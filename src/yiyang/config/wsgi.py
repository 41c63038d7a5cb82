"""The WSGI application that the HTTP server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiyang.config.settings")
application = get_wsgi_application()
gc.freeze()  # what is loaded stays: no use in looking through it for what may go
