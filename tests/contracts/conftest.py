import pytest

from home.models import HomePage
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
