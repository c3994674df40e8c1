"""Search shows nothing of restricted content, from the moment of the restriction.

In these tests the index is not updated in between: background tasks run on request only.
"""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from core.models import SiteDocument
from meetings.models import MeetingPage
from search.models import Promotion
from search.results.excerpt_sources import texts_of_attached_files
from tests import pdfs
from tests import specimens as specimen
from tests.public_pages import element_text, read, result_count

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

PATH = "/en/search/"
MEETING = {
    "title": "Quokkas of Belgrade",
    "summary": "Kangaroos and numbats.",
    "start_date": date(1999, 5, 6),
    "country": "RS",
}
LOGIN, PASSWORD, GROUPS = (
    PageViewRestriction.LOGIN,
    PageViewRestriction.PASSWORD,
    PageViewRestriction.GROUPS,
)


@pytest.fixture(scope="module")
def number(home_of_module) -> int:
    """A promoted meeting with a year, a state and a theme of its own, beside two others."""
    home = home_of_module
    specimen.meeting(home, title="Kangaroos in Vienna", country="AT")
    specimen.meeting(
        home, slug="skopje", title="Kangaroos in Skopje", country="MK", start_date=date(2018, 1, 2)
    )
    page = specimen.meeting(home, slug="quokkas", **MEETING)
    page.themes = [specimen.theme("smuggling", "Smuggling")]
    specimen.publish(page)
    Promotion.objects.create(page=page, words="rodents", language="en")
    return page.pk


@pytest.fixture
def page(db, number) -> MeetingPage:
    """Leave the meeting unchanged."""
    return MeetingPage.objects.get(pk=number)


def places(client) -> set[str]:
    """Return the parts of search in which the meeting occurs without its title in the query."""
    found = read(client, PATH, q="kangaroos")
    choices = element_text(found.select_one(".facets"))
    shown = {
        "result": "Belgrade" in element_text(read(client, PATH, q="numbats").main),
        "result for any word": "Belgrade"
        in element_text(read(client, PATH, q="numbats zzyzx").main),
        "number of results": result_count(found) != 2,
        "year": "1999" in choices,
        "state": "Serbia" in choices,
        "theme": "Smuggling" in choices,
        "narrowed results": result_count(read(client, PATH, q="kangaroos", year="1999")) != 0,
        "correction": "numbats" in element_text(read(client, PATH, q="numbast").main),
        "suggestion": "Belgrade" in client.get(f"{PATH}suggestions/", {"q": "quok"}).text,
        "advice": "Belgrade" in element_text(read(client, PATH, q="quok", literally="1").main),
        "recommendation": "Belgrade" in element_text(read(client, PATH, q="rodents").main),
    }
    return {place for place, is_shown in shown.items() if is_shown}


def test_an_open_page_is_in_everything_that_search_shows(client, page):
    assert len(places(client)) == 11


def write_as_draft(page: Page) -> None:
    meeting_index = page.get_parent()
    page.delete()
    draft = MeetingPage(
        slug="quokkas", live=False, locale=meeting_index.locale, status="held", **MEETING
    )
    Page.objects.get(pk=meeting_index.pk).add_child(instance=draft)
    draft.save_revision()
    Promotion.objects.create(page=draft, words="rodents", language="en")


def go_live_tomorrow(page: Page) -> None:
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()


def expire(page: Page) -> None:
    """Let the page expire before the command that unpublishes expired pages."""
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def move_below(page: Page) -> Page:
    """Move the page below another one, two levels down."""
    home = page.get_parent().get_parent().specific
    above = specimen.content(home, slug="above", title="Above")
    between = specimen.content(above, slug="between", title="Between")
    page.move(between, "last-child")
    return above


def restrict_above(page: Page) -> None:
    specimen.restrict(move_below(page))


def move_below_restricted(page: Page) -> None:
    home = page.get_parent().get_parent().specific
    closed = specimen.content(home, slug="closed", title="Closed")
    specimen.restrict(closed)
    page.move(closed, "last-child")


