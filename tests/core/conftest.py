import pytest
from wagtail import hooks


@pytest.fixture
def no_hooks(monkeypatch):
    """No hooks are registered; hooks that the test registers are removed after it."""
    hooks.search_for_hooks()
    monkeypatch.setattr(hooks, "_hooks", {})
