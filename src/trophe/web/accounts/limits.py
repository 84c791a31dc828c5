"""Slowing down who tries links and keys by guessing."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def too_many(request: HttpRequest, action: str, per_minute: int) -> bool:
    """Whether this device has tried `action` more than `per_minute` times in this minute."""
    address = get_adapter().get_client_ip(request)
    key = f"tries:{action}:{address}:{int(time.time() // 60)}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > per_minute
    except ValueError:  # gone between the two lines
        return False
