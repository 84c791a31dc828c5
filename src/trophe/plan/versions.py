"""What a plan was made with, so that a stored one tells whether it can be made again."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from trophe import __version__
from trophe.safety import rules_version


def versions_of(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What a plan was made with."""
    return {
        "trophe": __version__,
        "rules": rules_version(),
        "model": inputs["preset"],
        "evidence": f"sha256:{constants_hash()[:16]}",
        "seed": inputs["seed"],
    }


@cache
def constants_hash() -> str:
    """SHA-256 of all constants, so that a stored plan tells what figures it was made with."""
    folder = files("trophe.evidence") / "constants"
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return hashlib.sha256(b"".join(p.read_bytes() for p in paths)).hexdigest()
