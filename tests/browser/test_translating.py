"""The editor of a translation: accessible, inline tags by keyboard, work without a connection."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from cms.demonstration.accounts import translator_username
from core.languages import site_language

from .test_accessibility import violations
from .user_sessions import READY, find_task

# A page that the demonstration sends to every team, and whose translations are unfinished.
TASK = "Joint Statement 2022 on people affected by the war in Ukraine"


@pytest.fixture
def translator(sessions) -> Iterator[Callable[..., Page]]:
    """Open a task of a translator: ``translator("mk", width=360)``; options as for readers.

    A segment that a test has taken from :func:`untranslated_segment` is emptied again. The errors
    that browsers log for refused requests are no problem.
    """
    opened = []

    def open_task(code: str, **options) -> Page:
        page = sessions.open(translator_username(site_language(code)), **options)
        page.goto(find_task(page, TASK, code))
        expect(page.locator(READY)).to_be_attached()
        opened.append(page)
        return page

    yield open_task
    for page in (page for page in opened if not page.is_closed()):
        for text in page.locator("[data-written-by-test]").all():
            text.locator("[data-translation-target]").fill("")
            text.locator("[data-translation-target]").blur()
            expect(text).to_have_attribute(
                "data-translation-state", re.compile("untranslated|changed")
            )
    sessions.close()


def untranslated_segment(page: Page, kind: str) -> Locator:
    """Return an untranslated segment whose field is ``rich`` or ``plain``."""
    # Every segment has another field: that of its comments.
    field = "[role=textbox]" if kind == "rich" else "textarea"
    text = page.locator(
        "[data-translation-segment][data-translation-state=untranslated]"
        f":has({field}[data-translation-target])"
    ).first
    text.evaluate("element => element.setAttribute('data-written-by-test', '')")
    return page.locator("[data-written-by-test]").last


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("sl", {"width": 1280}),
        ("mk", {"width": 360, "color_scheme": "dark"}),
    ],
)
def test_editor_with_open_help_has_no_violations(translator, sessions, code, options):
    page = translator(code, **options)
    page.locator("[data-translation-help-toggle]").first.click()
    expect(page.locator("[data-translation-comment-form]").first).to_be_visible()
    # What arrives during the check would be missing in the tree that axe has read.
    sessions.wait_until_loaded(page)
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_text_is_kept_without_a_connection_and_saved_when_it_is_back(translator):
    page = translator("sl")
    text = untranslated_segment(page, "plain")
    place = text.get_attribute("id")
    page.context.set_offline(True)
    text.locator("[data-translation-target]").fill("Brez povezave")
    saving = page.locator("[data-translation-save-status]")
    expect(saving).to_have_attribute("data-translation-save-state", "offline")
    page.context.set_offline(False)
    expect(saving).to_have_attribute("data-translation-save-state", "saved")
    page.reload()
    text = page.locator(f"#{place}")
    text.evaluate("element => element.setAttribute('data-written-by-test', '')")
    expect(text.locator("[data-translation-target]")).to_have_value("Brez povezave")
    expect(text).to_have_attribute("data-translation-state", "unconfirmed")


def test_text_is_kept_when_the_window_is_closed_without_a_connection(translator):
    page = translator("hr")
    text = untranslated_segment(page, "plain")
    place, url = text.get_attribute("id"), page.url
    page.context.set_offline(True)
    text.locator("[data-translation-target]").fill("Bez veze")
    saving = page.locator("[data-translation-save-status]")
    expect(saving).to_have_attribute("data-translation-save-state", "offline")
    opened_again = page.context.new_page()
    page.close()
    opened_again.context.set_offline(False)
    opened_again.goto(url)
    text = opened_again.locator(f"#{place}")
    field = text.locator("[data-translation-target]")
    expect(field).to_have_value("Bez veze")
    expect(text).to_have_attribute("data-translation-state", "unconfirmed")
    field.fill("")
    field.blur()
    expect(text).to_have_attribute("data-translation-state", re.compile("untranslated|changed"))


def test_confirming_by_keyboard_leads_to_the_next_unconfirmed_segment(translator):
    page = translator("mk")
    text = untranslated_segment(page, "plain")
    field = text.locator("[data-translation-target]")
    field.fill("Речиси потврдено")
    field.press("Control+Enter")
    expect(text).to_have_attribute("data-translation-state", "confirmed")
    expect(field).not_to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    focused = page.locator("[data-translation-segment]:focus-within")
    expect(focused).not_to_have_attribute("data-translation-state", "confirmed")


def test_inline_tag_of_the_source_is_put_around_selected_words(translator):
    page = translator("sl")
    page.goto(find_task(page, "Privacy", "sl"))
    expect(page.locator(READY)).to_be_attached()
    # Other tests read this segment: nothing is saved.
    page.route("**/segments/**", lambda route: route.abort())
    text = page.locator("[data-translation-segment]:has(.translation-inline-tag--button)").first
    field = text.locator("[data-translation-target]")
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("Prvi drugi")
    expect(field.locator("[data-translation-tag-type]")).to_have_count(0)
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("F8")
    page.keyboard.type(" tretji")
    assert (
        re.sub(
            "\u200b",
            "",
            field.locator("[data-translation-tag-type=opening] ~ *").last.evaluate(
                "half => half.previousSibling.data"
            ),
        )
        == "drugi"
    )
    page.keyboard.press("Backspace")
    expect(field.locator("[data-translation-tag-type=opening]")).to_have_count(1)
    field.locator("[data-translation-tag-type=closing]").evaluate("half => half.remove()")
    page.keyboard.type(".")
    expect(field.locator("[data-translation-tag-type]")).to_have_count(0)


def test_eight_short_segments_are_visible_in_a_small_window(translator):
    page = translator("mk", width=1280, height=720)
    # A page with headings, whose segments are the shortest.
    page.goto(find_task(page, "About the network and this site", "mk"))
    expect(page.locator(READY)).to_be_attached()
    space, heights = page.evaluate("""() => {
        const box = selector => document.querySelector(selector).getBoundingClientRect();
        const bars = box(".w-slim-header").height + box(".translation-editor__toolbar").height;
        const heights = [...document.querySelectorAll(".translation-editor__section")]
            .filter(section => section.querySelector("[data-translation-segment]"))
            .flatMap(section => [...section.querySelectorAll("[data-translation-segment]")].map(
                (segment, index) => segment.offsetHeight
                    + (index ? 0 : section.querySelector(".w-panel__header").offsetHeight)
            ));
        return [box(".translation-editor__actions").top - bars, heights];
    }""")
    assert sum(sorted(heights)[:8]) <= space


def test_editor_opens_at_the_first_segment_to_do(translator):
    page = translator("sl")
    page.goto("/admin/translation/mine/")
    page.locator("main").get_by_role("link", name=TASK).first.click()
    to_do = "[data-translation-segment]:not([data-translation-state=confirmed])"
    field = page.locator(f"{to_do} [data-translation-target]").first
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()


def test_roomy_view_is_remembered(translator):
    page = translator("mk")
    compact = page.locator(".translation-editor--compact")
    expect(compact).to_be_attached()
    page.locator("[data-translation-density]").click()
    expect(compact).to_have_count(0)
    page.reload()
    expect(page.locator("[data-translation-density]")).to_have_attribute("aria-pressed", "true")
    expect(compact).to_have_count(0)


def test_a_match_and_the_source_are_put_in_by_keyboard(translator):
    page = translator("mk")
    # Other tests read these segments: nothing is saved.
    page.route("**/segments/*/", lambda route: route.abort())
    segment = page.locator("[data-translation-segment]:has(textarea:focus)")
    field = segment.locator("[data-translation-target]")
    match = segment.locator("[data-translation-match]").first
    text = match.get_attribute("data-translation-suggestion")
    page.keyboard.press("Control+Shift+Digit1")
    expect(field).to_have_value(text)
    page.keyboard.press("F9")
    expect(field).to_have_value(segment.locator("[data-translation-source]").inner_text())
    page.keyboard.press("F4")
    expect(segment.locator("[data-translation-comment-form] textarea").first).to_be_focused()


def test_another_language_stands_beside_the_texts_and_is_remembered(translator):
    page = translator("hr")
    page.goto(find_task(page, "Privacy", "hr"))
    languages = page.locator("[data-translation-reference]")
    languages.select_option("mk")
    text = page.locator("[data-translation-reference-text][lang=mk]").first
    expect(text).to_be_visible()
    page.reload()
    expect(text).to_be_visible()
    languages.select_option("")
    expect(text).to_be_hidden()


def test_selected_words_are_searched_for_and_a_result_is_inserted_at_the_cursor(translator):
    page = translator("mk")
    field = untranslated_segment(page, "plain").locator("[data-translation-target]")
    field.fill("со луѓе")
    field.select_text()
    page.keyboard.press("Control+Shift+F")
    query = page.locator("[data-translation-concordance] input")
    expect(query).to_be_focused()
    expect(query).to_have_value("со луѓе")
    hit = page.locator(".translation-concordance__hit").first
    expect(hit.locator("mark").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    page.keyboard.press("Home")
    hit.locator("[data-translation-concordance-insert]").press("Enter")
    inserted = hit.locator("[data-translation-concordance-target]").text_content()
    expect(field).to_have_value(f"{inserted}со луѓе")
    page.locator("[data-translation-search]").fill("nothing has this")
    query.focus()
    hit.locator("[data-translation-concordance-insert]").click()
    expect(query).to_have_value("")
    page.locator("[data-translation-search]").fill("")


def test_selected_words_are_proposed_as_a_term(translator):
    page = translator("mk")
    segment = untranslated_segment(page, "plain")
    segment.locator("[data-translation-source]").click(click_count=3)
    source = segment.locator("[data-translation-source]").text_content()
    page.keyboard.press("F2")
    expect(page.locator("[data-translation-term-proposal] [name=text]")).to_have_value(source)
    expect(page.locator("[data-translation-term-proposal] [name=form]")).to_be_focused()


def test_editor_works_where_the_browser_stores_nothing(translator):
    page = translator("mk")
    page.add_init_script("""
        for (const method of ["getItem", "setItem"]) {
            Storage.prototype[method] = () => { throw new DOMException("", "SecurityError"); };
        }
    """)
    page.reload()
    expect(page.locator(READY)).to_be_attached()
    page.locator("[data-translation-density]").click()
    expect(page.locator(".translation-editor--compact")).to_have_count(0)


def test_a_comment_that_is_being_written_survives_the_keys_that_open_the_help(translator):
    page = translator("mk")
    segment = page.locator("[data-translation-segment]:has(textarea:focus)")
    page.keyboard.press("F4")
    comment = segment.locator("[data-translation-comment-form] textarea").first
    expect(comment).to_be_focused()
    comment.fill("Which of the two?")
    segment.locator("[data-translation-target]").focus()
    page.keyboard.press("F4")
    expect(comment).to_be_focused()
    expect(comment).to_have_value("Which of the two?")


def test_a_suggestion_stays_open_if_its_text_could_not_be_saved(translator):
    page = translator("mk")
    resolved = []
    conflict = {"text": "Друго", "state": "unconfirmed", "problems": 0, "by": "", "status": ""}
    button = """<section data-translation-comments><button type="button"
        data-translation-accept-suggestion="Предлог" data-translation-resolve-comment="1">Accept
        </button></section>"""
    page.on("request", lambda sent: resolved.append(sent.url) if "/comments/" in sent.url else 0)
    page.route("**/segments/*/", lambda route: route.fulfill(status=409, json=conflict))
    page.route("**/segments/*/help/", lambda route: route.fulfill(json={"html": button}))
    page.reload()
    segment = page.locator("[data-translation-segment]:has(textarea:focus)")
    segment.locator("[data-translation-help-toggle]").click()
    # The focus has left the field.
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.locator("[data-translation-conflict]:visible")).to_have_count(1)
    assert not resolved


def test_fields_show_their_whole_text_after_a_filter_has_hidden_them(translator):
    page = translator("mk")
    # Other tests read this segment: nothing is saved.
    page.route("**/segments/*/", lambda route: route.abort())
    field = page.locator("[data-translation-target]:focus")
    field.fill("долга реченица " * 30)
    field.evaluate("field => field.setAttribute('data-long', '')")
    search = page.locator("[data-translation-search]")
    search.fill("nothing has this")
    page.set_viewport_size({"width": 1000, "height": 800})
    search.fill("")
    page.wait_for_function("""() => {
        const field = document.querySelector("[data-long]");
        return field.clientHeight >= field.scrollHeight;
    }""")


def test_shortcuts_leave_those_of_the_browser_alone_on_every_layout(translator):
    page = translator("mk")
    page.route("**/segments/*/", lambda route: route.abort())
    field = page.locator("[data-translation-target]:focus")
    for key, is_used in (
        ({"key": "F9", "code": "F9", "ctrlKey": True}, False),
        ({"key": "F4", "code": "F4", "altKey": True}, False),
        ({"key": "ы", "code": "KeyS", "ctrlKey": True}, True),
    ):
        was_used = field.evaluate(
            """(field, key) => !field.dispatchEvent(
                new KeyboardEvent("keydown", {...key, bubbles: true, cancelable: true}))""",
            key,
        )
        assert was_used == is_used, key


def test_the_end_of_the_work_is_not_announced_while_a_filter_hides_texts_to_do(translator):
    page = translator("mk")
    page.locator("[data-translation-search]").fill("nothing has this")
    page.keyboard.press("Alt+ArrowDown")
    left = page.locator("[data-translation-progress-text]").text_content()
    expect(page.locator("[data-translation-announcer]")).to_have_text(left)


def test_the_focus_stays_in_a_segment_whose_button_disappears(translator):
    page = translator("mk")
    answer = {"text": "Потврдено", "state": "confirmed", "problems": 0, "status": ""}
    answer |= {"problemList": "", "savedAt": "2026-01-01T00:00:00Z"}
    page.route("**/segments/*/", lambda route: route.fulfill(json=answer))
    field = page.locator("[data-translation-target]:focus")
    field.evaluate("field => field.setAttribute('data-confirmed', '')")
    field.fill("Потврдено")
    segment = page.locator("[data-translation-segment]:has([data-confirmed])")
    segment.locator("[data-translation-confirm]").press("Enter")
    expect(page.locator("[data-confirmed]")).to_be_focused()
