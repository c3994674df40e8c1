"""Every link of the site, followed by a crawler that starts at the home pages."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from core.languages import all_languages
from tests import grids
from tests.services.crawler import Crawler, Document, split_fragment

# Filters, searches and files are similar in all languages, so they are requested in some of them.
LANGUAGES_OF_FILES = ("en", "mk", "sr-latn") if grids.is_full else ("en",)
OMITTED_LANGUAGES = {language.code for language in all_languages()} - {*grids.codes()}


def is_followed(url: str) -> bool:
    """Whether the crawler requests this: every page in each language, the rest in some of them."""
    parts = urlsplit(url)
    code = parts.path.split("/")[1]
    is_plain_page = parts.path.endswith("/") and not parts.query and "/citation/" not in parts.path
    return (is_plain_page and code not in OMITTED_LANGUAGES) or code in (
        *LANGUAGES_OF_FILES,
        "static",
        "documents",
    )


@pytest.fixture(scope="module")
def documents(site_url) -> dict[str, Document]:
    crawler = Crawler(site_url, is_followed)
    return crawler.crawl([f"/{code}/" for code in grids.codes()] + ["/"])


def links_of(documents: dict[str, Document]) -> Iterator[tuple[Document, str]]:
    for document in documents.values():
        for url in document.links | document.resources:
            yield document, url


def test_no_link_is_broken_or_redirected(documents):
    wrong = set()
    for page, link in links_of(documents):
        url, fragment = split_fragment(link)
        found = documents.get(url)
        if not found:
            continue
        if found.status >= 400:
            wrong.add(f"{found.status}: {link} on {page.url}")
        elif fragment and found.is_page and fragment not in found.ids:
            wrong.add(f"no such fragment: {link} on {page.url}")
        elif found.location:
            # The short URLs of citations redirect to a page; no other link is redirected.
            target = documents[split_fragment(found.location)[0]]
            if "/d/" not in url or target.location or target.status != 200:
                wrong.add(f"redirected: {link} on {page.url} to {found.location}")
    assert len(documents) > 100 * len(grids.codes())
    assert not sorted(wrong)


def test_no_page_loads_anything_from_another_host(documents, site_url):
    ours = (f"{site_url}/", "data:")
    foreign = {
        f"{resource} on {page.url}"
        for page in documents.values()
        for resource in page.resources
        if not resource.startswith(ours)
    }
    assert not sorted(foreign)


def test_versions_of_a_page_in_other_languages_link_to_one_another(documents):
    wrong = set()
    for page in documents.values():
        for tag, url in page.alternates.items():
            named = documents.get(url)
            if named is None and urlsplit(url).path.split("/")[1] in OMITTED_LANGUAGES:
                continue
            if named.status != 200:
                wrong.add(f"{named.status}: {tag} {url} of {page.url}")
            elif named.alternates != page.alternates:
                wrong.add(f"not returned: {tag} {url} of {page.url}")
            elif tag not in (named.language, "x-default"):
                wrong.add(f"in {named.language}: {tag} {url} of {page.url}")
        if page.is_indexed and page.alternates and page.url not in page.alternates.values():
            wrong.add(f"does not link to itself: {page.url}")
    assert not sorted(wrong)


def test_indexed_pages_have_a_canonical_url_and_alternates(documents):
    kept = [page for page in documents.values() if page.ids and page.is_indexed]
    assert len(kept) > 25 * len(grids.codes())
    wrong = {
        f"canonical {page.canonical}: {page.url}" for page in kept if page.canonical != page.url
    }
    wrong |= {
        f"no default language: {page.url}" for page in kept if "x-default" not in page.alternates
    }
    assert not sorted(wrong)
