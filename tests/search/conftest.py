import pytest


@pytest.fixture(autouse=True, scope="module")
def _updated_indexes(updated_indexes):
    """Tests of searches need an updated search index."""
