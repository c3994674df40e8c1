"""Help lines as they are stored, for the states of tests."""

from datetime import timedelta

from django.utils import timezone


def confirmed_line(**values) -> dict:
    """Return a stored help line that is shown to readers today, unless ``values`` prevent it."""
    today, day = timezone.localdate(), timedelta(days=1)
    return {
        "number": "0800 001",
        "operator": "Office",
        "source": "https://example.org/",
        "checked_on": (today - day).isoformat(),
        "expires_on": (today + day).isoformat(),
        **values,
    }
