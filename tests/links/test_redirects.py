"""Old addresses of pages lead to the pages, in every language and for untranslated pages."""

import pytest
from django.conf import settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import CollectionViewRestriction, Page

from links.redirects import find_redirect
from tests import grids
from tests import specimens as specimen

pytestmark = [pytest.mark.django_db]
CODES = grids.codes()


@pytest.fixture
def meeting(home):
    return specimen.meeting(home)


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def to(page: Page, slug: str) -> None:
        page = page.specific_class.objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            specimen.publish(page) if page.live else page.save()

    return to


def move(page: Page, parent: Page) -> None:
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=parent.pk), pos="last-child")


def location(client, path: str, **headers) -> str | None:
    response = client.get(path, **headers)
    assert response.status_code in (301, 302, 404)
    return response.headers.get("Location")


def recorded() -> dict[str, int]:
    return dict(Redirect.objects.values_list("old_path", "redirect_page"))


# Renaming


@pytest.mark.parametrize("code", CODES)
def test_the_old_address_leads_to_the_page_in_every_language_without_a_translation(
    client, meeting, rename, code
):
    rename(meeting, "vienna-2019")
    response = client.get(f"/{code}/meetings/vienna/", follow=True)
    assert response.redirect_chain == [(f"/{code}/meetings/vienna-2019/", 301)]
    assert response.status_code == 200


@pytest.mark.parametrize("code", ["mk", "sr-latn"])
def test_the_old_address_of_a_translated_page_leads_to_the_translation(
    client, home, meeting, rename, code
):
    sections = home.get_children().get(slug="meetings").specific
    for page in (sections, meeting):
        specimen.translate(page, "mk", "sr-cyrl", "sr-latn")
    rename(meeting, "vienna-2019")
    response = client.get(f"/{code}/meetings/vienna/", follow=True)
    assert response.redirect_chain == [(f"/{code}/meetings/vienna-2019/", 301)]
    assert response.context["page"].locale.language_code == code


def test_one_redirect_is_stored_for_all_languages(meeting, rename):
    rename(meeting, "vienna-2019")
    assert recorded() == {"/meetings/vienna": meeting.pk}


def test_renaming_a_section_redirects_the_pages_below_it(client, home, meeting, rename):
    rename(home.get_children().get(slug="meetings"), "conferences")
    assert location(client, "/mk/meetings/") == "/mk/conferences/"
    assert location(client, "/mk/meetings/vienna/") == "/mk/conferences/vienna/"


def test_addresses_below_the_page_are_redirected_with_it(client, meeting, rename):
    rename(meeting, "vienna-2019")
    new = "/mk/meetings/vienna-2019/"
    assert location(client, "/mk/meetings/vienna/document.pdf") == f"{new}document.pdf"
    assert location(client, "/mk/meetings/vienna/calendar.ics") == f"{new}calendar.ics"


def test_the_query_is_kept(client, meeting, rename):
    rename(meeting, "vienna-2019")
    old = "/mk/meetings/vienna/?with=hr,sl"
    assert location(client, old) == "/mk/meetings/vienna-2019/?with=hr,sl"


def test_an_address_that_was_changed_twice_leads_to_the_page_in_one_step(client, meeting, rename):
    rename(meeting, "vienna-2019")
    rename(meeting, "vienna-spring")
    for old in ("vienna", "vienna-2019"):
        assert location(client, f"/mk/meetings/{old}/") == "/mk/meetings/vienna-spring/"


def test_an_address_without_its_last_slash_leads_to_the_page_in_one_step(client, meeting, rename):
    rename(meeting, "vienna-2019")
    assert location(client, "/mk/meetings/vienna") == "/mk/meetings/vienna-2019/"


def test_browsers_do_not_keep_the_redirect_because_a_page_may_be_moved_back(
    client, meeting, rename
):
    rename(meeting, "vienna-2019")
    response = client.get("/mk/meetings/vienna/")
    assert response.headers["Cache-Control"] == "no-cache"


