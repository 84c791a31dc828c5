"""Adds foods to one day from many threads at once, on a database of its own in TROPHE_DATA.

    python many_adds.py ADDS THREADS

Prints as JSON how many were asked for, how many are there, what failed, and how long they took.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from trophe.web.config.startup import setup


def main(adds: int, threads: int) -> None:
    setup()
    from django.core.management import call_command
    from django.db import OperationalError, connection

    call_command("migrate", verbosity=0)
    from trophe.web.accounts.services import ensure_owner
    from trophe.web.diary.days import slots_of, today
    from trophe.web.diary.eating import log_food
    from trophe.web.foods.models import Food
    from trophe.web.people.services import create_person

    owner = ensure_owner()
    person = create_person(
        by=owner, sex="female", age_y=40.0, height_m=1.7, weight_kg=70, activity="light"
    )
    food = Food.objects.create(
        source="test", source_id="1", name="Milk", quality="lab", amounts={"energy_kcal": 61.0}
    )
    slots, day = slots_of(person), today(person)

    def add(number: int) -> str:
        try:
            log_food(
                person=person, by=owner, day=day, slot=slots[number % 4], food=food, amount=100
            )
        except OperationalError as error:
            return str(error)
        finally:
            if number % 7 == 0:
                connection.close()
        return ""

    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        failed = [text for text in pool.map(add, range(adds)) if text]
    seconds = time.perf_counter() - began
    print(
        json.dumps(
            {
                "asked": adds,
                "entries": person.entries.count(),
                "changes": person.changes.count(),
                "slots": person.slots.count(),
                "failed": failed,
                "seconds": round(seconds, 3),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
