"""Translated pages at several levels of the page tree, for tests of mirroring."""

import pytest
from wagtail.models import Page

from tests import specimens as specimen
from translation.choices import TranslationState
from translation.models import Assignment

CODES = ("sl", "mk")


@pytest.fixture(autouse=True)
def valid_page_tree(db):
    """Check after each test that the page tree is valid and has no aliases."""
    yield
    assert not any(Page.find_problems())
    assert not Page.objects.filter(alias_of__isnull=False).exists()


@pytest.fixture(name="translated_pages")
def create_translated_pages(home, send_to_translation):
    """Create a page with two children and a sibling, all with draft translations, by slug."""
    top = specimen.content(home, slug="top", title="Top")
    below = [create_child_page(top, slug) for slug in ("first", "second")]
    beside = specimen.content(home, slug="beside", title="Beside")
    for page in (top, *below, beside):
        for code in CODES:
            send_to_translation(code, page)
    return {page.slug: page for page in (top, *below, beside)}


def create_child_page(parent, slug):
    page = type(parent)(slug=slug, title=slug.title(), locale=parent.locale)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return specimen.publish(page)


def translation(page, code: str) -> Page:
    return Page.objects.get(translation_key=page.translation_key, locale__language_code=code)


def url_path(page, code: str) -> str:
    """Return the path of a translated page below its home page."""
    return "/".join(translation(page, code).url_path.split("/")[2:])


def publish_translations(page, *codes: str) -> None:
    """Publish translations as after an approval."""
    for code in codes:
        target = translation(page, code).specific
        revision = target.save_revision()
        assignment = Assignment.objects.get(
            translation__source__object_id=page.translation_key,
            translation__target_locale=target.locale,
        )
        assignment.change_state(TranslationState.APPROVED, revision=revision)
        revision.publish(skip_permission_checks=True)
