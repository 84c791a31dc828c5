"""Where every figure has its address: constants, their sources, and how to cite them."""

from trophe.evidence.constants_table import (
    ConstantSet,
    Parameter,
    constant_names,
    constants,
)
from trophe.evidence.sources import Source, cite, source, source_keys

__all__ = [
    "ConstantSet",
    "Parameter",
    "Source",
    "cite",
    "constant_names",
    "constants",
    "source",
    "source_keys",
]
