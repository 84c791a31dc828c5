"""What the server runs."""

import os
import threading

from django.core.checks.urls import check_url_config
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trophe.web.config.settings")
application = get_wsgi_application()
# Addresses and what they need are loaded now, not while the first person waits.
check_url_config(None)


def _warm_charts() -> None:
    """Start the engine of charts beside the first answers."""
    from trophe.report import warm

    warm()


threading.Thread(target=_warm_charts, name="warm-charts", daemon=True).start()
