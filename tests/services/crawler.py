"""Follows every link of a site, as a search engine does, and records the metadata and the links of
each page.
"""

import http.client
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

# Elements that make a browser load a resource, and the attribute with its URL.
LOADED = {
    "img": "src",
    "script": "src",
    "source": "srcset",
    "link[rel~=stylesheet], link[rel~=icon], link[rel~=preload]": "href",
    "iframe, video, audio, embed": "src",
    "object": "data",
}


@dataclass
class Document:
    """The response of one URL; of an HTML page, also its metadata and links."""

    url: str
    status: int
    location: str = ""
    media_type: str = ""
    language: str = ""
    canonical: str = ""
    is_indexed: bool = True
    ids: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    resources: set[str] = field(default_factory=set)
    alternates: dict[str, str] = field(default_factory=dict)

    @property
    def is_page(self) -> bool:
        return self.media_type.startswith("text/html")

    def read(self, markup: bytes) -> None:
        soup = BeautifulSoup(markup, "html.parser")
        self.language = soup.html["lang"]
        self.ids = {element["id"] for element in soup.find_all(id=True)}
        self.links = {self._absolute(link["href"]) for link in soup.find_all("a", href=True)}
        for selector, attribute in LOADED.items():
            for value in (element.get(attribute, "") for element in soup.select(selector)):
                candidates = value.split(",") if attribute == "srcset" else [value]
                self.resources |= {self._absolute(one.split()[0]) for one in candidates if one}
        self.alternates = {
            link["hreflang"]: self._absolute(link["href"])
            for link in soup.select("link[rel=alternate][hreflang]")
        }
        if canonical := soup.select_one("link[rel=canonical]"):
            self.canonical = self._absolute(canonical["href"])
        robots = soup.select_one("meta[name=robots]")
        self.is_indexed = "noindex" not in (robots["content"] if robots else "")

    def _absolute(self, url: str) -> str:
        return urljoin(self.url, url)


class Crawler:
    """Requests every page of one host once, three at a time.

    ``is_followed`` decides for each URL of this host whether to request it.
    """

    def __init__(self, site_url: str, is_followed: Callable[[str], bool] = bool):
        self.site_url = site_url
        self.is_followed = is_followed
        self.documents: dict[str, Document] = {}

    def crawl(self, paths: Iterable[str]) -> dict[str, Document]:
        """Return the documents at these paths and at all URLs that they link to on this host."""
        waiting = {f"{self.site_url}{path}" for path in paths}
        with ThreadPoolExecutor(3) as pool:
            while waiting:
                found = list(pool.map(self._fetch, sorted(waiting)))
                self.documents |= {document.url: document for document in found}
                waiting = {
                    url
                    for document in found
                    for url in self._linked_from(document)
                    if url not in self.documents and self._is_wanted(url)
                }
        return self.documents

    def _is_wanted(self, url: str) -> bool:
        return url.startswith(f"{self.site_url}/") and self.is_followed(url)

    def _linked_from(self, document: Document) -> set[str]:
        linked = document.links | document.resources | {*document.alternates.values()}
        if document.location:
            linked |= {document.location}
        return {urldefrag(url).url for url in linked}

    def _fetch(self, url: str) -> Document:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=60)
        try:
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            connection.request("GET", path, headers={"Accept-Language": "en"})
            answer = connection.getresponse()
            markup = answer.read()
        finally:
            connection.close()
        document = Document(url, answer.status, media_type=answer.headers.get_content_type())
        if location := answer.headers.get("Location"):
            document.location = urljoin(url, location)
        elif document.is_page:
            document.read(markup)
        return document


def split_fragment(url: str) -> tuple[str, str]:
    """Return a URL without its fragment, and the fragment decoded, as in an ``id``."""
    page, fragment = urldefrag(url)
    return page, unquote(fragment)
