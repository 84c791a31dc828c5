"""What every test may ask for."""

from pathlib import Path

import pytest
from hypothesis import settings

SHARED = Path(__file__).resolve().parents[2] / "shared"

settings.register_profile("trophe", deadline=None, derandomize=True)
settings.load_profile("trophe")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference cases beside the project; tests that need it skip without it."""
    if not SHARED.is_dir():
        pytest.skip("needs the reference cases in ../shared, which are not part of the product")
    return SHARED
