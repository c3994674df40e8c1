"""Wagtail's own searches: of pages, pictures and documents, in the admin and in choosers."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from modelsearch.backends.base import FilterFieldError
from modelsearch.query import MATCH_ALL, Boost, Fuzzy, Not, Phrase, PlainText, SearchQuery
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from core.models import SiteDocument, SiteImage
from home.models import ContentPage, HomePage
from meetings.models import MeetingPage
from tests import grids
from tests import specimens as specimen

pytestmark = pytest.mark.django_db

PAGE_VIEWS = (
    "wagtailadmin_pages:search_results",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_explore_results",
)
IMAGE_VIEWS = ("wagtailimages:index_results", "wagtailimages_chooser:choose_results")
DOCUMENT_VIEWS = ("wagtaildocs:index_results", "wagtaildocs_chooser:choose_results")
VIEWS = (*PAGE_VIEWS, *IMAGE_VIEWS, *DOCUMENT_VIEWS)

TITLE = "Đorđevićeva deklaracija"
ASKED = (
    "Đorđevićeva deklaracija",
    "djordjeviceva",
    "DORDEVICEVA",
    "Ђорђевићева декларација",
    "deklaracije",
    "декларацијом",
    "„Đorđevićeva deklaracija“",
    '"đorđevićeva deklaracija"',
    "đorđ",
    "Ђорђевић деклар",
)
TYPED = (
    *("\x00", "\x00đorđ", "'", '"', '"đorđ', "''", "((", "*", "%", "\\", "€", " "),
    *("AND OR NOT", "NEAR(", "a:b", "live:yes", "live:'", "x" * 100_000, '" ' * 500),
)
REFUSED = ("kenguri", "đorđevićeva kenguri", "eklaracija", "„deklaracija đorđevićeva“")


@pytest.fixture
def croatian(locale) -> HomePage:
    return HomePage.objects.get(locale=locale("hr"))


@pytest.fixture(scope="module")
def kept(home_of_module):
    """A page, a picture and a document of the same title."""
    specimen.content(HomePage.objects.get(locale__language_code="hr"), slug="kept", title=TITLE)
    SiteImage.objects.filter(pk=specimen.picture().pk).update(title=TITLE)
    SiteImage.objects.get().save()
    SiteDocument.objects.create(title=TITLE, file=ContentFile(b"%PDF-1.7\n%%EOF\n", "kept.pdf"))


@pytest.fixture
def ask(editor_client, croatian) -> Callable[..., str]:
    """Ask a view of the admin, and return the list that it answers with."""

    def ask(view: str, query: str, client: Client = editor_client, **chosen: str) -> str:
        inside = [croatian.pk] if view == "wagtailadmin_explore_results" else []
        response = client.get(reverse(view, args=inside), {"q": query, **chosen})
        assert response.status_code == 200, (view, query)
        return response.content.decode()

    return ask


@pytest.fixture
def restricted_editor() -> Callable[..., Client]:
    """A browser of somebody who may edit what lies in one place only."""

    def make(page: Page | None = None, collection: Collection | None = None) -> Client:
        group = Group.objects.create(name="One place")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        if page:
            GroupPagePermission.objects.create(group=group, page=page, permission_type="change")
        for name in ("change_image", "choose_image", "change_document", "choose_document"):
            if collection:
                GroupCollectionPermission.objects.create(
                    group=group,
                    collection=collection,
                    permission=Permission.objects.get(codename=name),
                )
        user = get_user_model().objects.create_user("restricted", email="r@example.org")
        user.groups.add(group)
        client = Client()
        client.force_login(user)
        return client

    return make


# In the admin


@pytest.mark.each_database
@pytest.mark.parametrize("view", VIEWS)
def test_editors_find_things_in_any_script_spelling_and_form(kept, ask, view):
    asked = grids.share(ASKED, view, VIEWS)
    assert asked
    assert [query for query in asked if TITLE not in ask(view, query)] == []
    assert [query for query in REFUSED if TITLE in ask(view, query)] == []


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_that_can_be_typed_breaks_the_admin(kept, ask, view):
    for query in grids.share(TYPED, view, VIEWS):
        ask(view, query)


@pytest.mark.parametrize("view", PAGE_VIEWS)
def test_drafts_are_found_by_editors(croatian, ask, view):
    draft = ContentPage(title=TITLE, slug="draft", live=False, locale=croatian.locale)
    croatian.add_child(instance=draft)
    draft.save_revision()
    assert TITLE in ask(view, "deklaracije")


@pytest.mark.parametrize("view", PAGE_VIEWS)
def test_a_public_page_with_a_draft_is_found_by_its_public_words(kept, ask, view):
    page = ContentPage.objects.get(slug="kept")
    page.title = "Klokani"
    page.save_revision()
    assert "Klokani" in ask(view, "deklaracije")
    assert "Klokani" not in ask(view, "klokanima")


def test_editors_can_ask_for_public_pages_or_for_drafts(kept, ask):
    ContentPage.objects.get(slug="kept").unpublish()
    assert TITLE in ask("wagtailadmin_pages:search_results", "deklaracije live:no")
    assert TITLE not in ask("wagtailadmin_pages:search_results", "deklaracije live:yes")


@pytest.mark.parametrize("ordering", ["title", "-title", "live", "-latest_revision_created_at"])
def test_pages_found_are_listed_in_the_order_chosen(kept, ask, ordering):
    assert TITLE in ask("wagtailadmin_pages:search_results", "deklaracije", ordering=ordering)
    assert TITLE in ask("wagtailadmin_explore_results", "deklaracije", ordering=ordering)


@pytest.mark.parametrize(("kind", "shown"), [("home.contentpage", True), ("home.homepage", False)])
def test_pages_found_can_be_narrowed_to_a_kind(kept, ask, kind, shown):
    text = ask("wagtailadmin_pages:search_results", "deklaracije", content_type=kind)
    assert (TITLE in text) is shown


def test_pages_outside_their_place_are_not_found_by_editors_of_one_place(
    kept, ask, restricted_editor, home
):
    inside, outside = restricted_editor(page=home), "wagtailadmin_pages:search_results"
    specimen.content(home, slug="own", title="Own declaration")
    assert "Own declaration" in ask(outside, "declaration", inside)
    assert TITLE not in ask(outside, "deklaracija", inside)


@pytest.mark.parametrize("view", [*IMAGE_VIEWS, *DOCUMENT_VIEWS])
def test_files_outside_their_collection_are_not_found_by_its_editors(
    kept, ask, restricted_editor, view
):
    own = Collection.get_first_root_node().add_child(name="Own")
    client = restricted_editor(collection=own)
    assert TITLE not in ask(view, "deklaracija", client)
    for file in (SiteImage.objects.get(), SiteDocument.objects.get()):
        file.collection = own
        file.save()
    assert TITLE in ask(view, "deklaracija", client)


# As a library


@pytest.fixture(scope="module")
def animals(home_of_module):
    """Three pages and a meeting; the words of their summaries are not those of their titles."""
    home = home_of_module
    specimen.content(home, slug="a", title="Kangaroos", summary="Jump high")
    specimen.content(home, slug="b", title="Wombats", summary="Sleep with kangaroos")
    specimen.content(home, slug="c", title="Kangaroos and wombats", summary="High grass")
    specimen.meeting(home, title="Meeting of kangaroos")


def titles(query: str | SearchQuery, pages=Page.objects, **options) -> list[str]:
    return [page.title for page in pages.search(query, **options)]


BOTH, MEETING = "Kangaroos and wombats", "Meeting of kangaroos"


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kangaroos wombats", [BOTH, "Wombats"]),
        (PlainText("grass sleep", operator="or"), [BOTH, "Wombats"]),
        (Phrase("jump high"), ["Kangaroos"]),
        (Phrase("high jump"), []),
        (Phrase('jump" high'), ["Kangaroos"]),
        (PlainText("kangaroo") & ~PlainText("wombat"), ["Kangaroos", MEETING]),
        (PlainText("kangaroo") & Not(Phrase("and wombats")), ["Kangaroos", MEETING, "Wombats"]),
        (PlainText("grass") | PlainText("sleep"), [BOTH, "Wombats"]),
        (Not(PlainText("grass") | PlainText("sleep")) & PlainText("high"), ["Kangaroos"]),
        (Boost(PlainText("grass"), 3), [BOTH]),
        (Fuzzy("grass"), [BOTH]),
        (MATCH_ALL & PlainText("grass"), [BOTH]),
        (MATCH_ALL | PlainText("grass"), ["Kangaroos", BOTH, MEETING, "Wombats"]),
        (~MATCH_ALL | PlainText("grass"), [BOTH]),
        (~MATCH_ALL, []),
        ("", []),
        ("€", []),
        (Phrase(""), []),
    ],
    ids=str,
)
def test_every_kind_of_query_is_answered(animals, query, expected):
    pages = Page.objects.filter(title__in=("Kangaroos", "Wombats", BOTH, MEETING))
    assert sorted(titles(query, pages)) == expected


def test_a_query_of_an_unknown_kind_is_refused(animals):
    with pytest.raises(NotImplementedError, match="SearchQuery"):
        titles(SearchQuery())


def test_any_of_the_words_or_all_of_them_can_be_asked_for(animals):
    assert sorted(titles("jump sleep", operator="or")) == ["Kangaroos", "Wombats"]
    assert titles("jump sleep", operator="and") == []


def test_the_title_alone_can_be_asked(animals):
    assert sorted(titles("kangaroos", fields=["title"])) == ["Kangaroos", BOTH, MEETING]
    assert titles("high", fields=["title"]) == []
    assert sorted(titles("high", ContentPage.objects, fields=["title", "summary"])) == [
        "Kangaroos",
        BOTH,
    ]


def test_each_type_finds_its_own(animals):
    assert titles("kangaroos", MeetingPage.objects) == [MEETING]
    assert MEETING not in titles("kangaroos", ContentPage.objects)
    assert titles("kangaroos", SiteImage.objects) == []


def test_a_queryset_is_searched_within_its_limits(animals):
    Page.objects.get(slug="a").unpublish()
    assert titles("jump", Page.objects.live()) == []
    assert titles("jump", Page.objects.not_live()) == ["Kangaroos"]


@pytest.mark.each_database
def test_beginnings_are_found_while_typing_and_only_then(animals):
    assert sorted(page.title for page in Page.objects.autocomplete("kang wom")) == [BOTH]
    assert titles("kang wom") == []


def test_pictures_are_found_by_their_tags_and_descriptions():
    picture = specimen.picture()
    picture.description = "A crowd of wombats"
    picture.tags.add("Kangaroos")
    picture.save()
    assert titles("kangaroo", SiteImage.objects) == ["Hall"]
    assert titles("wombat", SiteImage.objects) == ["Hall"]
    assert [found.pk for found in SiteImage.objects.autocomplete("kang")] == [picture.pk]


@pytest.mark.each_database
def test_titles_that_match_come_first(animals):
    assert titles("wombats")[-1] in {BOTH, "Wombats"}
    assert titles("kangaroos")[-1] == "Wombats"
    scored = Page.objects.search("kangaroos").annotate_score("worth")
    assert [page.worth for page in scored] == [2, 2, 2, 1]


@pytest.mark.each_database
def test_an_order_can_be_asked_for_and_is_complete(animals):
    assert titles("kangaroos", order_by="-title") == sorted(titles("kangaroos"), reverse=True)
    alike = Page.objects.search("kangaroos", order_by="live")
    assert [page.pk for page in alike] == sorted((page.pk for page in alike), reverse=True)


def test_slices_follow_one_another_and_are_counted(animals):
    found = Page.objects.search("kangaroos")
    everything = titles("kangaroos")
    assert [page.title for page in found[:1]] + [page.title for page in found[1:]] == everything
    assert (found.count(), found[1:3].count(), found[3:9].count()) == (4, 2, 1)
    assert found[2].title == everything[2]


def test_numbers_alone_can_be_asked_for(animals):
    numbers = Page.objects.values_list("pk", flat=True).search("jump").results()
    assert numbers == [Page.objects.get(slug="a").pk]


@pytest.mark.each_database
def test_results_are_counted_by_a_field_the_most_frequent_first(animals):
    counts = Page.objects.search("kangaroos").facet("content_type_id")
    assert list(counts.values()) == [3, 1]
    assert sum(counts.values()) == Page.objects.search("kangaroos").count()
    with pytest.raises(FilterFieldError, match="slug"):
        Page.objects.search("kangaroos").facet("slug")
