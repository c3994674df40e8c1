"""Fetching an Atom feed and reading it with feedparser."""

import feedparser
from django.test import Client
from feedparser import FeedParserDict


def fetch(client: Client, path: str) -> FeedParserDict:
    """Fetch a feed; fail unless it is valid Atom."""
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    media_type = "application/atom+xml; charset=utf-8"
    assert response.headers["Content-Type"] == media_type
    read = feedparser.parse(response.content, response_headers={"content-type": media_type})
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    return read


def titles(feed: FeedParserDict) -> list[str]:
    return [entry.title for entry in feed.entries]


def links(feed: FeedParserDict, media_type: str) -> dict[str, str]:
    """Return the URLs of a feed's links of one media type, by language or else by relation."""
    found = [link for link in feed.feed.links if link.type == media_type]
    return {link.get("hreflang", link.rel): link.href for link in found}
