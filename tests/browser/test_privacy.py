"""A visit stores nothing in the browser and sends nothing to other hosts."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import ConsoleMessage, Page

from core.page_types import page_types
from tests.grids import codes, combinations
from tests.services.website import DATABASE

from .pages import KINDS, PATHS, UNSUPPORTED_LANGUAGE, visit

# Everything that a page can store in a browser, once it has all its fonts; empty where nothing is
# stored.
STORED = """async () => {
    await document.fonts.ready;
    return {
        "local storage": Object.keys(localStorage),
        "session storage": Object.keys(sessionStorage),
        "cookies": document.cookie,
        "workers": (await navigator.serviceWorker.getRegistrations()).map(one => one.scope),
        "databases": (await indexedDB.databases()).map(one => one.name),
        "caches": await caches.keys(),
    };
}"""
REPORT_VIOLATIONS = """addEventListener("securitypolicyviolation", violation => console.error(
    `Policy: ${violation.violatedDirective} ${violation.blockedURI}`))"""


@dataclass
class Watch:
    """The requests of a page, the responses that set cookies, and errors and warnings."""

    page: Page
    asked: list[str] = field(default_factory=list)
    setting_cookies: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page.add_init_script(REPORT_VIOLATIONS)
        self.page.context.on("request", lambda request: self.asked.append(request.url))
        self.page.context.on("response", self._note_cookies)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note_error)

    def _note_cookies(self, response) -> None:
        if "set-cookie" in response.headers:
            self.setting_cookies.append(response.url)

    def _note_error(self, message: ConsoleMessage) -> None:
        """Note errors and warnings, except for the status 404 of the page itself."""
        own_status = message.location["url"] == self.page.url and "404" in message.text
        if message.type in ("error", "warning") and not own_status:
            self.errors.append(message.text)

    def foreign_to(self, site_url: str) -> list[str]:
        assert self.asked
        return [url for url in self.asked if not url.startswith(f"{site_url}/")]


@pytest.mark.parametrize(("code", "javascript"), combinations(codes(), [True, False]))
def test_every_kind_of_page_stores_nothing_and_causes_no_error(reader, site_url, code, javascript):
    page = reader(javascript=javascript, fresh=True)
    watch = Watch(page)
    for kind in KINDS:
        visit(page, kind, code)
    # One tab opens all pages, so that whatever any of them has stored is found at the end.
    assert not {name: stored for name, stored in page.evaluate(STORED).items() if stored}
    assert not watch.foreign_to(site_url)
    assert not watch.setting_cookies
    assert not watch.errors
    assert page.context.storage_state() == {"cookies": [], "origins": []}


def test_visit_in_several_languages_stores_nothing(reader, site_url):
    page = reader(extra_http_headers=UNSUPPORTED_LANGUAGE, fresh=True)
    watch = Watch(page)
    page.goto("/")
    page.get_by_role("link", name="Slovenščina").click()
    page.locator("nav.navigation a").first.click()
    page.locator(".filter select[name=year]").select_option("2015")
    page.locator(".filter button").click()
    page.locator(".entry__title a").first.click()
    page.locator(".language-menu summary").click()
    page.locator("header .language-list").get_by_role("link", name="Hrvatski").click()
    page.locator(".header-search summary").click()
    page.locator("header input[type=search]").fill("Brdo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hr/search/**")
    assert not watch.foreign_to(site_url)
    assert not watch.errors
    assert page.context.storage_state() == {"cookies": [], "origins": []}


def test_links_to_other_sites_send_no_referrer(reader):
    page = reader()
    visit(page, "meeting", "en")
    links = page.locator("a[href^='http']")
    assert links.count()
    assert all("noreferrer" in (link.get_attribute("rel") or "") for link in links.all())


def test_every_page_type_is_among_the_kinds_of_pages(demonstration):
    with closing(sqlite3.connect(demonstration / DATABASE)) as database:
        rows = database.execute(
            "SELECT url_path, model FROM wagtailcore_page AS page JOIN django_content_type AS type"
            " ON type.id = page.content_type_id"
        )
        types = dict(rows.fetchall())
    visited = {types.get(f"/home/{path}") for path in PATHS.values()}
    assert visited - {None} == {model._meta.model_name for model in page_types()}
