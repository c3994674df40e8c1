"""Every screen of the workshop: no barrier, no sideways scrolling, nothing wrong behind it.

Each is opened by somebody whose work it is, wide by day and narrow by night; the person of the
editor and of the lists reads it in a language of either script.
"""

import re
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from .test_accessibility import violations
from .test_layout import TOO_WIDE
from .workshop import READY, find_task

IN_PROGRESS = "About the network and this site"
IN_REVIEW = "Joint Statement 2021"
RETURNED = "Strategy 2025-2029"
CHANGED = "Ministerial meeting on regional cooperation against trafficking"
# Sent by nobody yet; a meeting that no other test orders.
UNSENT = "/en/meetings/2017-brdo-process/"

LOOKS = {
    "wide by day": {"width": 1280, "color_scheme": "light"},
    "narrow by night": {"width": 360, "height": 740, "color_scheme": "dark"},
}


def at(path: str) -> Callable[[Page], None]:
    return lambda page: page.goto(f"/admin/{path}")


def of_task(title: str, code: str, step: str = "") -> Callable[[Page], None]:
    """A screen about one translation; ``step`` is behind the address of its editor."""
    return lambda page: page.goto(f"{find_task(page, title, code)}{step}")


def beside_task(title: str, code: str, screen: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        pk = re.search(r"(\d+)/$", find_task(page, title, code))[1]
        page.goto(f"/admin/translation/{screen % pk}")

    return go


def edit_with_help(page: Page) -> None:
    of_task(IN_PROGRESS, "sl")(page)
    expect(page.locator(READY)).to_be_attached()
    page.locator("[data-translation-help-toggle]").first.click()
    expect(page.locator("[data-translation-comment-form]").first).to_be_visible()


def submit(page: Page) -> None:
    """What there is to be mended; the demonstration has left texts without words."""
    of_task(IN_PROGRESS, "bg")(page)
    page.locator("form[action$='/submit/'] button").click()
    expect(page.locator(".translation-problems").first).to_be_visible()


def board_with_filters(page: Page) -> None:
    page.goto("/admin/translation/board/?state=source-changed")
    page.locator(
        "[data-controller='w-drilldown'] > [data-controller='w-dropdown'] button"
    ).first.click()


def assignments(page: Page) -> None:
    page.goto("/admin/translation/board/?state=in-review")
    page.locator("[name=object]").first.check()
    page.locator(".translation-bulk-actions button").click()
    expect(page).to_have_url(re.compile("/assignments/"))


def page_menu(page: Page, screen: str) -> None:
    """Go to a screen about a page by the public page's number."""
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
    """The plan of a release, or the release that was planned before."""
    page_menu(page, "releases/add/%s/")
    if "/add/" in page.url:
        page.locator("form[method=post] button[type=submit]").last.click()
    expect(page).to_have_url(re.compile(r"/releases/\d+/$"))


def first_link(path: str, link: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(f"/admin/{path}")
        page.goto(page.locator(link).first.get_attribute("href"))

    return go


def upload(page: Page, exported: str, form: str) -> None:
    """Bring in what was taken out before: what would change is shown, nothing is saved."""
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


SCREENS = {
    "start of a translator": ("translator-sl", at("")),
    "start of a reviewer": ("reviewer-mk", at("")),
    "start of a coordinator": ("coordinator", at("")),
    "my translations": ("translator-sl", at("translation/mine/")),
    "my reviews": ("reviewer-mk", at("translation/mine/")),
    "board": ("coordinator", at("translation/board/")),
    "board of one language": ("translator-mk", at("translation/board/")),
    "board with its filters": ("coordinator", board_with_filters),
    "editor with its help": ("translator-sl", edit_with_help),
    "editor in review": ("reviewer-mk", of_task(IN_REVIEW, "mk")),
    "editor with a comment": ("translator-sl", of_task(RETURNED, "sl")),
    "editor of a changed source": ("translator-mk", of_task(CHANGED, "mk")),
    "comparison": ("reviewer-mk", of_task(IN_REVIEW, "mk", "compare/")),
    "comparison with the live page": ("translator-mk", of_task(CHANGED, "mk", "compare/")),
    "preview": ("translator-mk", of_task(CHANGED, "mk", "preview/")),
    "submission": ("translator-bg", submit),
    "approval": ("reviewer-mk", of_task(IN_REVIEW, "mk", "approve/")),
    "return": ("reviewer-mk", of_task(IN_REVIEW, "mk", "return/")),
    "history": ("coordinator", beside_task(IN_REVIEW, "mk", "%s/history/")),
    "changes": ("translator-mk", beside_task(CHANGED, "mk", "%s/changes/")),
    "assignments": ("coordinator", assignments),
    "sending": ("coordinator", partial(page_menu, screen="send/page/%s/")),
    "orders": ("coordinator", at("translation/orders/")),
    "order": ("coordinator", batch),
    "plan of a release": ("editor", partial(page_menu, screen="releases/add/%s/")),
    "release": ("editor", release),
    "releases": ("editor", at("translation/releases/")),
    "terms": ("translator-mk", at("translation/terms/")),
    "term": ("coordinator", first_link("snippets/translation/term/", ".listing .title a")),
    "import of terms": ("coordinator", at("translation/terms/import/")),
    "terms to be imported": ("coordinator", import_of_terms),
    "teams": ("coordinator", at("translation/teams/")),
    "team": ("coordinator", first_link("translation/teams/", ".translation-table a")),
    "export": ("coordinator", at("translation/exchange/")),
    "import": ("translator-mk", at("translation/exchange/import/")),
    "words to be imported": ("translator-sl", import_report),
    "news": ("translator-mk", at("translation/news/")),
    "preferences": ("translator-sl", at("translation/news/preferences/")),
}


def show_everything(page: Page) -> None:
    """Make the window as high as its page: nothing lies beneath the bars that stick to an edge."""
    height = page.evaluate(
        "Math.max(...[...document.querySelectorAll('body, main')].map("
        "element => element.scrollHeight))"
    )
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height + 200})


# Wagtail's own form of a snippet: its title is no heading of the first level once the form is
# scrolled to, and the buttons of its inline rows are small.
OF_WAGTAIL = {"term": ("page-has-heading-one", "target-size")}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_breaks_no_rule_and_fits(person, screen, look):
    username, go = SCREENS[screen]
    page = person(username, **LOOKS[look])
    go(page)
    page.wait_for_load_state("networkidle")
    assert not page.evaluate(TOO_WIDE)
    show_everything(page)
    stock = OF_WAGTAIL.get(screen, ())
    assert not [found for found in violations(page) if not found.startswith(stock or ("-",))]
