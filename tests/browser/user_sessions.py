"""Browser sessions of the users of one site: translators, reviewers, coordinators and editors."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from cms.demonstration.accounts import PASSWORD

from .contexts import TIMEOUT, ReusedContexts

READY = "[data-translation-editor][data-translation-ready]"
DRAWN = """document.fonts.ready.then(() => new Promise(
    done => requestAnimationFrame(() => requestAnimationFrame(done))))"""
# The error that Chromium logs for every request while a test has no connection.
OFFLINE = "net::ERR_INTERNET_DISCONNECTED"


class UserSessions:
    """Opens pages of one site for its users. A user signs in once, at the first page.

    ``database`` is the SQLite file of the site.
    """

    def __init__(self, browsers: Callable[[str], Browser], url: str, database: Path):
        self.browsers, self.database = browsers, database
        self.url = url
        self.problems: list[str] = []
        self._contexts = ReusedContexts(browsers, url, self._watch)
        self._sessions: dict[str, list] = {}
        self._pending: set = set()

    def open(self, username: str = "", **options) -> Page:
        """Open an empty page for this user; the options are those of :class:`ReusedContexts`."""
        cookies = self._session(username) if username else []
        return self._contexts.open(cookies=cookies, reduced_motion="reduce", **options)

    def wait_until_loaded(self, page: Page) -> None:
        """Wait until the page has received and drawn everything that it has requested."""
        page.wait_for_load_state()
        page.evaluate(DRAWN)
        deadline = monotonic() + TIMEOUT / 1000
        while self._pending:
            assert monotonic() < deadline, [request.url for request in self._pending]
            page.wait_for_timeout(20)
            page.evaluate(DRAWN)

    def close(self) -> list[str]:
        """Close all pages and return the problems that were noted since they were opened."""
        self._contexts.release()
        problems, self.problems = self.problems, []
        self._pending.clear()
        return problems

    def _watch(self, context: BrowserContext) -> None:
        context.on("request", self._note_request)
        context.on("requestfinished", self._note_end_of_request)
        context.on("requestfailed", self._note_end_of_request)
        context.on("weberror", lambda error: self.problems.append(str(error.error)))
        context.on("console", self._note_message)

    def _session(self, username: str) -> list:
        """Return the cookies of this user, who signs in if that has not been done."""
        if username not in self._sessions:
            context = self.browsers("wide").new_context(base_url=self.url)
            context.request.get("/admin/login/")
            [token] = [item for item in context.cookies() if item["name"] == "csrftoken"]
            answer = context.request.post(
                "/admin/login/",
                form={
                    "login": username,
                    "password": PASSWORD,
                    "csrfmiddlewaretoken": token["value"],
                    "next": "/admin/",
                },
            )
            assert answer.url.endswith("/admin/"), f"{username} could not sign in"
            self._sessions[username] = context.cookies()
            context.close()
        return self._sessions[username]

    def _note_request(self, request) -> None:
        self._pending.add(request)
        if not request.url.startswith((f"{self.url}/", "data:", "blob:")):
            self.problems.append(f"request to {request.url}")

    def _note_end_of_request(self, request) -> None:
        self._pending.discard(request)

    def _note_message(self, message) -> None:
        if message.type == "error" and OFFLINE not in message.text:
            self.problems.append(message.text)


def find_task(page: Page, title: str, code: str) -> str:
    """Return the path of a translation's editor, as the board links to it."""
    query = urlencode({"q": title, "language": code})
    board = BeautifulSoup(
        page.request.get(f"/admin/translation/board/?{query}").text(), "html.parser"
    )
    [row] = [
        row for row in board.select(".translation-matrix tbody tr") if title in row.stripped_strings
    ]
    return row.select_one("a.translation-cell")["href"]


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Move the focus to an element by pressing the key repeatedly."""
    for _ in range(200):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {target}")
