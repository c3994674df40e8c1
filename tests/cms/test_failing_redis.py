"""A Redis that is stopped or hangs is a cache in which nothing is found; the site works."""

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.core.cache import cache

from core.localized_urls import localized_url
from tests import specimens as specimen


@pytest.fixture(params=["stopped", "hanging"], autouse=True)
def _failing_redis(request, settings) -> Iterator[None]:
    """Use the cache of production, at a port that is closed or at which nobody ever answers."""
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        if request.param == "hanging":
            server.listen()  # the system accepts connections
        location = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        settings.CACHES = {
            **settings.CACHES,
            "default": {**settings.REDIS_CACHE, "LOCATION": location},
        }
        yield


def test_nothing_is_found_and_no_error_raised():
    cache.set("key", "value")
    assert cache.get("key") is None
    assert cache.get_or_set("key", lambda: "made anew") == "made anew"


@pytest.mark.django_db
def test_readers_get_pages_and_files(client, home):
    url = localized_url(specimen.declaration(home))
    assert client.get(url).status_code == 200
    assert client.get(f"{url}document.pdf").status_code == 200
    assert client.get("/ready").status_code == 200
