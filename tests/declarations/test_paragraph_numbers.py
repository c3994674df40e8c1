"""The number of a paragraph is permanent: what was cited once never comes to mean another one."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from declarations.models import DeclarationPage, ParagraphNumber
from tests import specimens as specimen
from tests.data_set_files import csv_rows, fetch, import_rows, records
from tests.declarations.editing_window import BACKGROUND, EditingWindow, OpenedForms
from tests.declarations.numbered_paragraphs import declared, ids, published, set_blocks, shown
from tests.public_pages import read
from translation.roles import SECRETARIAT_EDITOR

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def forms(home_of_module) -> OpenedForms:
    """The forms as an editor opens them; no page of it remains."""
    with transaction.atomic():
        editor = get_user_model().objects.create_user("who-opens-forms")
        editor.groups.add(Group.objects.get(name=SECRETARIAT_EDITOR.name))
        client = Client()
        client.force_login(editor)
        opened = OpenedForms.open(client, home_of_module)
        transaction.set_rollback(True)
    return opened


@pytest.fixture
def open_window(forms, editor_client, home):
    return lambda page=None: EditingWindow(editor_client, home, forms, page)


# The form, which is saved automatically while somebody writes


@pytest.mark.parametrize(("count", "pause"), [(4, 1), (11, 5)])
def test_paragraphs_that_are_saved_while_writing_are_numbered_in_their_order(
    client, open_window, count, pause
):
    window = open_window()
    for number in range(1, count + 1):
        window.write(f"<p>{number}.</p>")
        if number % pause == 0:
            window.autosave()
    window.autosave()
    assert not ParagraphNumber.objects.exists()
    window.publish()
    assert shown(client, "ours") == [str(number) for number in range(1, count + 1)]


def test_numbers_stay_if_paragraphs_are_moved(client, home, open_window):
    page = declared(home, None, None, None)
    window = open_window(page)
    window.blocks.reverse()
    window.autosave()
    window.blocks.insert(1, window.blocks.pop())
    window.autosave()
    window.publish()
    assert shown(client) == ["3", "1", "2"]


def test_a_window_that_was_opened_before_publication_changes_no_number(client, home, open_window):
    window = open_window()
    window.write("<p>One.</p>")
    window.write("<p>Two.</p>")
    window.autosave()
    open_window(published()).publish()
    window.write("<p>Three.</p>")
    window.publish()
    assert shown(client, "ours") == ["1", "2", "3"]


def test_two_windows_that_each_add_a_paragraph_never_share_a_number(client, home, open_window):
    page = declared(home, None)
    first, second = open_window(page), open_window(page)
    added = [first.write("<p>By one.</p>"), second.write("<p>By the other.</p>")]
    first.publish()
    second.publish()
    numbers = published("vienna-declaration").registered_numbers
    assert [numbers[block] for block in added] == [2, 3]
    assert shown(client) == ["1", "3"]


def test_the_number_of_a_removed_paragraph_is_not_given_again(client, home, open_window):
    page = declared(home, None, None, None)
    window = open_window(page)
    window.blocks.pop()
    window.publish()
    window = open_window(page)
    window.write("<p>New.</p>")
    window.publish()
    assert shown(client) == ["1", "2", "4"]


def test_numbers_of_the_document_are_kept_and_continued(client, open_window):
    window = open_window()
    for given in (7, 8, ""):
        window.write("<p>Words.</p>", given)
        window.autosave()
    window.publish()
    assert shown(client, "ours") == ["7", "8", "9"]


def test_a_number_of_the_document_is_refused_if_it_stands_twice(open_window):
    window = open_window()
    window.write("<p>One.</p>", 7)
    window.write("<p>Two.</p>", 7)
    response = window.post("action-publish")
    assert "Used more than once: 7" in str(response.context["form"].errors)
    assert window.client.post(window.url, window.data(), headers=BACKGROUND).status_code == 400


def test_a_number_of_a_removed_paragraph_is_refused(home, open_window):
    page = declared(home, None, None)
    set_blocks(page, (ids(page)[0], None))
    specimen.publish(page)
    window = open_window(page)
    window.write("<p>Another.</p>", 2)
    errors = str(window.post("action-publish").context["form"].errors)
    assert "cited by them" in errors
    assert "2" in errors


def test_a_published_paragraph_receives_no_other_number(home, open_window):
    page = declared(home, None)
    window = open_window(page)
    window.blocks[0]["number"] = 5
    assert "which stays" in str(window.post("action-publish").context["form"].errors)
    window.blocks[0]["number"] = 1
    window.publish()


@pytest.mark.parametrize("number", ["0", "-1", "10000", "9" * 30, "x", "1\0"])
def test_what_is_no_number_is_refused(number):
    paragraph = DeclarationPage._meta.get_field("paragraphs").stream_block.child_blocks["paragraph"]
    block = paragraph.child_blocks["number"]
    with pytest.raises(ValidationError):
        block.clean(block.value_from_datadict({"number": number}, {}, "number"))


def test_the_form_refuses_what_is_no_number(open_window):
    window = open_window()
    window.write("<p>One.</p>", "x")
    response = window.post("action-publish")
    assert response.status_code == 200
    assert "paragraphs" in response.context["form"].errors


@pytest.mark.parametrize("block_id", ["", "x", "9" * 300, "\0"])
def test_a_paragraph_without_a_usable_id_receives_one(client, open_window, block_id):
    window = open_window()
    for _ in range(2):
        window.write("<p>Words.</p>")
        window.blocks[-1]["id"] = block_id
    window.publish()
    assert shown(client, "ours") == ["1", "2"]
    assert len(set(ids(published()))) == 2


# Other ways to publish


def test_a_draft_has_no_number_until_it_is_published(home):
    page = specimen.declaration(home)
    set_blocks(page, (None, None)).save_revision()
    assert not ParagraphNumber.objects.exists()
    page.get_latest_revision().publish()
    assert ParagraphNumber.objects.get().number == 1


def test_a_scheduled_publication_gives_the_numbers_when_it_goes_live(client, home, open_window):
    later = timezone.now() + timedelta(days=1)
    window = open_window()
    window.write("<p>One.</p>")
    window.initial["go_live_at"] = later.strftime("%Y-%m-%d %H:%M")
    window.publish()
    assert not ParagraphNumber.objects.exists()
    page = published()
    revision = page.get_latest_revision()
    revision.content["go_live_at"] = None
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1), content=revision.content
    )
    call_command("publish_scheduled")
    assert shown(client, "ours") == ["1"]


def test_an_earlier_version_has_the_numbers_that_its_paragraphs_were_given(client, home):
    page = declared(home, None, None, None)
    earlier = page.get_latest_revision()
    set_blocks(page, (ids(page)[2], None), (None, None))
    specimen.publish(page)
    assert shown(client) == ["3", "4"]
    earlier.publish()
    assert shown(client) == ["1", "2", "3"]


def test_numbers_outlast_an_unpublication(client, home):
    page = declared(home, None, None)
    set_blocks(page, (ids(page)[1], None))
    specimen.publish(page)
    page.unpublish()
    page.get_latest_revision().publish()
    assert shown(client) == ["2"]


@pytest.mark.parametrize("keep_live", [True, False])
def test_a_copy_is_another_document_with_numbers_of_its_own(client, home, keep_live):
    page = declared(home, None, None, 9)
    set_blocks(page, *((key, number) for key, number in zip(ids(page)[1:], (None, 9), strict=True)))
    specimen.publish(page)
    assert shown(client) == ["11", "9"]
    copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=keep_live)
    if not keep_live:
        copy.get_latest_revision().publish()
    assert shown(client, "copy") == ["10", "9"]
    assert shown(client) == ["11", "9"]


def test_a_page_that_is_moved_keeps_its_numbers(client, home):
    page = declared(home, None, 5)
    page.move(page.get_parent(), pos="first-child")
    assert shown(client) == ["6", "5"]


def test_a_translation_has_the_numbers_of_the_source(client, home):
    page = declared(home, None, None, None)
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    page.refresh_from_db()
    set_blocks(page, (ids(page)[2], None), (ids(page)[0], None))
    specimen.publish(page)
    assert shown(client, code="mk") == ["1", "2", "3"]
    specimen.translate(page, "mk")
    assert shown(client, code="mk") == shown(client) == ["3", "1"]
    assert ParagraphNumber.objects.count() == 3


def test_a_translation_that_is_published_first_gives_the_numbers(client, home):
    page = specimen.declaration(home)
    page.unpublish()
    set_blocks(page, (str(uuid4()), None), (str(uuid4()), None))
    page.save()
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    assert shown(client, code="mk") == ["1", "2"]
    set_blocks(page, *((key, None) for key in reversed(ids(page))))
    page.save_revision().publish()
    assert shown(client) == ["2", "1"]


def test_an_imported_paragraph_has_the_number_of_the_file(client, home):
    declared(home, None, None)
    row = {"document_slug": "vienna-declaration", "number": "5", "text": "<p>New.</p>"}
    assert not import_rows("paragraphs", row).problems
    assert shown(client) == ["1", "2"]
    published("vienna-declaration").get_latest_revision().publish()
    assert shown(client) == ["1", "2", "5"]


def test_a_number_of_a_removed_paragraph_is_not_imported(home):
    page = declared(home, None, None)
    set_blocks(page, (ids(page)[0], None))
    specimen.publish(page)
    row = {"document_slug": "vienna-declaration", "number": "2", "text": "<p>Other.</p>"}
    (problem,) = import_rows("paragraphs", row).problems
    assert "cited" in problem.message


def test_a_deleted_document_is_imported_with_its_numbers(client, home):
    page = declared(home, None, 5)
    files = {name: fetch(client, name, "csv") for name in ("declarations", "paragraphs")}
    page.delete()
    for name, file in files.items():
        assert not import_rows(name, *csv_rows(file), publish=True).problems
    assert shown(client) == ["5", "6"]


def test_exported_numbers_take_no_further_query(client, home, django_assert_max_num_queries):
    declared(home, None)
    specimen.declaration(home, "second")
    with django_assert_max_num_queries(20) as captured:
        assert [record["number"] for record in records(client, "paragraphs")] == [1]
    queries = [query["sql"] for query in captured.captured_queries]
    assert sum("declarations_paragraphnumber" in sql for sql in queries) == 0


def test_a_preview_shows_the_numbers_that_publication_would_give(home):
    page = declared(home, None, None)
    set_blocks(page, (None, None), *((key, None) for key in ids(page)))
    soup = page.make_preview_request().content.decode()
    positions = [soup.index(f'id="p-{number}"') for number in (3, 1, 2)]
    assert positions == sorted(positions)


def test_a_failed_publication_registers_nothing(home):
    page = declared(home, None)
    set_blocks(page, (ids(page)[0], None), (None, None))
    page.title = ""
    with pytest.raises(ValidationError):
        page.save()
    assert ParagraphNumber.objects.count() == 1


def test_numbers_outlast_the_deletion_of_their_page(home):
    page = declared(home, None)
    page.delete()
    assert ParagraphNumber.objects.filter(document=page.translation_key).count() == 1


def test_the_form_names_the_permanent_numbers(editor_client, home):
    page = declared(home, 4, None)
    form = read(editor_client, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    panel = form.select_one("[data-controller=declarations-paragraph-numbers]")
    named = json.loads(panel["data-declarations-paragraph-numbers-registered-value"])
    assert named == dict(zip(ids(page), (4, 5), strict=True))
    assert form.select_one('script[src*="paragraph-numbers.js"]')
