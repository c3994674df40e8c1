"""What the site replaces of Django's private API.

``tests/core/test_django_internals.py`` fails when an upgrade changes it.
"""

from functools import cache

from django.urls import resolvers


def keep_parsed_patterns() -> None:
    """Parse each pattern of a URL once.

    When a URL is first reversed in a language, Django parses the patterns of all URLs, which are
    the same in every language.
    """
    resolvers.normalize = cache(resolvers.normalize)
