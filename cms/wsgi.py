"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from cms.system_checks import refuse_errors

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.base")

application = get_wsgi_application()
refuse_errors()
