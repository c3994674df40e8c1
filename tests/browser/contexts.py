"""Contexts of browsers that tests use one after another.

A new context starts a process, and parses every style sheet and script again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

# Options of a context that can be set for a single page.
MEDIA = ("color_scheme", "contrast", "forced_colors", "reduced_motion")
TIMEOUT = 30_000  # milliseconds; long enough for a busy machine


class ReusedContexts:
    """Opens pages of one site in contexts that are emptied and used again.

    A context keeps the files that the browser has read, and the blank page that keeps its process.
    Pages and what was set for them, cookies, stored data, routes and a lost connection are removed.
    ``prepare`` is called with every new context.
    """

    def __init__(
        self,
        browsers: Callable[[str], Browser],
        url: str,
        prepare: Callable[[BrowserContext], None] = lambda context: None,
    ):
        self.browsers, self.url, self.prepare = browsers, url, prepare
        self._storages: dict[BrowserContext, CDPSession] = {}
        self._free: dict[tuple, list[BrowserContext]] = defaultdict(list)
        self._used: list[tuple[tuple, BrowserContext]] = []
        self._fresh: list[BrowserContext] = []

    def open(
        self,
        width: int = 1280,
        height: int = 800,
        fonts: str = "wide",
        fresh: bool = False,
        cookies: Iterable = (),
        extra_http_headers: dict[str, str] | None = None,
        **options,
    ) -> Page:
        """Open an empty page without stored data; with ``fresh``, in a context that is new."""
        media = {name: options.pop(name) for name in MEDIA if name in options}
        context = self._new(fonts, options) if fresh else self._take(fonts, options)
        if fresh:
            self._fresh.append(context)
        context.add_cookies(list(cookies))
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**media)
        page.set_extra_http_headers(extra_http_headers or {})
        return page

    def release(self) -> None:
        """Close all pages. None of them sends its unsaved work when it is closed."""
        for context in self._fresh:
            context.close()
        for key, context in self._used:
            context.set_offline(True)
            for page in context.pages[1:]:
                page.close()
            context.set_offline(False)
            context.unroute_all()
            self._free[key].append(context)
        self._fresh, self._used = [], []

    def _take(self, fonts: str, options: dict) -> BrowserContext:
        key = (fonts, *sorted(options.items()))
        if self._free[key]:
            context = self._free[key].pop()
            context.clear_cookies()
            self._storages[context].send(
                "Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": "all"}
            )
        else:
            context = self._new(fonts, options)
            self._storages[context] = context.new_cdp_session(context.new_page())
        self._used.append((key, context))
        return context

    def _new(self, fonts: str, options: dict) -> BrowserContext:
        context = self.browsers(fonts).new_context(base_url=self.url, **options)
        context.set_default_timeout(TIMEOUT)
        self.prepare(context)
        return context
