"""An editor replaces all links to an object by links to another one of the same kind."""

import json
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Workflow

from core.models import LayoutSettings, SiteImage, Theme
from declarations.models import DeclarationPage, Reaffirmation
from links.actions import ReplaceLinks
from meetings.models import MeetingPage
from tests import specimens as specimen
from tests.public_pages import element_text
from translation.models import ReleaseSet
from translation.roles import SECRETARIAT_EDITOR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("updated_indexes")]


@pytest.fixture
def old(home) -> DeclarationPage:
    return specimen.declaration(home, title="Old")


@pytest.fixture
def new(home) -> DeclarationPage:
    return specimen.declaration(home, "new", title="New")


def address(target, **query) -> str:
    model = Page if isinstance(target, Page) else type(target)
    parts = [f"{name}={value}" for name, value in query.items()]
    path = reverse("replace_links", args=[model._meta.label_lower, target.pk])
    return "?".join(filter(None, [path, "&".join(parts)]))


def replace(client, old, new) -> None:
    response = client.post(address(old), {"new": new.pk})
    assert response.status_code == 302, response.content.decode()


def preview(client, old, new) -> str:
    response = client.get(address(old, new=new.pk))
    return element_text(BeautifulSoup(response.content, "html.parser").main)


def link_to(target, kind: str = "page") -> str:
    return f'<p>See <a linktype="{kind}" id="{target.pk}">this</a>.</p>'


def read_again(page):
    return type(page).objects.get(pk=page.pk)


def draft_of(page):
    return read_again(page).get_latest_revision_as_object()


# Where the links are


@pytest.mark.postgresql
def test_links_to_a_page_in_texts_blocks_fields_and_relations_are_replaced(
    home, editor_client, old, new
):
    unrelated = specimen.declaration(home, "third", title="Third")
    chosen = [{"type": "declaration", "value": page.pk} for page in (old, unrelated)]
    meeting = specimen.meeting(
        home, outcome=link_to(old) + link_to(unrelated), related_declarations=chosen
    )
    later = specimen.declaration(home, "later", title="Later")
    later.reaffirmations = [Reaffirmation(declaration=old)]
    specimen.publish(later)
    about = specimen.content(home)
    about.body = specimen.stream(about, "body", ("text", link_to(old)), ("page_links", [old.pk]))
    specimen.publish(about)
    replace(editor_client, old, new)
    meeting, about = read_again(meeting), read_again(about)
    assert meeting.outcome == link_to(new) + link_to(unrelated)
    assert [block.value for block in meeting.related_declarations] == [new, unrelated]
    assert [item.declaration for item in read_again(later).reaffirmations.all()] == [new]
    assert [page.pk for page in about.body[1].value] == [new.pk]
    assert about.body[0].value.source == link_to(new)
    assert preview(editor_client, old, new).endswith("Nothing links here.")


def test_links_to_a_theme_are_replaced_in_meetings_and_paragraphs(home, editor_client):
    old, new, other = (specimen.theme(slug, slug.title()) for slug in ("old", "new", "other"))
    meeting = specimen.meeting(home, themes=[old, other])
    paragraphs = [
        {"type": "paragraph", "value": {"number": 1, "text": "<p>A</p>", "themes": ["old", "new"]}}
    ]
    declaration = specimen.declaration(home, paragraphs=paragraphs)
    replace(editor_client, old, new)
    assert set(read_again(meeting).themes.all()) == {new, other}
    assert read_again(declaration).paragraphs[0].value["themes"] == ["new"]


def test_a_picture_that_a_page_needs_can_be_deleted_once_its_links_are_replaced(home, admin_client):
    old, new = specimen.picture(), specimen.picture()
    value = {"image": old.pk, "alternative_text": "A hall", "caption": ""}
    meeting = specimen.meeting(home, pictures=[{"type": "picture", "value": value}])
    deletion = reverse("wagtailimages:delete", args=[old.pk])
    soup = BeautifulSoup(admin_client.get(deletion).content, "html.parser")
    screen = soup.find("a", string="Replace the links")["href"]
    assert screen == address(old, next=deletion)
    response = admin_client.post(screen, {"new": new.pk, "next": deletion})
    assert response.url == deletion
    assert read_again(meeting).pictures[0].value["image"] == new
    admin_client.post(deletion)
    assert not SiteImage.objects.filter(pk=old.pk).exists()