def test_renaming_back_removes_the_redirect(client, meeting, rename):
    rename(meeting, "vienna-2019")
    rename(meeting, "vienna")
    assert recorded() == {"/meetings/vienna-2019": meeting.pk}
    assert client.get("/mk/meetings/vienna/").status_code == 200
    assert location(client, "/mk/meetings/vienna-2019/") == "/mk/meetings/vienna/"


def test_the_names_that_an_unpublished_page_had_while_somebody_typed_are_not_recorded(
    home, django_capture_on_commit_callbacks
):
    page = specimen.content(home)
    page.unpublish()
    page.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        for slug in ("a", "ab", "abo"):
            page.slug = slug
            page.save()
    assert recorded() == {"/about": page.pk}


def test_the_draft_of_a_live_page_records_nothing_before_it_is_published(
    client, meeting, django_capture_on_commit_callbacks
):
    meeting.slug = "vienna-2019"
    with django_capture_on_commit_callbacks(execute=True):
        revision = meeting.save_revision()
    assert recorded() == {}
    with django_capture_on_commit_callbacks(execute=True):
        revision.publish()
    assert recorded() == {"/meetings/vienna": meeting.pk}


def test_an_address_that_is_too_long_to_be_stored_is_left_out(home, rename):
    page = specimen.content(home, slug="a" * 200)
    child = specimen.content(home, slug="b" * 200)
    move(child, page)
    rename(page, "about")
    assert set(recorded()) == {f"/{'a' * 200}", f"/{'b' * 200}"}


# Moving


def test_moving_a_page_redirects_its_address_and_those_below_it(client, home):
    section, page = specimen.content(home, slug="section"), specimen.content(home)
    child = specimen.content(home, slug="child")
    move(child, page)
    move(page, section)
    assert location(client, "/hr/about/") == "/hr/section/about/"
    assert location(client, "/hr/about/child/") == "/hr/section/about/child/"
    assert location(client, "/hr/child/") == "/hr/section/about/child/"


def test_moving_a_page_back_removes_the_redirect(client, home):
    section, page = specimen.content(home, slug="section"), specimen.content(home)
    move(page, section)
    move(page, home)
    assert recorded() == {"/section/about": page.pk}
    assert client.get("/mk/about/").status_code == 200


def test_moving_a_page_out_of_the_site_and_back_records_nothing_else(home):
    page = specimen.content(home)
    root = Page.objects.get(depth=1)
    move(page, root)
    move(page, home)
    assert recorded() == {}


def test_a_page_and_its_redirect_change_in_one_transaction(meeting):
    meeting.slug = "vienna-2019"
    meeting.save()
    assert recorded() == {"/meetings/vienna": meeting.pk}


# Pages come first


def test_a_page_at_an_old_address_comes_before_the_redirect(client, home, meeting, rename):
    rename(meeting, "vienna-2019")
    other = specimen.meeting(home, title="Another one")
    assert client.get("/mk/meetings/vienna/").status_code == 200
    assert recorded() == {}
    other.unpublish()
    assert client.get("/mk/meetings/vienna/").status_code == 404


def test_an_unpublished_page_is_no_target(client, meeting, rename):
    rename(meeting, "vienna-2019")
    Page.objects.get(pk=meeting.pk).specific.unpublish()
    assert client.get("/mk/meetings/vienna/").status_code == 404


def test_a_page_that_is_published_elsewhere_is_found_at_its_earlier_address(client, home, rename):
    page = specimen.content(home)
    page.unpublish()
    rename(page, "about-us")
    Page.objects.get(pk=page.pk).specific.save_revision().publish()
    assert location(client, "/mk/about/") == "/mk/about-us/"


def test_a_page_can_be_deleted(home):
    page = specimen.content(home)
    page.unpublish()
    Page.objects.get(pk=page.pk).delete()
    other = specimen.content(home, slug="other")
    Page.objects.get(pk=other.pk).delete()
    assert recorded() == {}