HIDING = {
    "a draft": write_as_draft,
    "taken off the site": lambda page: page.unpublish(),
    "to be published tomorrow": go_live_tomorrow,
    "expired": expire,
    "deleted": lambda page: page.delete(),
    "for those who log in": lambda page: specimen.restrict(page, LOGIN),
    "behind a password": lambda page: specimen.restrict(page, PASSWORD),
    "for some groups": lambda page: specimen.restrict(page, GROUPS),
    "below a restricted page": restrict_above,
    "moved below a restricted page": move_below_restricted,
}
in_every_way = pytest.mark.parametrize("hide", HIDING.values(), ids=HIDING)


@in_every_way
def test_a_page_that_is_not_open_is_in_nothing_that_search_shows(client, page, hide):
    hide(page)
    assert places(client) == set()


def test_a_page_that_is_opened_again_is_shown_again(client, page):
    specimen.restrict(page)
    PageViewRestriction.objects.all().delete()
    assert len(places(client)) == 11


def test_what_is_written_in_a_draft_of_a_public_page_is_not_shown(client, page):
    page.title, page.summary, page.country = "Axolotls", "Echidnas.", "GR"
    page.save_revision()
    for query in ("axolotls", "echidnas", "echidans"):
        main = element_text(read(client, PATH, q=query).main)
        assert "0 pages found" in main
        assert "Belgrade" not in main
        assert "Showing results" not in main
    assert "Greece" not in element_text(read(client, PATH, q="kangaroos").main)
    assert client.get(f"{PATH}suggestions/", {"q": "axol"}).json() == {"suggestions": []}


# Translations


@in_every_way
def test_a_translation_that_is_not_open_is_not_among_the_other_languages(
    client, page, locale, hide
):
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    languages = read(client, PATH, q="numbats").select_one(".result__versions")
    assert element_text(languages) == "Also in: Македонски"
    assert result_count(read(client, PATH, q="numbats", language="mk")) == 1
    hide(page.get_translation(locale("mk")).specific)
    found = read(client, PATH, q="numbats")
    assert result_count(found) == 1
    assert not found.select(".result__versions")
    assert result_count(read(client, PATH, q="numbats", language="mk")) == 0


def test_a_page_with_any_restriction_is_found_in_none_of_its_languages(client, page):
    specimen.translate(page.get_parent().specific, "mk", "hr")
    specimen.translate(page, "mk", "hr")
    for kind in (LOGIN, PASSWORD, GROUPS):
        assert result_count(read(client, "/mk/search/", q="numbats")) == 1
        specimen.restrict(page, kind)
        for code in ("en", "mk", "hr", "sl"):
            assert result_count(read(client, f"/{code}/search/", q="numbats")) == 0, (kind, code)
        PageViewRestriction.objects.all().delete()


# Attached files


@pytest.fixture
def with_file(page, django_capture_on_commit_callbacks) -> SiteDocument:
    """A file of the meeting, in a collection of its own, that has been read and indexed."""
    collection = Collection.get_first_root_node().add_child(name="Files")
    written = ContentFile(pdfs.written("Kangaroos and pangolins"), "agenda.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        document = SiteDocument.objects.create(title="Agenda", file=written, collection=collection)
    file = {"title": "Agenda", "kind": "agenda", "language": "", "document": document.pk, "url": ""}
    page.documents = specimen.stream(page, "documents", ("file", file))
    specimen.publish(page)
    return document


def restrict(document: SiteDocument) -> None:
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )


def test_the_words_of_a_file_are_shown_as_those_of_a_file(client, with_file):
    found = read(client, PATH, q="pangolins")
    assert result_count(found) == 1
    summary = element_text(found.select_one(".entry__summary"))
    assert summary == "From an attached file: Kangaroos and pangolins"


def test_a_file_that_was_restricted_after_it_was_read_shows_nothing(client, with_file):
    restrict(with_file)
    for query in ("pangolins", '"pangolins"', "pangolins zzyzx", "pangolisn"):
        found = read(client, PATH, q=query)
        assert result_count(found) == 0, query
        assert "Belgrade" not in element_text(found.main), query
        assert "From an attached file" not in element_text(found.main), query


def test_no_excerpt_is_taken_from_a_restricted_file(page, with_file):
    assert texts_of_attached_files([page]) == {with_file.pk: "Kangaroos and pangolins"}
    restrict(with_file)
    assert texts_of_attached_files([page]) == {}
