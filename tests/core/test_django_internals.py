"""The private API of Django that the site replaces is still what it was."""

from django.urls import resolvers
from django.utils import translation


def test_the_patterns_of_urls_are_parsed_once_for_all_languages():
    """If an upgrade parses them elsewhere, nothing asks for what was kept."""
    resolver = resolvers.URLResolver(resolvers.RegexPattern(r"^/"), "cms.urls")
    with translation.override("en"):
        assert resolver.reverse_dict
    before = resolvers.normalize.cache_info()
    with translation.override("mk"):
        assert resolver.reverse_dict
    after = resolvers.normalize.cache_info()
    kept, parsed = after.hits - before.hits, after.misses - before.misses
    assert kept > 10 * parsed, "only what begins with the language is parsed again"