def test_links_to_a_document_leave_those_to_a_page_with_the_same_id(home, editor_client):
    old, new = specimen.document(), specimen.document()
    page = Page(pk=old.pk)
    about = specimen.content(home)
    about.body = specimen.stream(
        about,
        "body",
        ("text", link_to(old, "document") + link_to(page)),
        ("file", specimen.file_block(old)),
    )
    specimen.publish(about)
    replace(editor_client, old, new)
    text, file = read_again(about).body
    assert text.value.source == link_to(new, "document") + link_to(page)
    assert file.value["document"] == new


def test_a_list_that_a_draft_has_in_its_earlier_form_is_replaced(home, editor_client, old, new):
    page = specimen.content(home)
    draft = page.save_revision()
    stored = [{"type": "page_links", "value": [old.pk], "id": str(uuid4())}]
    draft.content["body"] = json.dumps(stored)
    draft.save()
    replace(editor_client, old, new)
    assert [linked.pk for linked in draft_of(page).body[0].value] == [new.pk]


def test_a_picture_is_replaced_beside_blocks_without_one(home, editor_client):
    old, new = specimen.picture(), specimen.picture()
    history = home.get_children().get(slug="history").specific
    shown = {"image": old.pk, "alternative_text": "A hall", "caption": ""}
    milestones = [
        {"start_date": "2010-10-20", "title": "Founded", "text": "<p>A</p>", "picture": pictures}
        for pictures in ([], [shown])
    ]
    history.milestones = specimen.stream(
        history, "milestones", *(("milestone", milestone) for milestone in milestones)
    )
    specimen.publish(history)
    replace(editor_client, old, new)
    pictures = [list(item.value["picture"]) for item in read_again(history).milestones]
    assert pictures[0] == []
    assert pictures[1][0]["image"] == new


def test_links_of_the_menu_are_replaced(home, admin_client, old, new):
    value = {"page": old.pk, "address": "", "labels": []}
    menu = LayoutSettings._meta.get_field("menu").stream_block
    made = LayoutSettings.objects.create(menu=menu.to_python([{"type": "link", "value": value}]))
    assert "name, menu, footer and notice In: Main menu → Link" in preview(admin_client, old, new)
    replace(admin_client, old, new)
    assert LayoutSettings.objects.get().menu[0].value["page"].specific == new
    assert ModelLogEntry.objects.for_instance(made).get(action="links.replace")


# Published content and drafts


def with_draft(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision()
    return page


@pytest.mark.postgresql
def test_the_rest_of_a_draft_stays_unpublished(home, editor_client, old, new):
    meeting = specimen.meeting(home, outcome=link_to(old), summary="Published.")
    with_draft(meeting, summary="Draft.", place="Vienna")
    text = preview(editor_client, old, new)
    assert "Meeting in Vienna (meeting) — English In: Outcome, Outcome (draft)" in text
    replace(editor_client, old, new)
    published, draft = read_again(meeting), draft_of(meeting)
    assert (published.outcome, published.summary) == (link_to(new), "Published.")
    assert (draft.outcome, draft.summary, draft.place) == (link_to(new), "Draft.", "Vienna")
    assert published.has_unpublished_changes
    assert published.live_revision_id != published.latest_revision_id


def test_a_link_that_only_the_draft_has_is_replaced_there(home, editor_client, old, new):
    meeting = specimen.meeting(home)
    with_draft(meeting, outcome=link_to(old))
    replace(editor_client, old, new)
    assert read_again(meeting).outcome == ""
    assert draft_of(meeting).outcome == link_to(new)


def test_an_unpublished_page_stays_so_and_need_not_be_complete(home, editor_client, old, new):
    meeting = specimen.meeting(home, outcome=link_to(old))
    meeting.unpublish()
    MeetingPage.objects.filter(pk=meeting.pk).update(status="")
    replace(editor_client, old, new)
    assert not read_again(meeting).live
    assert read_again(meeting).outcome == draft_of(meeting).outcome == link_to(new)


def test_the_history_of_a_page_names_both_and_takes_it_back(home, editor_client, old, new):
    meeting = specimen.meeting(home, outcome=link_to(old))
    before = meeting.latest_revision_id
    replace(editor_client, old, new)
    history = editor_client.get(reverse("wagtailadmin_pages:history", args=[meeting.pk]))
    assert "Links to “Old” replaced by links to “New”" in history.content.decode()
    entry = PageLogEntry.objects.get(page=meeting.pk, action="links.replace")
    assert entry.user.username == "editor"
    assert entry.revision_id == read_again(meeting).live_revision_id != before
    assert meeting.revisions.get(pk=before).as_object().outcome == link_to(old)


# What is left


def left(home, user, old, new) -> dict[str, list[str]]:
    plan = ReplaceLinks(user, old, new).execute()
    assert not plan.sources
    return {reason: [str(place[0]) for place in places] for reason, places in plan.left.items()}


def locked(meeting) -> None:
    Page.objects.filter(pk=meeting.pk).update(locked=True)


def in_review(meeting) -> None:
    Workflow.objects.filter(active=True).first().start(meeting, None)


def in_release(meeting) -> None:
    ReleaseSet.objects.create(page=meeting)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (locked, "Locked, in review or scheduled"),
        (in_review, "Locked, in review or scheduled"),
        (in_release, "You may not publish it"),
    ],
)
def test_a_page_that_the_editor_may_not_publish_now_is_left_with_the_reason(
    home, editor, old, new, change, reason
):
    meeting = specimen.meeting(home, outcome=link_to(old))
    change(meeting)
    assert left(home, editor, old, new) == {reason: ["Meeting in Vienna"]}
    assert read_again(meeting).outcome == link_to(old)


