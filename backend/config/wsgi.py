"""The web server's entrance. It opens only when the walls stand."""

import os

from django.core.checks import Tags, run_checks
from django.core.management.base import SystemCheckError
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
application = get_wsgi_application()
if complaints := run_checks(tags=[Tags.security, Tags.database], databases=["default"]):
    raise SystemCheckError("\n".join(map(str, complaints)))
