"""The search over the core foods, built once a session."""

import pytest

from trophe.nutrition.search import core_search


@pytest.fixture(scope="session")
def search(tmp_path_factory):
    return core_search(tmp_path_factory.mktemp("core-foods"))
