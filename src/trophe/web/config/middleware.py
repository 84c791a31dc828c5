"""Headers that keep a person's pages to that person."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

# The camera reads barcodes, passkeys sign in; nothing else of the device is asked for.
PERMISSIONS: Final = ", ".join(
    [
        "camera=(self)",
        "publickey-credentials-get=(self)",
        "publickey-credentials-create=(self)",
        "accelerometer=()",
        "autoplay=()",
        "display-capture=()",
        "geolocation=()",
        "gyroscope=()",
        "magnetometer=()",
        "microphone=()",
        "midi=()",
        "payment=()",
        "usb=()",
    ]
)


def private_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """No page is kept by a cache, read by another site, or given more of the device."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return answer
