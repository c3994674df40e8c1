import pytest


@pytest.fixture(autouse=True, scope="module")
def _updated_indexes(updated_indexes):
    """What is searched has to be in the index."""
