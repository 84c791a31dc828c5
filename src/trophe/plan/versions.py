"""What a plan was made with, so that a stored one tells whether it can be made again."""

from collections.abc import Mapping
from typing import Any

from trophe import __version__
from trophe.evidence import constants_hash
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
