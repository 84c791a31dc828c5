"""Reading a case (person, timeline, readings) from a JSON file, for several commands."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from trophe.errors import InputError
from trophe.timeline.case import Case, case_from_dict

MOST_BYTES = 5_000_000


def read_json(path: Path) -> Any:
    """What a JSON file holds; `-` reads standard input. InputError where it is none."""
    try:
        if str(path) == "-":
            return json.loads(sys.stdin.read(MOST_BYTES))
        if path.stat().st_size > MOST_BYTES:
            raise InputError("case", f"case: {path} is larger than {MOST_BYTES} bytes.")
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError("case", f"case: {path} cannot be read: {error.strerror}.") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError("case", f"case: {path} is not JSON: {error}.") from None


def read_case(path: Path, **changes: Any) -> Case:
    """The case of a file, with what the options say otherwise."""
    case = case_from_dict(read_json(path))
    return replace(case, **{name: v for name, v in changes.items() if v is not None})
