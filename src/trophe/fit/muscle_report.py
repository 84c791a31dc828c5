"""The report of the muscle fit, made by code: docs/muscle-fit.md."""

from collections.abc import Mapping

from trophe.fit.muscle_rows import Rows
from trophe.fit.muscle_sample import Posterior


def write_report(
    posterior: Posterior,
    rows: Rows,
    checks: Mapping[str, tuple[float, float, float]],
    took_s: float,
) -> None:
    """Write the report; says so on stdout while the page is not there."""
    for name, (r_hat, bulk, tail) in checks.items():
        print(f"{name:22s} R-hat {r_hat:.4f} bulk {bulk:.0f} tail {tail:.0f}")
