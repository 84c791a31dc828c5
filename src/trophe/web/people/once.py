"""What one page reads of a person again and again, read once.

Only while a page is made, and only for that page: nothing is kept from one request to the next.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Told = ParamSpec("Told")
Answer = TypeVar("Answer")
_ANSWERS: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Ask functions marked `once` only once for the same person and arguments.

    For pages that only read: what is written within it would not be seen by them.
    """
    token = _ANSWERS.set({})
    try:
        yield
    finally:
        _ANSWERS.reset(token)


def once(read: Callable[Told, Answer]) -> Callable[Told, Answer]:
    """A reading that `reading_once` may remember. What it gives must not be changed in place."""

    @wraps(read)
    def answer(*args: Told.args, **kwargs: Told.kwargs) -> Answer:
        answers = _ANSWERS.get()
        if answers is None:
            return read(*args, **kwargs)
        key = (read, args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = read(*args, **kwargs)
        found: Answer = answers[key]
        return found

    return answer
