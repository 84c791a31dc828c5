"""The diary as requests: a day of 30 entries, adding one, a keystroke of the search.

A database of its own on disk, the whole request through Django in this process. The search is held
against the plain way in the same run: LIKE over the name column.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any

from bench.measuring import save

QUERIES = ("oat", "milk", "chiken brest", "greek yog", "bananna", "rice boiled", "egg", "tomato so")


def main() -> None:
    """Measure in a scratch folder and save the figures."""
    with tempfile.TemporaryDirectory(prefix="trophe-bench-") as folder:
        os.environ["TROPHE_DATA"] = folder
        save("diary", measure())


def measure() -> dict[str, Any]:
    """Milliseconds (median, 95th percentile) and requests a second."""
    from trophe.web.config.startup import load_foods, prepare

    prepare()
    began = time.perf_counter()
    n_foods = load_foods()
    loading_s = time.perf_counter() - began
    client, person, day, slot, food = _people()
    base = f"/p/{person.code}/"
    meal = f"{base}day/{day}/meal/{slot.code}/"
    figures = {"foods_loaded": n_foods, "loading_s": round(loading_s, 2)}
    figures |= _timed("day_page", lambda _: client.get(base), 60)
    figures |= _timed(
        "add_entry",
        lambda _: client.post(f"{meal}add/{food.code}/", {"amount": "100", "unit": "g"}),
        60,
    )
    headers = {"HX-Request": "true"}
    texts = [QUERIES[i % len(QUERIES)] for i in range(80)]
    figures |= _timed(
        "keystroke", lambda i: client.get(f"{meal}add/", {"q": texts[i]}, headers=headers), 80
    )
    figures |= _timed("like_scan_alone", lambda i: _like(texts[i]), 80)
    return figures


def _people() -> tuple[Any, ...]:
    """Somebody who eats, signed in, with 30 entries today."""
    from django.conf import settings
    from django.test import Client

    from trophe.web.accounts.services import ensure_owner
    from trophe.web.diary.days import slots_of, today
    from trophe.web.diary.eating import Eaten, log_many
    from trophe.web.foods.search import by_key
    from trophe.web.people.services import create_person

    settings.ALLOWED_HOSTS = ["testserver"]
    owner = ensure_owner()
    person = create_person(
        by=owner, name="Ada", sex="female", age_y=40.0, height_m=1.7, weight_kg=70, activity="light"
    )
    food = by_key(["usda_sr28:01123"])["usda_sr28:01123"]
    day, slots = today(person), slots_of(person)
    for number in range(30):
        foods = [Eaten(food=food, amount=100)]
        log_many(person=person, by=owner, day=day, slot=slots[number % 4], foods=foods)
    client = Client()
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, person, day, slots[0], food


def _like(text: str) -> list[str]:
    """What a plain table would do: every word somewhere in the name."""
    from trophe.web.foods.models import Food

    rows = Food.objects.all()
    for word in text.split():
        rows = rows.filter(name__icontains=word)
    return list(rows.order_by("name").values_list("name", flat=True)[:14])


def _timed(name: str, work: Callable[[int], Any], times: int) -> dict[str, float]:
    """Median and 95th percentile of a request, ms, and requests a second in one process."""
    for number in range(3):
        work(number)
    took = []
    for number in range(times):
        began = time.perf_counter()
        answer = work(number)
        took.append((time.perf_counter() - began) * 1000)
        assert getattr(answer, "status_code", 200) in (200, 302)
    return {
        f"{name}_p50_ms": round(statistics.median(took), 2),
        f"{name}_p95_ms": round(statistics.quantiles(took, n=20)[-1], 2),
        f"{name}_per_s": round(1000 / statistics.mean(took), 1),
    }


if __name__ == "__main__":
    main()
