"""Two forms of one page that are saved at the same moment, or one after the other."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from core.models import User
from tests import specimens as specimen
from tests.translation.concurrency import begin_before_commit
from translation.roles import SECRETARIAT_EDITOR

AUTOMATIC = {"accept": "application/json"}


class OpenedForm:
    """The form of a page as one person has opened it."""

    def __init__(self, client: Client, page: Page):
        self.client, self.url = client, reverse("wagtailadmin_pages:edit", args=[page.pk])
        self.data = nested_form_data({"body": streamfield([]), "sources": streamfield([])})
        self.read(client.get(self.url))

    def read(self, response, *names: str) -> None:
        """Take over the fields of a response: all, or those of these names."""
        fields = querydict_from_html(response.content.decode(), form_id="page-edit-form")
        self.data |= {name: fields[name] for name in names or fields}

    def post(self, title: str, headers: dict[str, str] | None = None, **data: str):
        return self.client.post(self.url, self.data | {"title": title} | data, headers=headers)

    def publish(self, title: str, **data: str):
        return self.post(title, **{"action-publish": "on"}, **data)


@pytest.fixture
def opened(editor_client):
    """Open the form of a page as the editor."""
    return lambda page: OpenedForm(editor_client, page)


@pytest.fixture
def opened_by_colleague(db):
    colleague = User.objects.create_user("colleague")
    colleague.groups.add(Group.objects.get(name=SECRETARIAT_EDITOR.name))
    client = Client()
    client.force_login(colleague)
    return lambda page: OpenedForm(client, page)


@pytest.fixture
def page(home):
    page = specimen.content(home)
    page.save_revision()
    return page


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("live", [False, True])
def test_an_automatic_save_that_is_under_way_does_not_undo_the_publication(page, opened, live):
    if not live:
        page.unpublish()
    form, answers = opened(page), []
    assert not begin_before_commit(
        lambda: form.publish("Typed to the end"),
        lambda: answers.append(form.post("Typed until now", AUTOMATIC).json()),
    )
    assert [answer["error_code"] for answer in answers] == ["invalid_revision"]
    stored = Page.objects.get(pk=page.pk)
    assert (stored.live, stored.title) == (True, "Typed to the end")
    assert stored.get_latest_revision_as_object().title == "Typed to the end"


@pytest.mark.django_db
@pytest.mark.parametrize("data", [{}, {"action-publish": "on"}, {"slug": "not valid"}])
def test_whoever_would_replace_a_version_of_somebody_else_is_told_first(
    page, opened, opened_by_colleague, data
):
    first, second = opened(page), opened_by_colleague(page)
    first.publish("By the first")
    response = second.post("By the second", **data)
    assert "Somebody has saved a newer version" in response.content.decode()
    assert "By the second" in response.content.decode()
    assert Page.objects.get(pk=page.pk).get_latest_revision_as_object().title == "By the first"
    second.read(response, "loaded_revision_id", "loaded_revision_created_at")
    assert second.publish("By both").status_code == 302
    assert Page.objects.get(pk=page.pk).title == "By both"


@pytest.mark.django_db
def test_whoever_has_agreed_to_replace_it_is_not_asked_again(page, opened, opened_by_colleague):
    first, second = opened(page), opened_by_colleague(page)
    first.publish("By the first")
    second.publish("By the second", replaces_newer_version="on")
    assert Page.objects.get(pk=page.pk).title == "By the second"


@pytest.mark.django_db
def test_a_page_is_published_over_what_was_saved_automatically_in_the_same_form(page, opened):
    form = opened(page)
    form.post("Typed until now", AUTOMATIC)
    assert form.publish("Typed to the end").status_code == 302
    assert Page.objects.get(pk=page.pk).title == "Typed to the end"
