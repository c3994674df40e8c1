"""The sitemap: a file per language with the pages and views that are translated into it."""

from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from core import sitemaps
from core.languages import all_languages
from tests import grids
from tests import specimens as specimen
from tests.public_pages import read

pytestmark = pytest.mark.django_db


# Non-page routes of a new site, in every language.
FIXED = {"accessibility/", "contacts-by-country/", "data/", "library/", "safety/", "themes/"}


@pytest.fixture
def about(home):
    return specimen.content(home)


def parsed(client, path: str) -> ElementTree.Element:
    response = client.get(path)
    assert response.status_code == 200
    assert "xml" in response["Content-Type"]
    return ElementTree.fromstring(response.content)


def sitemap(client, code: str) -> dict[str, dict[str, str]]:
    """Return the URLs of one file, each with its alternates by language tag."""
    return {
        url.findtext("{*}loc").removeprefix(settings.SITE_ADDRESS): {
            link.get("hreflang"): link.get("href").removeprefix(settings.SITE_ADDRESS)
            for link in url.findall("{http://www.w3.org/1999/xhtml}link")
        }
        for url in parsed(client, f"/sitemap-{code}.xml")
    }


def pages(client, code: str) -> dict[str, dict[str, str]]:
    """Return the URLs of pages in one file."""
    fixed = {f"/{code}/{path}" for path in FIXED}
    return {path: found for path, found in sitemap(client, code).items() if path not in fixed}


def test_the_index_names_one_file_for_each_language(client):
    locations = [file.findtext("{*}loc") for file in parsed(client, "/sitemap.xml")]
    files = [location.rpartition("/")[2] for location in locations]
    assert files == [f"sitemap-{language.code}.xml" for language in all_languages()]


def test_robots_txt_names_the_index_and_disallows_the_admin(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml" in answer.content.decode()
    assert "Disallow: /admin/" in answer.content.decode()


def test_a_file_holds_the_pages_of_its_language_only(client, about):
    specimen.translate(about, "mk")
    assert set(pages(client, "mk")) == {"/mk/about/"}
    assert {"/en/", "/en/about/", "/en/meetings/"} <= set(sitemap(client, "en"))
    assert all(path.startswith("/en/") for path in sitemap(client, "en"))


def test_a_page_names_its_translations_and_the_default(client, about):
    specimen.translate(about, "mk", "sr-cyrl", "sr-latn")
    expected = {
        "en": "/en/about/",
        "mk": "/mk/about/",
        "sr-Cyrl": "/sr-cyrl/about/",
        "sr-Latn": "/sr-latn/about/",
        "x-default": "/en/about/",
    }
    for code in ("en", "mk", "sr-cyrl", "sr-latn"):
        assert sitemap(client, code)[f"/{code}/about/"] == expected


def test_a_language_without_pages_has_the_non_page_routes(client, about):
    assert set(sitemap(client, "hr")) == {f"/hr/{path}" for path in FIXED}


@pytest.mark.parametrize("path", sorted(FIXED))
def test_a_non_page_route_has_the_same_alternates_in_the_sitemap_and_in_its_html(client, path):
    expected = {language.tag: f"/{language.code}/{path}" for language in all_languages()}
    expected["x-default"] = f"/en/{path}"
    for language in grids.languages():
        url = f"/{language.code}/{path}"
        assert sitemap(client, language.code)[url] == expected
        links = read(client, url).select("link[rel=alternate]:not([type])")
        alternates = {link["hreflang"]: link["href"] for link in links}
        assert alternates == {tag: settings.SITE_ADDRESS + at for tag, at in expected.items()}


def test_a_theme_is_listed_in_the_languages_that_it_is_translated_into(client, home):
    specimen.translate(specimen.theme(), "mk")
    path = "themes/prevention/"
    expected = {"en": f"/en/{path}", "mk": f"/mk/{path}", "x-default": f"/en/{path}"}
    for code in ("en", "mk"):
        assert sitemap(client, code)[f"/{code}/{path}"] == expected
    assert f"/hr/{path}" not in sitemap(client, "hr")
    untranslated = read(client, f"/hr/{path}")
    assert untranslated.select_one("meta[name=robots]")["content"] == "noindex"
    assert not untranslated.select("link[hreflang]")


def test_alternates_have_the_same_query_string(client, home):
    specimen.state(home)
    assert not read(client, "/en/contacts-by-country/?state=SI").select("link[hreflang]")


def test_a_draft_is_in_no_file_and_no_alternate(client, about, locale):
    specimen.translate(about, "mk", "hr")
    about.get_translation(locale("mk")).specific.unpublish()
    assert pages(client, "mk") == {}
    assert "mk" not in sitemap(client, "en")["/en/about/"]


def test_a_private_page_and_what_is_below_it_are_in_no_file(client, home):
    specimen.meeting(home)
    specimen.restrict(home.get_children().get(slug="meetings"))
    assert not [path for path in sitemap(client, "en") if path.startswith("/en/meetings/")]


def test_a_private_translation_is_no_alternate(client, about, locale):
    specimen.translate(about, "mk", "hr")
    specimen.restrict(about.get_translation(locale("mk")))
    assert pages(client, "mk") == {}
    assert set(sitemap(client, "en")["/en/about/"]) == {"en", "hr", "x-default"}


def test_lastmod_is_the_last_publication(client, about):
    published = localdate(about.last_published_at).isoformat()
    assert f"<lastmod>{published}</lastmod>" in client.get("/sitemap-en.xml").content.decode()


def test_a_long_file_is_in_parts_that_the_index_names(client, about, monkeypatch):
    whole = [url.findtext("{*}loc") for url in parsed(client, "/sitemap-en.xml")]
    monkeypatch.setattr(sitemaps, "MAX_PAGES", 4)
    index = [file.findtext("{*}loc") for file in parsed(client, "/sitemap.xml")]
    files = [url.removeprefix(settings.SITE_ADDRESS) for url in index if "sitemap-en" in url]
    assert files[:2] == ["/sitemap-en.xml", "/sitemap-en.xml?p=2"]
    parts = [[url.findtext("{*}loc") for url in parsed(client, path)] for path in files]
    assert [url for part in parts for url in part] == whole
    assert all(0 < len(part) <= 4 for part in parts[1:])


@pytest.mark.parametrize(
    "path", ["/sitemap-de.xml", "/sitemap-en.xml?p=abc", "/sitemap-en.xml?p=9"]
)
def test_a_file_that_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_pages(client, home, about):
    with CaptureQueriesContext(connection) as before:
        client.get("/sitemap-en.xml")
    for number in range(3):
        specimen.translate(specimen.content(home, slug=f"page-{number}"), "mk", "hr")
    with CaptureQueriesContext(connection) as after:
        client.get("/sitemap-en.xml")
    assert len(after) == len(before)
