import pytest
from wagtail import hooks


@pytest.fixture
def no_hooks(monkeypatch):
    """No app has registered a hook; hooks that the test registers are gone after it."""
    hooks.search_for_hooks()
    monkeypatch.setattr(hooks, "_hooks", {})