# Redirects that editors add


def test_an_address_of_an_earlier_site_without_a_language_leads_to_the_language_of_the_browser(
    client, meeting
):
    Redirect.add_redirect("/events/vienna.html", redirect_to=meeting)
    response = client.get("/events/vienna.html", headers={"Accept-Language": "mk"})
    assert response.headers["Location"] == "/mk/meetings/vienna/"
    assert "Accept-Language" in response.headers["Vary"]


def test_a_redirect_with_a_language_holds_for_it_alone(client, meeting):
    Redirect.add_redirect("/mk/old/", redirect_to=meeting)
    assert location(client, "/mk/old/") == "/mk/meetings/vienna/"
    assert client.get("/hr/old/").status_code == 404


def test_a_redirect_of_an_editor_does_not_hold_for_addresses_below_it(client, meeting):
    Redirect.add_redirect("/old", redirect_to=meeting)
    assert client.get("/mk/old/nowhere/").status_code == 404


def test_a_redirect_of_an_editor_stays_when_a_page_leaves_its_address(meeting, rename, home):
    added = Redirect.add_redirect("/meetings/vienna", redirect_to=home)
    rename(meeting, "vienna-2019")
    assert list(Redirect.objects.all()) == [added]


def test_redirects_to_redirected_addresses_are_followed(client, meeting):
    Redirect.add_redirect("/a", redirect_to=f"{settings.SITE_ADDRESS}/mk/b/")
    Redirect.add_redirect("/b", redirect_to=meeting)
    assert location(client, "/mk/a/") == "/mk/meetings/vienna/"


@pytest.mark.parametrize("permanent", [(True, False), (False, True)])
def test_a_redirect_over_a_temporary_one_is_temporary(client, meeting, permanent):
    first, second = permanent
    Redirect.objects.create(old_path="/a", redirect_link="/b", is_permanent=first)
    Redirect.objects.create(old_path="/b", redirect_page=meeting, is_permanent=second)
    assert client.get("/a").status_code == 302


def test_redirects_in_a_circle_lead_nowhere(client, db):
    Redirect.add_redirect("/a", redirect_to=f"{settings.SITE_ADDRESS}/en/b/")
    Redirect.add_redirect("/b", redirect_to=f"{settings.SITE_ADDRESS}/en/a/")
    assert client.get("/mk/a/").status_code == 404


@pytest.mark.parametrize("path", ["/mk/%00/", "/mk/" + "a/" * 500, f"/mk/{'č' * 400}/", "/%ff"])
def test_strange_addresses_are_not_found(client, db, path):
    assert client.get(path).status_code == 404


def test_only_reading_is_redirected(client, meeting):
    Redirect.add_redirect("/old", redirect_to=meeting)
    assert client.post("/mk/old/").status_code in (404, 405)


@pytest.mark.parametrize("path", ["//[x/", "/[::1", "/a;b?c", "/\n", ""])
def test_no_path_makes_the_search_for_a_redirect_fail(db, path):
    assert find_redirect(path, "[x]&&==") is None


def test_a_redirect_to_an_address_with_a_language_leads_there_when_the_page_has_moved(
    client, meeting, rename
):
    Redirect.objects.create(old_path="/old/x", redirect_link="/mk/meetings/vienna/")
    rename(meeting, "vienna-2019")
    assert location(client, "/old/x") == "/mk/meetings/vienna-2019/"


@pytest.mark.parametrize("make", [specimen.document, specimen.picture])
def test_a_file_to_which_a_redirect_leads_is_public_unless_its_collection_is_private(client, make):
    file = make()
    address = getattr(file, "url", file.file.url)
    assert client.get(address).status_code == 404
    Redirect.objects.create(old_path="/old.pdf", redirect_link=address)
    assert client.get("/en/old.pdf", follow=True).status_code == 200
    CollectionViewRestriction.objects.create(collection=file.collection, restriction_type="groups")
    assert client.get(address).status_code in (302, 404)
