"""Every screen of the translation app: accessible, without sideways scrolling and errors.

Each is opened by a user who works with it. The texts in the editor and in the lists are in
languages of both scripts.
"""

import re
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests import grids
from tests.translation.exchange.memory_files import tmx_file

from .admin_screens import check_screen
from .user_sessions import READY, find_task

IN_PROGRESS = "Joint Statement 2022 on people affected by the war in Ukraine"
IN_REVIEW = "Online meeting on the impact of COVID-19"
RETURNED = "Forum of the Brdo Process with the Western Balkans"
CHANGED = "Ministerial meeting on regional cooperation against trafficking"
# A page whose translation has not been requested; no other test requests it in Montenegrin.
UNSENT = "/en/meetings/2017-brdo-process/"


def at(path: str) -> Callable[[Page], None]:
    return lambda page: page.goto(f"/admin/{path}")


def of_task(title: str, code: str, step: str = "") -> Callable[[Page], None]:
    """Open a screen about one translation; ``step`` follows the path of its editor."""
    return lambda page: page.goto(f"{find_task(page, title, code)}{step}")


def beside_task(title: str, code: str, screen: str) -> Callable[[Page], None]:
    def open_screen(page: Page) -> None:
        pk = re.search(r"(\d+)/$", find_task(page, title, code))[1]
        page.goto(f"/admin/translation/{screen % pk}")

    return open_screen


def edit_with_help(page: Page) -> None:
    of_task(IN_PROGRESS, "sl")(page)
    expect(page.locator(READY)).to_be_attached()
    page.locator("[data-translation-help-toggle]").first.click()
    expect(page.locator("[data-translation-comment-form]").first).to_be_visible()


def edit_with_search(page: Page) -> None:
    of_task(IN_PROGRESS, "sl")(page)
    expect(page.locator(READY)).to_be_attached()
    page.locator("[data-side-panel-toggle='translation-concordance']").click()
    page.locator("#translation-concordance-query").fill("the")
    page.keyboard.press("Enter")
    expect(page.locator(".translation-concordance__hit").first).to_be_visible()


def edit_with_proposal(page: Page) -> None:
    of_task(IN_PROGRESS, "sl")(page)
    expect(page.locator(READY)).to_be_attached()
    page.keyboard.press("F2")
    expect(page.locator("#propose-text")).to_be_focused()


def submit(page: Page) -> None:
    """Open the list of problems; the demonstration has left texts untranslated."""
    of_task(IN_PROGRESS, "hr")(page)
    page.locator("form[action$='/submit/'] button").click()
    expect(page.locator(".translation-problems").first).to_be_visible()


def board_with_totals(page: Page) -> None:
    page.goto("/admin/translation/board/?q=20")
    page.locator(".translation-totals summary").click()
    expect(page.locator(".translation-totals table")).to_be_visible()


def board_with_filters(page: Page) -> None:
    """Open the menu of filters. The rows below, which it covers, are the screen "board"."""
    page.goto("/admin/translation/board/?state=source-changed")
    page.locator(
        "[data-controller='w-drilldown'] > [data-controller='w-dropdown'] button"
    ).first.click()
    page.evaluate("document.querySelector('#listing-results').inert = true")


def assignments(page: Page) -> None:
    page.goto("/admin/translation/board/?state=in-review")
    page.locator("[name=object]").first.check()
    page.locator(".translation-bulk-actions button").click()
    expect(page).to_have_url(re.compile("/assignments/"))


def page_menu(page: Page, screen: str) -> None:
    """Open a screen about a page, whose primary key the public page links to."""
    page.goto(UNSENT)
    link = page.locator("wagtail-userbar a[href*='/admin/pages/']").first
    number = re.search(r"/pages/(\d+)/", link.get_attribute("href"))[1]
    page.goto(f"/admin/translation/{screen % number}")


def batch(page: Page) -> None:
    page_menu(page, "send/page/%s/")
    page.get_by_role("checkbox", name="Crnogorski").check()
    page.locator("form button[type=submit]").last.click()
    expect(
        page.locator("[data-translation-job-state][data-translation-job-finished]")
    ).to_be_attached()


def release(page: Page) -> None:
    """Open the release of a page; plan it first if that has not been done."""
    page_menu(page, "releases/add/%s/")
    if "/add/" in page.url:
        page.locator("form[method=post] button[type=submit]").last.click()
    expect(page).to_have_url(re.compile(r"/releases/\d+/$"))


def cancellation(page: Page) -> None:
    release(page)
    page.locator("a[href$='/cancel/']").click()
    expect(page).to_have_url(re.compile(r"/releases/\d+/cancel/$"))


def first_link(path: str, link: str) -> Callable[[Page], None]:
    def open_screen(page: Page) -> None:
        page.goto(f"/admin/{path}")
        page.goto(page.locator(link).first.get_attribute("href"))

    return open_screen


def upload(page: Page, exported: str, form: str) -> None:
    """Import what was exported: the changes are shown and not saved."""
    file = page.request.get(exported)
    name = re.search(r'filename="?([^";]+)', file.headers["content-disposition"])[1]
    page.goto(f"/admin/translation/{form}")
    page.locator("form [type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": file.body()}
    )
    page.locator("main form [type=submit]").first.click()
    expect(page.locator("[name=payload], .translation-glossary__columns").first).to_be_attached()


