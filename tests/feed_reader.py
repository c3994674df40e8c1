"""A feed reader: fetches an Atom feed and reads it as such programs do."""

import feedparser
from django.test import Client
from feedparser import FeedParserDict


def fetch(client: Client, path: str) -> FeedParserDict:
    """Fetch a feed that has to be there and to be Atom without a fault."""
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    kind = "application/atom+xml; charset=utf-8"
    assert response.headers["Content-Type"] == kind
    read = feedparser.parse(response.content, response_headers={"content-type": kind})
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    return read


def titles(feed: FeedParserDict) -> list[str]:
    return [entry.title for entry in feed.entries]


def links(feed: FeedParserDict, kind: str) -> dict[str, str]:
    """The addresses of a feed's links of one kind, by language; by relation without one."""
    found = [link for link in feed.feed.links if link.type == kind]
    return {link.get("hreflang", link.rel): link.href for link in found}
