"""Translated pages at several levels of the page tree, for tests of mirroring."""

import pytest
from wagtail.models import Page

from tests import specimens as specimen
from tests import translators
from translation.choices import TranslationState
from translation.models import Assignment

from .conftest import read_again

CODES = ("sl", "mk")


@pytest.fixture(autouse=True)
def valid_page_tree(db):
    """Check after each test that the page tree is valid and has no aliases."""
    yield
    assert not any(Page.find_problems())
    assert not Page.objects.filter(alias_of__isnull=False).exists()


@pytest.fixture(name="made_pages", scope="module")
def create_translated_pages(home_of_module, sender):
    top = specimen.content(home_of_module, slug="top", title="Top")
    below = [create_child_page(top, slug) for slug in ("first", "second")]
    beside = specimen.content(home_of_module, slug="beside", title="Beside")
    for page in (top, *below, beside):
        for code in CODES:
            translators.send_to_translation(sender, page, code)
    return (top, *below, beside)


@pytest.fixture(name="translated_pages")
def read_translated_pages(db, made_pages):
    """A page with two children and a sibling, all with draft translations, by slug."""
    return {page.slug: read_again(page) for page in made_pages}


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
