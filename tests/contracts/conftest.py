from collections.abc import Iterator

import pytest

from core.content_cache import forget_content
from home.models import HomePage
from page_cache import freshness
from tests import specimens as specimen
from tests import translators


@pytest.fixture(scope="module")
def filled_sources(home_of_module: HomePage) -> dict:
    """One page of every type and a theme in the source language, with text in every text field."""
    made = specimen.every_kind(home_of_module)
    for instance in (*made.pages.values(), made.theme):
        instance.refresh_from_db()
        translators.fill_text_fields(instance)
        specimen.publish(instance)
    return {**made.pages, "Theme": made.theme}


@pytest.fixture
def unchanged_content(monkeypatch) -> Iterator[None]:
    """What was made before counts as committed."""
    monkeypatch.setattr(freshness, "has_written", lambda: False)
    forget_content()
    yield
    forget_content()
