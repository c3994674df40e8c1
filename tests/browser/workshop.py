"""People at work in the translators' workshop: who signs in, and where their work lies."""

from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from cms.demonstration.accounts import PASSWORD

READY = "[data-translation-editor][data-translation-ready]"
# What Chromium says of every request while a test has no connection.
OFFLINE = "net::ERR_INTERNET_DISCONNECTED"


class Workshop:
    """The workshop's site; whoever opens it is signed in once, however often they come."""

    def __init__(self, browser: Browser, address: str):
        self.browser = browser
        self.address = address
        self.complaints: list[str] = []
        self._sessions: dict[str, dict] = {}
        self._contexts: list[BrowserContext] = []

    def open(self, username: str = "", width: int = 1280, height: int = 800, **options) -> Page:
        """Open an empty page for this person; the options are Playwright's for a context."""
        context = self.browser.new_context(
            base_url=self.address,
            storage_state=self._session(username) if username else None,
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        context.on("request", lambda request: self._asked(request.url))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", self._heard)
        return context.new_page()

    def close(self) -> list[str]:
        """Close what is open and return what went wrong meanwhile."""
        for context in self._contexts:
            context.close()
        complaints = self.complaints
        self._contexts, self.complaints = [], []
        return complaints

    def _session(self, username: str) -> dict:
        if username not in self._sessions:
            context = self.browser.new_context(base_url=self.address)
            context.request.get("/admin/login/")
            [token] = [item for item in context.cookies() if item["name"] == "csrftoken"]
            answer = context.request.post(
                "/admin/login/",
                form={
                    "username": username,
                    "password": PASSWORD,
                    "csrfmiddlewaretoken": token["value"],
                    "next": "/admin/",
                },
            )
            assert answer.url.endswith("/admin/"), f"{username} could not sign in"
            self._sessions[username] = context.storage_state()
            context.close()
        return self._sessions[username]

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.address}/", "data:", "blob:")):
            self.complaints.append(f"asked {url}")

    def _heard(self, message) -> None:
        if message.type == "error" and OFFLINE not in message.text:
            self.complaints.append(message.text)


def find_task(page: Page, title: str, code: str) -> str:
    """Return the address of a translation, as the board has it."""
    page.goto(f"/admin/translation/board/?{urlencode({'q': title, 'language': code})}")
    row = page.locator(".translation-matrix tbody tr").filter(
        has=page.get_by_text(title, exact=True)
    )
    return row.locator("a.translation-cell").first.get_attribute("href")


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Reach something as people do who use no mouse."""
    for _ in range(200):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {target}")
