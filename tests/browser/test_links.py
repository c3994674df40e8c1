"""Every link of the site, from the home page of every language to wherever they lead."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from core.languages import all_languages
from tests.services.crawler import Crawler, Document, place_in

# Choices and files are alike in every language: they are followed from these.
FOLLOWED_ALL = ("/en/", "/mk/", "/sr-latn/")


def is_followed(address: str) -> bool:
    """Whether the crawl goes there: to every page in every language, to the rest in some."""
    parts = urlsplit(address)
    is_plain_page = parts.path.endswith("/") and not parts.query and "/citation/" not in parts.path
    return is_plain_page or parts.path.startswith((*FOLLOWED_ALL, "/static/", "/documents/"))


@pytest.fixture(scope="module")
def documents(site_address) -> dict[str, Document]:
    crawler = Crawler(site_address, is_followed)
    return crawler.crawl([f"/{language.code}/" for language in all_languages()] + ["/"])


def links_of(documents: dict[str, Document]) -> Iterator[tuple[Document, str]]:
    for document in documents.values():
        for address in document.links | document.resources:
            yield document, address


def test_no_link_is_broken_and_none_leads_by_a_detour(documents):
    wrong = set()
    for page, link in links_of(documents):
        address, place = place_in(link)
        found = documents.get(address)
        if not found:
            continue
        if found.status >= 400:
            wrong.add(f"{found.status}: {link} on {page.address}")
        elif place and found.is_page and place not in found.places:
            wrong.add(f"no such place: {link} on {page.address}")
        elif found.location:
            # The short addresses of citations lead to a page; nothing else takes a detour.
            target = documents[place_in(found.location)[0]]
            if "/d/" not in address or target.location or target.status != 200:
                wrong.add(f"detour: {link} on {page.address} to {found.location}")
    assert len(documents) > 500
    assert not sorted(wrong)


def test_nothing_is_fetched_from_another_host(documents, site_address):
    ours = (f"{site_address}/", "data:")
    foreign = {
        f"{resource} on {page.address}"
        for page in documents.values()
        for resource in page.resources
        if not resource.startswith(ours)
    }
    assert not sorted(foreign)


def test_languages_name_one_another_alike(documents):
    wrong = set()
    for page in documents.values():
        for tag, address in page.alternates.items():
            named = documents[address]
            if named.status != 200:
                wrong.add(f"{named.status}: {tag} {address} of {page.address}")
            elif named.alternates != page.alternates:
                wrong.add(f"not returned: {tag} {address} of {page.address}")
            elif tag not in (named.language, "x-default"):
                wrong.add(f"in {named.language}: {tag} {address} of {page.address}")
        if page.is_indexed and page.alternates and page.address not in page.alternates.values():
            wrong.add(f"does not name itself: {page.address}")
    assert not sorted(wrong)


def test_what_search_engines_may_keep_says_its_address_and_its_languages(documents):
    kept = [page for page in documents.values() if page.places and page.is_indexed]
    assert len(kept) > 150
    wrong = {
        f"canonical {page.canonical}: {page.address}"
        for page in kept
        if page.canonical != page.address
    }
    wrong |= {
        f"no default language: {page.address}"
        for page in kept
        if "x-default" not in page.alternates
    }
    assert not sorted(wrong)