def test_an_author_replaces_nothing(home, old, new, django_user_model):
    author = django_user_model.objects.create_user("author")
    specimen.meeting(home, outcome=link_to(old))
    assert left(home, author, old, new) == {"You may not publish it": ["Meeting in Vienna"]}


def test_a_page_is_not_made_to_link_to_itself(home, editor, old, new):
    new.reaffirmations = [Reaffirmation(declaration=old)]
    specimen.publish(new)
    assert left(home, editor, old, new) == {"It would link to itself": ["New"]}


def test_addresses_and_redirects_are_named_for_the_editor(home, editor, old, new):
    specimen.meeting(home, outcome='<p><a href="/en/declarations/vienna-declaration/">A</a></p>')
    Redirect.add_redirect("/network", redirect_to=old)
    [titles] = left(home, editor, old, new).values()
    assert titles == ["Meeting in Vienna", "/network"]


# Where it is offered


def test_the_lists_of_what_links_to_something_offer_to_replace_it(home, editor_client, old):
    lists = {
        "wagtailadmin_pages:usage": old,
        "wagtailimages:image_usage": specimen.picture(),
        "wagtaildocs:document_usage": specimen.document(),
        "wagtailsnippets_core_theme:usage": specimen.theme(),
    }
    for name, target in lists.items():
        usage = editor_client.get(reverse(name, args=[target.pk]))
        assert address(target) in usage.content.decode()


# What can be chosen


def errors(response) -> str:
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(element_text(found) for found in soup.select(".error-message"))


def test_only_another_published_object_of_the_same_kind_can_be_chosen(
    home, editor_client, old, new, locale
):
    specimen.meeting(home, outcome=link_to(old))
    section = home.get_children().get(slug="declarations").specific
    for page in (section, new):
        specimen.translate(page, "mk")
    draft = specimen.declaration(home, "draft")
    draft.unpublish()
    refusals = {
        "": "This field is required.",
        old.pk: "Choose another one of the same kind.",
        home.pk: "Select a valid choice.",
        new.get_translation(locale("mk")).pk: "Choose one in the same language.",
        draft.pk: "Publish it first.",
        "x": "Select a valid choice.",
    }
    for chosen, message in refusals.items():
        for response in (
            editor_client.get(address(old, new=chosen)),
            editor_client.post(address(old), {"new": chosen}),
        ):
            assert message in errors(response), chosen
            assert "What would change" not in response.content.decode()


def test_nobody_replaces_links_to_what_they_may_not_edit(client, django_user_model, old, new):
    group = Group.objects.create(name="Readers of the admin")
    group.permissions.add(
        *Group.objects.get(name=SECRETARIAT_EDITOR.name).permissions.filter(codename="access_admin")
    )
    stranger = django_user_model.objects.create_user("stranger")
    stranger.groups.add(group)
    client.force_login(stranger)
    assert client.post(address(old), {"new": new.pk}).status_code in (302, 403)
    assert client.get(address(Theme(pk=old.pk))).status_code in (302, 404)
