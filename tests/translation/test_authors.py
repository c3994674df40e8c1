"""Authors write pages of the source language, and an editor of the Secretariat approves them."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction, Workflow, WorkflowPage
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from core.languages import all_languages
from core.models import SiteImage
from home.models import ContentPage
from tests import specimens as specimen
from translation.roles import APPROVAL_WORKFLOW_NAME, AUTHOR, SECRETARIAT_EDITOR, synchronise_roles

from .conftest import read_again
from .test_menu import labels

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(django_user_model):
    user = django_user_model.objects.create_user("author", email="author@example.org")
    user.groups.add(Group.objects.get(name=AUTHOR.name))
    return user


@pytest.fixture
def author_client(author, client_for):
    return client_for(author)


@pytest.fixture
def draft(home, author):
    """A page of the author that was never published."""
    page = ContentPage(title="Ours", slug="ours", owner=author, live=False, locale=home.locale)
    home.add_child(instance=page)
    page.save_revision(user=author)
    return page


@pytest.fixture
def submitted(draft, author):
    draft.get_workflow().start(draft, author)
    return draft


def draft_title(page) -> str:
    return read_again(page).get_latest_revision_as_object().title


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_data(client, url: str, **values) -> dict:
    form = client.get(url).content.decode()
    streams = {name: streamfield([]) for name in ("body", "sources")}
    initial = querydict_from_html(form, form_id="page-edit-form").dict()
    return {**initial, **nested_form_data(streams | values)}


def decide(client, page, action: str):
    task_state = read_again(page).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task_state.pk])
    return client.post(url, {"comment": "The title, please."})


# What they may do


def test_an_author_writes_a_page_that_an_editor_approves(
    author, author_client, editor_client, home, client
):
    add = reverse("wagtailadmin_pages:add", args=["home", "contentpage", home.pk])
    data = form_data(author_client, add, title="Ours", slug="ours", summary="Who we are.")
    author_client.post(add, data | {"action-submit": "1"})
    page = ContentPage.objects.get(slug="ours")
    assert page.owner == author
    assert not page.live
    assert page.current_workflow_state.workflow.name == APPROVAL_WORKFLOW_NAME
    assert "Ours" in editor_client.get(reverse("wagtailadmin_home")).content.decode()
    decide(editor_client, page, "approve")
    assert client.get("/en/ours/").status_code == 200


def test_a_returned_page_is_submitted_again(submitted, author_client, editor_client):
    decide(editor_client, submitted, "reject")
    url = edit_url(submitted)
    assert "The title, please." in author_client.get(url).content.decode()
    data = form_data(author_client, url, title="Better", slug="ours")
    author_client.post(url, data | {"action-submit": "1"})
    assert not read_again(submitted).live
    decide(editor_client, submitted, "approve")
    assert read_again(submitted).title == "Better"


def test_a_published_page_stays_as_it_is_until_its_change_is_approved(
    submitted, author_client, editor_client
):
    decide(editor_client, submitted, "approve")
    url = edit_url(submitted)
    author_client.post(url, form_data(author_client, url, title="New", slug="ours"))
    assert read_again(submitted).title == "Ours"
    assert draft_title(submitted) == "New"


def test_an_author_adds_pictures_and_changes_those_of_their_own(author, author_client):
    own, other = specimen.picture(), specimen.picture()
    SiteImage.objects.filter(pk=own.pk).update(uploaded_by_user=author)
    assert author_client.get(reverse("wagtailimages:add")).status_code == 200
    for picture, status in ((own, 200), (other, 302)):
        url = reverse("wagtailimages:edit", args=[picture.pk])
        assert author_client.get(url).status_code == status


def test_the_editors_are_mailed_when_a_page_is_submitted(
    draft, author, editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        draft.get_workflow().start(draft, author)
    assert [message.to for message in mail.outbox] == [[editor.email]]


# What they may not do


def test_the_form_of_an_author_publishes_nothing(draft, author_client):
    url = edit_url(draft)
    assert "action-publish" not in author_client.get(url).content.decode()
    data = form_data(author_client, url, title="Live", slug="ours")
    author_client.post(url, data | {"action-publish": "1"})
    assert not read_again(draft).live


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_an_author_does_nothing_with_pages_of_others_in_bulk(action, home, author_client):
    page = specimen.content(home)
    if action == "publish":
        page.unpublish()
    before = Page.objects.values().get(pk=page.pk)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    author_client.post(f"{url}?id={page.pk}", {"chooser": home.get_parent().pk})
    assert Page.objects.values().get(pk=page.pk) == before


@pytest.mark.parametrize("view", ["edit", "delete", "unpublish", "move", "copy", "set_privacy"])
def test_an_author_does_nothing_with_the_page_of_somebody_else(view, home, author_client):
    page = specimen.content(home)
    before = Page.objects.values().get(pk=page.pk)
    url = reverse(f"wagtailadmin_pages:{view}", args=[page.pk])
    assert author_client.post(url, {"title": "Stolen", "slug": "x"}).status_code in (302, 403)
    assert Page.objects.values().get(pk=page.pk) == before
    assert not PageViewRestriction.objects.exists()


@pytest.mark.parametrize("view", ["unpublish", "set_privacy", "lock"])
def test_an_author_neither_hides_nor_locks_a_page_of_their_own(
    view, submitted, author_client, editor_client
):
    decide(editor_client, submitted, "approve")
    before = Page.objects.values().get(pk=submitted.pk)
    url = reverse(f"wagtailadmin_pages:{view}", args=[submitted.pk])
    author_client.post(url, {"restriction_type": "login"})
    assert Page.objects.values().get(pk=submitted.pk) == before
    assert not PageViewRestriction.objects.exists()


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_an_author_approves_nothing(action, submitted, author_client):
    decide(author_client, submitted, action)
    assert not read_again(submitted).live
    assert read_again(submitted).current_workflow_task_state.status == "in_progress"


def test_an_author_does_not_change_what_an_editor_is_about_to_approve(draft, author, author_client):
    url = edit_url(draft)
    data = form_data(author_client, url, title="Changed", slug="ours")
    draft.get_workflow().start(draft, author)
    author_client.post(url, data)
    answer = author_client.post(url, data, headers={"accept": "application/json"})
    assert answer.json()["success"] is False
    assert draft_title(draft) == "Ours"


def test_nor_by_the_admin_api(author_client, draft, author):
    draft.title = "Second"
    first = draft.latest_revision
    draft.save_revision(user=author)
    draft.get_workflow().start(draft, author)
    url = reverse("wagtailadmin_api:pages:action", args=[draft.pk, "revert_to_page_revision"])
    answer = author_client.post(url, {"revision_id": first.pk}, content_type="application/json")
    assert answer.status_code == 403
    assert "<" not in answer.json()["detail"]
    assert draft_title(draft) == "Second"


@pytest.mark.parametrize("action", ["publish", "copy_for_translation", "create_alias"])
def test_the_admin_api_publishes_and_copies_nothing_for_an_author(action, draft, author_client):
    url = reverse("wagtailadmin_api:pages:action", args=[draft.pk, action])
    data = {"locale": "mk", "recursive": False}
    before = Page.objects.count()
    assert author_client.post(url, data, content_type="application/json").status_code == 403
    assert Page.objects.count() == before
    assert not read_again(draft).live


@pytest.mark.parametrize(
    "path",
    [
        "snippets/core/theme/",
        "settings/core/quickexitsettings/",
        "translation/",
        "translation/board/",
        "users/",
        "groups/",
        "workflows/list/",
        "redirects/",
    ],
)
def test_an_author_opens_nothing_else(path, author_client):
    assert author_client.get(f"/admin/{path}").status_code in (302, 403, 404)


def test_an_author_has_no_menu_for_translation_and_sees_no_translated_page(
    author, author_client, send_to_translation
):
    target = send_to_translation("sl").translation.get_target_instance()
    assert labels(author) == []
    assert not target.permissions_for_user(author).can_edit()
    listed = author_client.get(reverse("wagtailadmin_explore_root")).content.decode()
    assert str(target.get_parent().pk) not in listed


# The workflow


def test_editors_publish_without_the_approval(editor_client, home):
    page = specimen.content(home)
    url = edit_url(page)
    data = form_data(editor_client, url, title="Direct", slug=page.slug)
    editor_client.post(url, data | {"action-publish": "1"})
    assert read_again(page).title == "Direct"


def test_an_editor_who_publishes_a_submitted_page_ends_its_approval(submitted, editor_client):
    url = edit_url(submitted)
    data = form_data(editor_client, url, title="Ours", slug="ours")
    editor_client.post(url, data | {"action-publish": "1"})
    page = read_again(submitted)
    assert page.live
    assert page.current_workflow_state is None


def test_translated_pages_are_not_in_the_workflow_of_authors(home, locale):
    assert home.get_workflow().name == APPROVAL_WORKFLOW_NAME
    for language in all_languages():
        page = home.get_translation(locale(language.code))
        assert (page.get_workflow() is None) == (not language.is_source)


def test_the_editors_approve_and_nobody_else(home):
    [task] = home.get_workflow().tasks
    assert [group.name for group in task.specific.groups.all()] == [SECRETARIAT_EDITOR.name]


def test_what_an_administrator_assigned_to_the_site_is_kept(home):
    own = Workflow.objects.create(name="Our own")
    WorkflowPage.objects.update(workflow=own)
    Workflow.objects.filter(name=APPROVAL_WORKFLOW_NAME).delete()
    synchronise_roles()
    assert home.get_workflow() == own
    assert Locale.objects.count() == len(all_languages())
