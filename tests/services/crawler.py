"""Follows every link of a site from where it starts, as a search engine does, and writes down what
each page says of itself and of others.
"""

import http.client
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

# Elements that make a browser fetch something, and where they name it.
FETCHED = {
    "img": "src",
    "script": "src",
    "source": "srcset",
    "link[rel~=stylesheet], link[rel~=icon], link[rel~=preload]": "href",
    "iframe, video, audio, embed": "src",
    "object": "data",
}


@dataclass
class Document:
    """What came back from one address; of a page, also what it names."""

    address: str
    status: int
    location: str = ""
    kind: str = ""
    language: str = ""
    canonical: str = ""
    is_indexed: bool = True
    places: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    resources: set[str] = field(default_factory=set)
    alternates: dict[str, str] = field(default_factory=dict)

    @property
    def is_page(self) -> bool:
        return self.kind.startswith("text/html")

    def read(self, markup: bytes) -> None:
        soup = BeautifulSoup(markup, "html.parser")
        self.language = soup.html["lang"]
        self.places = {element["id"] for element in soup.find_all(id=True)}
        self.links = {self._absolute(link["href"]) for link in soup.find_all("a", href=True)}
        for selector, attribute in FETCHED.items():
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

    def _absolute(self, address: str) -> str:
        return urljoin(self.address, address)


class Crawler:
    """Asks for every page of one host once; a few at a time, so that the server is never idle.

    ``is_followed`` says of an address of this host whether to go there.
    """

    def __init__(self, site_address: str, is_followed: Callable[[str], bool] = bool):
        self.site_address = site_address
        self.is_followed = is_followed
        self.documents: dict[str, Document] = {}

    def crawl(self, paths: Iterable[str]) -> dict[str, Document]:
        """Return what is found at these paths and wherever their links lead on this host."""
        waiting = {f"{self.site_address}{path}" for path in paths}
        with ThreadPoolExecutor(3) as pool:
            while waiting:
                found = list(pool.map(self._ask, sorted(waiting)))
                self.documents |= {document.address: document for document in found}
                waiting = {
                    address
                    for document in found
                    for address in self._named_by(document)
                    if address not in self.documents and self._leads_to(address)
                }
        return self.documents

    def _leads_to(self, address: str) -> bool:
        return address.startswith(f"{self.site_address}/") and self.is_followed(address)

    def _named_by(self, document: Document) -> set[str]:
        named = document.links | document.resources | {*document.alternates.values()}
        if document.location:
            named |= {document.location}
        return {urldefrag(address).url for address in named}

    def _ask(self, address: str) -> Document:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.netloc, timeout=60)
        try:
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            connection.request("GET", path, headers={"Accept-Language": "en"})
            answer = connection.getresponse()
            markup = answer.read()
        finally:
            connection.close()
        document = Document(address, answer.status, kind=answer.headers.get_content_type())
        if location := answer.headers.get("Location"):
            document.location = urljoin(address, location)
        elif document.is_page:
            document.read(markup)
        return document


def place_in(address: str) -> tuple[str, str]:
    """Return an address without its fragment, and the fragment as ids write it."""
    page, fragment = urldefrag(address)
    return page, unquote(fragment)
