"""The Muscle page as requests: all muscle groups, 365 days ahead; what-if; weight on the wire.

A database of its own on disk, the whole request through Django in this process. The forecast itself
is made once for what was told (`first`, `changed`) and then read; that is what a visit costs.
"""

import gzip
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.measuring import save


def main() -> None:
    """Measure in a scratch folder and save the figures."""
    with tempfile.TemporaryDirectory(prefix="trophe-bench-") as folder:
        os.environ["TROPHE_DATA"] = folder
        save("muscle_page", measure())


def measure() -> dict[str, Any]:
    """Milliseconds (median, 95th percentile, processor time) and kilobytes compressed."""
    from trophe.web.config.startup import prepare

    prepare()
    client, person, owner = _person()
    base = f"/p/{person.code}/"
    paths = {
        "page": f"{base}muscle/",
        "page_lowest": f"{base}muscle/?at=lowest",
        "one_muscle": f"{base}muscle/quadriceps/?side=left",
        "what_if": f"{base}muscle/what-if/?protein_g_kg_d=1.6&sessions_week=3",
        "timeline": f"{base}events/",
        "measure": f"{base}measures/tape_thigh/",
    }
    figures: dict[str, Any] = {"first_ms": round(_ms(lambda: client.get(paths["page"])), 1)}
    _measure_thigh(person, owner)
    figures["changed_ms"] = round(_ms(lambda: client.get(paths["page"])), 1)
    for name, path in paths.items():
        figures |= _timed(name, lambda path=path: client.get(path), 40)  # type: ignore[misc]
        figures[f"{name}_kB"] = round(len(gzip.compress(client.get(path).content)) / 1000, 1)
    return figures


def _ms(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    assert act().status_code == 200
    return 1000 * (time.perf_counter() - began)


def _timed(name: str, act: Callable[[], Any], times: int) -> dict[str, float]:
    act()
    began = time.process_time()
    took = sorted(_ms(act) for _ in range(times))
    return {
        f"{name}_p50_ms": round(statistics.median(took), 1),
        f"{name}_p95_ms": round(took[int(0.95 * times)], 1),
        f"{name}_cpu_ms": round(1000 * (time.process_time() - began) / times, 1),
    }


def _person() -> tuple[Any, Any, Any]:
    from django.test import Client

    from trophe.web.accounts.services import ensure_owner
    from trophe.web.muscle.services import add_event
    from trophe.web.people.services import create_person

    owner = ensure_owner()
    person = create_person(by=owner, name="Bench", sex="female", age_y=40.0, height_m=1.68,
                           weight_kg=72.0, activity="light", kidney="normal")  # fmt: skip
    began = person.today() - timedelta(days=28)
    over = began + timedelta(weeks=6)
    add_event(person=person, by=owner, kind="cast", part="knee", side="left", began_on=began,
              ended_on=over)  # fmt: skip
    add_event(person=person, by=owner, kind="strength_training", began_on=over,
              detail={"sessions_week": 3})  # fmt: skip
    client = Client(HTTP_HOST="localhost")
    client.force_login(owner)
    return client, person, owner


def _measure_thigh(person: Any, owner: Any) -> None:
    from trophe.web.muscle.services import log_measurement

    for back, value in ((27, 54.0), (14, 52.6), (1, 51.5)):
        log_measurement(person=person, by=owner, instrument="tape_thigh", values=[value] * 3,
                        side="left", measured_on=person.today() - timedelta(days=back),
                        confirmed=True)  # fmt: skip


if __name__ == "__main__":
    main()
