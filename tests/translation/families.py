"""A page with pages below and beside it, translated: what the tests of mirroring start from."""

import pytest
from wagtail.models import Page

from tests import specimens as specimen
from translation.choices import State
from translation.models import Assignment

CODES = ("sl", "mk")


@pytest.fixture(autouse=True)
def tree_is_whole(db):
    """After everything that a test does, the page tree is in order and knows no aliases."""
    yield
    assert not any(Page.find_problems())
    assert not Page.objects.filter(alias_of__isnull=False).exists()


@pytest.fixture(name="family")
def translated_family(home, sent):
    """A page with two pages below it, all of them drafts in two languages; and a page beside it."""
    top = specimen.content(home, slug="top", title="Top")
    below = [page_below(top, slug) for slug in ("first", "second")]
    beside = specimen.content(home, slug="beside", title="Beside")
    for page in (top, *below, beside):
        for code in CODES:
            sent(code, page)
    return {page.slug: page for page in (top, *below, beside)}


def page_below(parent, slug):
    page = type(parent)(slug=slug, title=slug.title(), locale=parent.locale)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return specimen.publish(page)


def translation(page, code: str) -> Page:
    return Page.objects.get(translation_key=page.translation_key, locale__language_code=code)


def path(page, code: str) -> str:
    """The address of a page below the home page of a language."""
    return "/".join(translation(page, code).url_path.split("/")[2:])


def go_live(page, *codes: str) -> None:
    """Publish translations as an approval does."""
    for code in codes:
        target = translation(page, code).specific
        revision = target.save_revision()
        assignment = Assignment.objects.get(
            translation__source__object_id=page.translation_key,
            translation__target_locale=target.locale,
        )
        assignment.enter(State.APPROVED, revision=revision)
        revision.publish(skip_permission_checks=True)
