"""Is the server well? And what it says when an address leads nowhere, or when it broke."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from django.views.decorators.http import require_http_methods

from trophe import __version__


@login_not_required
@require_http_methods(["GET", "HEAD"])
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers; for the operator's watch and for restarts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for people, JSON for programs."""
    if _asks_api(request):
        return _problem("There is nothing here that you may reach.", 404)
    return defaults.page_not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """The same for a fault of ours; the log has its trace."""
    if _asks_api(request):
        return _problem("That was our fault; the log of the server has what happened.", 500)
    return defaults.server_error(request)


def _asks_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _problem(message: str, status: int) -> JsonResponse:
    return JsonResponse({"errors": [{"field": "", "message": message}]}, status=status)