def import_report(page: Page) -> None:
    pk = re.search(r"(\d+)/$", find_task(page, RETURNED, "sl"))[1]
    upload(page, f"/admin/translation/exchange/{pk}/?format=xliff", "exchange/import/")


def import_of_terms(page: Page) -> None:
    upload(page, "/admin/translation/terms/export/", "terms/import/")


def import_of_a_memory(page: Page) -> None:
    page.goto("/admin/translation/memory/import/")
    data = tmx_file({"en": "About us", "mk": "За нас", "de": "Über uns"})
    page.locator("form [type=file]").set_input_files(
        {"name": "agency.tmx", "mimeType": "application/octet-stream", "buffer": data}
    )
    page.locator("main form [type=submit]").first.click()
    expect(page.locator("[name=payload]")).to_be_attached()


SCREENS = {
    "start of a translator": ("translator-sl", at("")),
    "start of a reviewer": ("reviewer-mk", at("")),
    "start of a coordinator": ("coordinator", at("")),
    "my translations": ("translator-sl", at("translation/mine/")),
    "my reviews": ("reviewer-mk", at("translation/mine/")),
    "board": ("coordinator", at("translation/board/?q=20")),
    "board of one language": ("translator-mk", at("translation/board/?q=20")),
    "board with its totals": ("coordinator", board_with_totals),
    "board with its filters": ("coordinator", board_with_filters),
    "editor with its help": ("translator-sl", edit_with_help),
    "editor with its search": ("translator-sl", edit_with_search),
    "editor with a proposal of a term": ("translator-sl", edit_with_proposal),
    "find and replace": ("translator-sl", of_task(IN_PROGRESS, "sl", "replace/?find=e")),
    "exact matches": ("translator-sl", of_task(IN_PROGRESS, "sl", "matches/")),
    "editor in review": ("reviewer-mk", of_task(IN_REVIEW, "mk")),
    "editor with a comment": ("translator-sl", of_task(RETURNED, "sl")),
    "editor of a changed source": ("translator-mk", of_task(CHANGED, "mk")),
    "comparison": ("reviewer-mk", of_task(IN_REVIEW, "mk", "compare/")),
    "comparison with the live page": ("translator-mk", of_task(CHANGED, "mk", "compare/")),
    "preview": ("translator-mk", of_task(CHANGED, "mk", "preview/")),
    "submission": ("translator-hr", submit),
    "approval": ("reviewer-mk", of_task(IN_REVIEW, "mk", "approve/")),
    "return": ("reviewer-mk", of_task(IN_REVIEW, "mk", "return/")),
    "history": ("coordinator", beside_task(IN_REVIEW, "mk", "%s/history/")),
    "changes": ("translator-mk", beside_task(CHANGED, "mk", "%s/changes/")),
    "assignments": ("coordinator", assignments),
    "sending": ("coordinator", partial(page_menu, screen="send/page/%s/")),
    "translation requests": ("coordinator", at("translation/orders/")),
    "translation request": ("coordinator", batch),
    "plan of a release": ("editor", partial(page_menu, screen="releases/add/%s/")),
    "release": ("editor", release),
    "cancellation of a release": ("editor", cancellation),
    "releases": ("editor", at("translation/releases/")),
    "terms": ("translator-mk", at("translation/terms/")),
    "term": ("coordinator", first_link("snippets/translation/term/", ".listing .title a")),
    "import of terms": ("coordinator", at("translation/terms/import/")),
    "terms to be imported": ("coordinator", import_of_terms),
    "teams": ("coordinator", at("translation/teams/")),
    "team": ("coordinator", first_link("translation/teams/", ".translation-table a")),
    "export": ("coordinator", at("translation/exchange/")),
    "import": ("translator-mk", at("translation/exchange/import/")),
    "texts to be imported": ("translator-sl", import_report),
    "memory": ("coordinator", at("translation/memory/")),
    "import of a memory": ("translator-mk", at("translation/memory/import/")),
    "memory to be imported": ("coordinator", import_of_a_memory),
    "notifications": ("translator-mk", at("translation/news/")),
    "preferences": ("translator-sl", at("translation/news/preferences/")),
}


# Violations of Wagtail's own form of a snippet: its title is no heading of the first level once the
# form is scrolled to, and the buttons of its inline rows are small.
WAGTAIL_VIOLATIONS = {"term": ("page-has-heading-one", "target-size")}

# What these screens add to the editor, which the screens "editor of a changed source" and "editor
# with a comment" have in full, and to the board.
PARTS = {
    "editor with its help": "[data-translation-help]:not([hidden])",
    "editor with its search": "[data-translation-concordance]",
    "editor with a proposal of a term": "[data-translation-term-proposal]",
    "board with its totals": ".translation-totals",
}


# The fonts and the colours of two people's systems.
SYSTEMS = [("wide", "light"), ("narrow", "dark")]


@pytest.mark.parametrize(("screen", "system"), grids.combinations(list(SCREENS), SYSTEMS))
def test_screen_is_accessible_and_fits(open_as, sessions, screen, system):
    username, open_screen = SCREENS[screen]
    fonts, scheme = system
    page = open_as(username, width=360, height=740, fonts=fonts, color_scheme=scheme)
    open_screen(page)
    check_screen(
        page,
        sessions,
        WAGTAIL_VIOLATIONS.get(screen, ()),
        has_large_targets=True,
        part=PARTS.get(screen),
    )
