"""All addresses of the site, from its URL patterns."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

ARGUMENT = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
GROUP = re.compile(r"\(\?P<(?P<name>\w+)>(?:[^()]|\([^()]*\))*\)")


def addresses(patterns=None, prefix: str = "/", namespace: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and path of each URL pattern; ``{name}`` stands for an argument in a path."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + _path(str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or ''}", path
        elif isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, path, inner)


def _path(pattern: str) -> str:
    if "(?P<" in pattern or pattern.startswith("^"):
        return re.sub(r"[\^$\\?]", "", GROUP.sub(r"{\g<name>}", pattern))
    return ARGUMENT.sub(r"{\g<name>}", pattern)
