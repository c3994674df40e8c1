from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.site_templates import DEMONSTRATION


@pytest.fixture(scope="module")
def demonstration(site_of_module) -> Iterator[None]:
    """The loaded demonstration; changes are rolled back after the module."""
    with site_of_module(DEMONSTRATION), override_settings(DEMONSTRATION=True):
        yield
