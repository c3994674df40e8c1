"""The demonstration: loaded once, consistent, with sources, and in all eleven languages."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Max
from wagtail.models import Page, Revision
from wagtail_localize.models import StringTranslation

from cms.demonstration import accounts
from cms.demonstration.content import read_content as content
from core.languages import all_languages, site_language
from core.localized_urls import language_url
from core.models import SourcesMixin, Theme
from declarations.models import DeclarationPage
from editorial.checks import problems_in_page
from home.models import ContentPage, EasyReadPage, HomePage
from meetings.models import MeetingPage
from states.models import StatePage
from tests import grids
from tests.public_pages import element_text, entry_titles, read
from translation.choices import JobState, NotificationEvent, TranslationState
from translation.models import Assignment, Notification, TranslationJob

CODES = [language.code for language in all_languages()]
IN_ALL_LANGUAGES = [
    "",
    "history/",
    "meetings/",
    "declarations/",
    "states/",
    "declarations/2012-joint-declaration/",
    "declarations/2018-joint-declaration/",
    "safety/",
    "privacy/",
    "about/easy/",
    "safety-easy/",
    "contacts-by-country-easy/",
]
# What editors write for one another, and signs of keyboards in the place of typographic ones.
NOTE_FOR_EDITORS = re.compile(
    r"\b(secretariat|office|operator|editor)\b[^.]* must\b|must be (confirmed|checked)\."
    r"|user-assigned|not for publication|before publi|\bTODO\b|\bTBC\b",
    re.IGNORECASE,
)
TYPEWRITER_SIGNS = re.compile(r"\w'\w|\w'\s|\b\d{4}-\d{4}\b|\"")
RECORDS = [MeetingPage, DeclarationPage, StatePage]

pytestmark = pytest.mark.django_db


def run() -> str:
    output = StringIO()
    call_command("load_demonstration", stdout=output)
    return output.getvalue()


def inventory() -> dict:
    """Return everything that a second run could change."""
    return {
        "pages": list(Page.objects.order_by("pk").values("pk", "title", "latest_revision_id")),
        "last revision": Revision.objects.aggregate(Max("pk")),
        "themes": list(Theme.objects.order_by("pk").values()),
        "translations": list(Assignment.objects.order_by("pk").values()),
        "strings": StringTranslation.objects.aggregate(Max("pk")),
    }


def source_pages(model) -> list:
    return list(model.objects.filter(locale__language_code="en").order_by("path"))


# Loading


def test_every_record_of_the_files_became_a_page(demonstration):
    for model, name, key in (
        (MeetingPage, "meetings", "meeting"),
        (DeclarationPage, "declarations", "declaration"),
        (StatePage, "states", "state"),
    ):
        expected = {record["key"] for record in content(name)[key]}
        assert {page.slug for page in source_pages(model)} == expected
        assert all(page.live for page in source_pages(model))


def test_a_second_run_changes_nothing_and_reports_that(demonstration):
    before = inventory()
    assert "nothing is changed" in run()
    assert inventory() == before


def test_the_change_of_an_editor_survives_a_second_run(demonstration):
    for page in (HomePage.objects.get(locale__language_code="en"), source_pages(MeetingPage)[0]):
        page.title = "Changed by an editor"
        page.save_revision().publish()
        run()
        assert Page.objects.get(pk=page.pk).title == "Changed by an editor"


def test_a_page_that_an_editor_deleted_does_not_come_back(demonstration):
    page = source_pages(MeetingPage)[0]
    page.delete()
    run()
    assert not MeetingPage.objects.filter(slug=page.slug, locale__language_code="en").exists()


def test_each_account_can_log_in_to_the_admin(demonstration, client):
    of_each_role = {account.role: account for account in accounts.ACCOUNTS}.values()
    for account in accounts.ACCOUNTS if grids.is_full else of_each_role:
        assert client.login(username=account.username, password=accounts.PASSWORD)
        assert client.get("/admin/").status_code == 200


# Consistency


def test_the_page_tree_is_consistent(demonstration):
    assert not any(Page.find_problems())


def test_every_page_has_the_url_path_of_its_position_in_the_tree(demonstration):
    paths = {page.path: page.url_path for page in Page.objects.all()}
    for page in Page.objects.filter(depth__gt=2):
        parent = paths[page.path[: -page.steplen]]
        assert page.url_path == f"{parent}{page.slug}/"


def test_a_translation_has_the_position_of_its_source(demonstration):
    keys = dict(Page.objects.values_list("path", "translation_key"))
    sources = {
        page.translation_key: page
        for page in Page.objects.filter(locale__language_code="en", depth__gt=2)
    }
    for page in Page.objects.exclude(locale__language_code="en").filter(depth__gt=2):
        source = sources[page.translation_key]
        assert page.slug == source.slug
        assert keys[page.path[: -page.steplen]] == keys[source.path[: -source.steplen]]


def test_the_numbers_of_paragraphs_are_those_of_the_source_in_every_language(demonstration):
    for page in source_pages(DeclarationPage):
        numbers = list(page.numbers.values())
        assert numbers == list(range(1, len(numbers) + 1))
        for translated in page.get_translations():
            found = list(translated.specific.numbers.values())
            assert found == numbers, translated


# Languages


@pytest.mark.parametrize(("code", "path"), grids.combinations(grids.codes(), IN_ALL_LANGUAGES))
def test_the_main_pages_are_there_in_every_language(demonstration, client, code, path):
    soup = read(client, language_url(path, site_language(code)))
    assert soup.html["lang"] == site_language(code).tag
    assert not soup.find("meta", {"name": "robots"}), "a fallback"


@pytest.mark.parametrize("code", grids.codes())
@pytest.mark.parametrize(
    ("path", "easy"),
    [
        ("about/", "about/easy/"),
        ("safety/", "safety-easy/"),
        ("contacts-by-country/", "contacts-by-country-easy/"),
    ],
)
def test_help_safety_and_about_lead_to_their_easy_versions(demonstration, client, code, path, easy):
    link = read(client, f"/{code}/{path}").select_one(".easy-link a")
    assert link["href"] == f"/{code}/{easy}"
    back = read(client, link["href"]).select_one(".original-link a")
    assert back["href"] == f"/{code}/{path}"


def test_the_sentences_of_easy_versions_are_short_in_every_language(demonstration):
    for page in EasyReadPage.objects.live():
        found = {problem.code for problem in problems_in_page(page)}
        assert not found & {"long-sentence", "long-paragraph"}, page.full_url


def test_every_theme_is_there_in_every_language(demonstration):
    for theme in Theme.objects.filter(locale__language_code="en"):
        translations = theme.get_translations(inclusive=True)
        assert {item.locale.language_code for item in translations} == set(CODES), theme
        assert all(item.name and item.slug == theme.slug for item in translations)


@pytest.mark.parametrize("model", [*RECORDS, ContentPage], ids=lambda model: model.__name__)
def test_a_translation_differs_from_its_source(demonstration, model):
    for page in source_pages(model):
        for translated in model.objects.live().filter(translation_key=page.translation_key):
            assert translated.pk == page.pk or translated.summary != page.summary, translated


def test_the_derived_script_has_all_pages_of_its_origin(demonstration):
    for page in Page.objects.live().filter(locale__language_code="sr-cyrl"):
        assert page.get_translations().live().filter(locale__language_code="sr-latn").exists(), page


def in_state(*states: TranslationState) -> list[Assignment]:
    return list(Assignment.objects.filter(state__in=states))


def test_most_translations_are_published(demonstration):
    others = in_state(*(state for state in TranslationState if state != TranslationState.PUBLISHED))
    assert len(in_state(TranslationState.PUBLISHED)) > 4 * len(others)


@pytest.mark.parametrize(
    "state", [TranslationState.IN_PROGRESS, TranslationState.IN_REVIEW, TranslationState.RETURNED]
)
def test_there_are_tasks_for_translators_and_for_reviewers(demonstration, state):
    assert in_state(state)


def test_tasks_have_deadlines_and_some_are_overdue(demonstration):
    tasks = in_state(TranslationState.IN_PROGRESS, TranslationState.RETURNED)
    assert all(item.deadline for item in tasks)
    assert any(item.is_overdue for item in tasks)


def test_what_is_published_was_approved_by_somebody_else_than_its_translator(demonstration):
    for item in in_state(TranslationState.PUBLISHED):
        if not item.language.derived_from:
            assert item.approved_by_id not in (None, item.submitted_by_id), item


def test_every_page_but_five_is_up_to_date_in_every_language(demonstration):
    pages = Page.objects.filter(locale__language_code="en", depth__gt=1)
    unfinished = {
        page.slug
        for page in pages
        if page.get_translations(inclusive=True).live().count() < len(CODES)
    }
    outdated = list(Assignment.objects.exclude(outdated_since=None))
    translated = {one.code for one in all_languages() if not (one.is_source or one.derived_from)}
    assert {item.language.code for item in outdated} == translated
    keys = {item.translation.source.object_id for item in outdated}
    changed = set(pages.filter(translation_key__in=keys).values_list("slug", flat=True))
    assert changed == {"2018-brdo-ministerial"}
    listed = [page["key"] for page in content("translation_tasks")["page"]]
    assert len(listed) == 5
    assert unfinished | changed == set(listed)


def test_no_job_failed_and_only_the_latest_events_are_notified(demonstration):
    assert not TranslationJob.objects.exclude(state=JobState.DONE).exists()
    events = set(Notification.objects.values_list("event", flat=True))
    assert events <= {NotificationEvent.SOURCE_CHANGED}


# Reliability


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_record_has_sources_and_the_date_on_which_it_was_checked(demonstration, model):
    assert issubclass(model, SourcesMixin)
    for page in model.objects.live():
        assert page.checked_on, page
        assert len(page.sources), page


@pytest.mark.parametrize("code", ["en", "mk"])
def test_no_help_line_is_shown_and_two_emergency_numbers(demonstration, client, code):
    states = source_pages(StatePage)
    assert any(len(page.help_lines) for page in states)
    for page in states:
        soup = read(client, f"/{code}/states/{page.slug}/")
        assert not soup.select(".help-lines")
        has_number = page.territory in {"RO", "RS"}
        assert bool(soup.select_one("main .emergency a[href^='tel:']")) == has_number


def test_readers_see_no_note_for_editors_and_no_sign_of_a_typewriter(demonstration, client):
    notes = {line.value["note"] for page in source_pages(StatePage) for line in page.help_lines}
    assert all(notes)
    for page in Page.objects.live().filter(locale__language_code="en", depth__gt=1).specific():
        soup = read(client, page.localized_url)
        text = element_text(soup.main)
        assert not NOTE_FOR_EDITORS.search(text), page
        assert not [note for note in notes if note in text], page
        for citation in soup.select(".citation, .sources"):
            citation.decompose()
        assert not TYPEWRITER_SIGNS.search(element_text(soup.main)), page


def test_the_footer_states_that_it_is_a_demonstration(demonstration, client):
    assert "independent demonstration" in read(client, "/en/").footer.get_text()


@pytest.mark.parametrize("code", grids.codes())
def test_nothing_that_a_reader_can_open_is_broken(demonstration, client, code):
    for path in ("", "meetings/", "declarations/", "states/", "history/"):
        soup = read(client, f"/{code}/{path}")
        links = {link["href"] for link in soup.select("main a[href^='/']")}
        assert links or path == "history/"
        for link in grids.share(sorted(links), code, grids.codes()):
            assert client.get(link).status_code == 200, link


def test_the_home_page_shows_its_key_documents_in_their_order(demonstration, client):
    section = read(client, "/mk/").find("section", {"aria-labelledby": "key-documents"})
    links = [link["href"].split("/")[-2] for link in section.select(".entry__title a")]
    assert links == content("home")["key_documents"]
    assert len(entry_titles(section)) == len(links)
