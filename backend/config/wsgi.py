"""The web server's entrance. It opens only when the walls stand."""

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
application = get_wsgi_application()
call_command("check", databases=["default"], verbosity=0)
