"""The page tree stays valid and has the same structure in every language."""

import random

import pytest
from django.core.management import call_command
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Locale, Page

from home.models import ContentPage
from tests import specimens as specimen
from tests import translators
from translation.actions.send import SendToTranslation, TranslationRequest
from translation.models import Assignment, TranslationJob

CODES = ("sl", "mk", "sr-cyrl")

pytestmark = pytest.mark.django_db


def create_subtree(home, part: int) -> list[Page]:
    """Create a subtree of five pages: a parent, three children and one grandchild."""
    top = specimen.content(home, slug=f"part-{part}", title=f"Part {part}")
    pages = [top]
    for number in range(3):
        page = specimen.content(top, slug=f"page-{number}", title=f"Page {part}.{number}")
        pages.append(page)
        if number == part % 3:
            pages.append(specimen.content(page, slug="below", title=f"Below {part}"))
    return [ContentPage.objects.get(pk=page.pk) for page in pages]


def send_pages(user, pages: list[Page], shuffled: bool = False) -> None:
    """Send pages to three languages and run the jobs, in sequence or shuffled."""
    locales = list(Locale.objects.filter(language_code__in=CODES))
    chosen = TranslationRequest(locales=locales, with_ancestors=True)
    batch = SendToTranslation(user, pages, chosen).execute()
    jobs = list(batch.jobs.values_list("pk", flat=True))
    if shuffled:
        random.Random(3).shuffle(jobs)
    for job in jobs:
        translators.run_job.call(job)
    assert not TranslationJob.objects.exclude(state="done").exists()


@pytest.fixture(scope="module")
def sent_ids(home_of_module, sender) -> list[int]:
    """The ids of the pages of two subtrees that are sent to three languages."""
    pages = [page for part in range(2) for page in create_subtree(home_of_module, part)]
    send_pages(sender, pages)
    return [page.pk for page in pages]


@pytest.fixture
def pages(db, sent_ids) -> list[Page]:
    """The pages of the two subtrees, each parent before its children."""
    return [ContentPage.objects.get(pk=pk) for pk in sent_ids]


@pytest.fixture
def unsent_pages(home, pages) -> list[Page]:
    """A third subtree beside the two, which was not sent yet."""
    return create_subtree(home, 2)


def outline(code: str) -> list[tuple]:
    """Return depth, key and slug of every content page of a language, in tree order."""
    pages = ContentPage.objects.filter(locale__language_code=code).order_by("path")
    return [(page.depth, page.translation_key, page.slug) for page in pages]


def keys(pages: list[Page]) -> list:
    return [page.translation_key for page in pages]


def assert_valid_tree() -> None:
    """Check that the tree is valid, without aliases, and the same in every language."""
    assert not [found for found in Page.find_problems() if found]
    assert not Page.objects.exclude(alias_of=None).exists()
    for page in Page.objects.filter(locale__language_code__in=CODES, depth__gt=2):
        assert page.get_parent().locale_id == page.locale_id
    expected = outline("en")
    for code in CODES:
        assert outline(code) == expected, code


def test_a_subtree_sent_to_three_languages_has_the_same_structure_in_each(pages):
    assert len(outline("sl")) == len(pages) == 10
    assert_valid_tree()


def test_sending_the_subtree_again_changes_nothing(pages, editor):
    before = [outline(code) for code in CODES], Page.objects.count(), Assignment.objects.count()
    send_pages(editor, pages)
    after = [outline(code) for code in CODES], Page.objects.count(), Assignment.objects.count()
    assert after == before
    assert_valid_tree()


@pytest.mark.postgresql
def test_the_order_of_jobs_does_not_affect_the_tree(unsent_pages, editor):
    send_pages(editor, unsent_pages, shuffled=True)
    assert not [found for found in Page.find_problems() if found]
    for code in CODES:
        assert sorted(outline(code), key=str) == sorted(outline("en"), key=str)


def test_sending_a_deep_page_also_sends_its_ancestors(unsent_pages, editor):
    deepest = max(unsent_pages, key=lambda page: page.depth)
    before = {code: outline(code) for code in CODES}
    send_pages(editor, [deepest])
    for code in CODES:
        assert [row[0] for row in outline(code) if row not in before[code]] == [3, 4, 5]
    assert not [found for found in Page.find_problems() if found]


@pytest.mark.postgresql
def test_publishing_in_any_order_keeps_the_tree_valid(pages):
    assignments = list(
        Assignment.objects.filter(
            translation__target_locale__language_code="sr-cyrl",
            translation__source__object_id__in=keys(pages[:5]),
        )
    )
    assert len(assignments) == 5
    for assignment in reversed(assignments):
        translators.translate_and_publish(assignment)
    translators.run_waiting_jobs()
    assert not [found for found in Page.find_problems() if found]
    in_cyrillic = [row for row in outline("sr-cyrl") if row[1] in keys(pages[:5])]
    assert sorted(outline("sr-latn"), key=str) == sorted(in_cyrillic, key=str)
    assert not ContentPage.objects.filter(locale__language_code="sr-latn", live=False).exists()


@pytest.mark.postgresql
def test_moving_a_subtree_moves_it_in_every_language(pages):
    first, second = (page for page in pages if page.slug.startswith("part"))
    below = Page.objects.get(title="Below 1", locale=first.locale)
    below.move(second, pos="first-child")
    assert_valid_tree()
    Page.objects.get(pk=second.pk).move(first, pos="last-child")
    assert_valid_tree()


def test_renaming_a_page_renames_it_in_every_language(pages, django_capture_on_commit_callbacks):
    part = pages[0]
    part.slug = "renamed"
    with django_capture_on_commit_callbacks(execute=True):
        specimen.publish(part)
    assert_valid_tree()


def test_deleting_a_subtree_deletes_it_in_every_language(pages):
    Page.objects.get(pk=pages[0].pk).delete()
    assert len(outline("mk")) == len(outline("en")) == len(pages) - 5
    assert_valid_tree()


def test_a_copy_exists_only_in_the_source_language_until_it_is_sent(pages, editor):
    part = Page.objects.get(pk=pages[0].pk).specific
    copy = CopyPageAction(
        part, to=part.get_parent(), update_attrs={"slug": "copy"}, recursive=True, user=editor
    ).execute(skip_permission_checks=True)
    assert not [found for found in Page.find_problems() if found]
    assert len(outline("en")) == len(pages) + 5
    assert len(outline("sl")) == len(pages)
    send_pages(editor, [page.specific for page in copy.get_descendants(inclusive=True)])
    assert_valid_tree()


def test_the_fixtree_command_finds_no_problems(pages, capsys):
    call_command("fixtree", interactive=False)
    assert "No problems found" in capsys.readouterr().out
