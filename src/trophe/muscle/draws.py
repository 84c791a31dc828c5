"""The stored posterior: thinned draws of every parameter, with the hash of their evidence."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.errors import EvidenceError
from trophe.muscle.knowledge import countermeasures, courses, families, groups

DRAWS_VERSION: Final = 2
DRAWS_FILE: Final = Path(__file__).parent / "posterior" / "muscle.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Parameters (draw, ...), and how many figures stand behind each cause and kind."""

    params: Mapping[str, NDArray[np.float64]]
    evidence: str
    seed: int
    rows: Mapping[str, Mapping[str, int]]

    @property
    def count(self) -> int:
        """How many draws there are."""
        return len(self.params["alpha"])

    def take(self, index: NDArray[Any]) -> dict[str, NDArray[np.float64]]:
        """The parameters of some draws, repeated as asked."""
        return {name: value[index] for name, value in self.params.items()}


def axes() -> dict[str, list[str]]:
    """The names along the model's axes, stored with the draws."""
    return {
        "cause": list(courses()),
        "family": list(families()),
        "group": list(groups()),
        "countermeasure": list(countermeasures()),
    }


@cache
def stored_draws() -> Draws:
    """The posterior in the package. EvidenceError where its axes are not those of the tables."""
    with np.load(DRAWS_FILE) as stored:
        meta = json.loads(str(stored["meta"]))
        params = {name: stored[name].astype(float) for name in stored.files if name != "meta"}
    if meta["version"] != DRAWS_VERSION or meta["axes"] != axes():
        raise EvidenceError("The stored muscle draws do not fit the tables: run `make fit`.")
    return Draws(
        params=MappingProxyType(params),
        evidence=meta["evidence"],
        seed=meta["seed"],
        rows=MappingProxyType(meta["rows"]),
    )
