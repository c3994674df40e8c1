"""Two people delete, restore, edit, publish and move pages in any order, and nothing breaks."""

import random
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from core.site_tree import is_in_site_tree, objects_of_site
from home.models import ContentPage
from recycle_bin.actions.delete import MoveToRecycleBin
from recycle_bin.actions.restore import RestoreFromRecycleBin
from recycle_bin.models import RecycleBinEntry, RecycledPage
from tests import grids
from tests import specimens as specimen

pytestmark = pytest.mark.django_db

STEPS = 25 if grids.is_full else 15
CODES = ("sl", "sr-cyrl", "sr-latn")


@pytest.fixture(scope="module")
def pages(home_of_module) -> None:
    """Three pages, one below another, translated."""
    home = home_of_module
    first = specimen.content(home, slug="first", title="First")
    second = specimen.content(Page.objects.get(pk=home.pk).specific, slug="second", title="Second")
    third = specimen.content(Page.objects.get(pk=first.pk).specific, slug="third", title="Third")
    for page in (first, second, third):
        specimen.translate(page, *CODES)


class RecycleBinWalk:
    """One person who does something at random, perhaps with a page as it was some steps ago."""

    def __init__(self, seed: int, user):
        self.random, self.user = random.Random(seed), user
        self.seen = list(ContentPage.objects.order_by("pk"))

    def step(self) -> None:
        act = self.random.choice([self.delete, self.delete, self.restore, self.edit, self.move])
        if self.random.random() < 0.5:
            self.seen = list(ContentPage.objects.order_by("pk"))
        act()

    def delete(self) -> None:
        page = Page.objects.get(pk=self.random.choice(self.seen).pk)
        try:
            MoveToRecycleBin(page, self.user).execute(skip_permission_checks=True)
        except ValidationError:
            assert not is_in_site_tree(Page.objects.get(pk=page.pk))

    def restore(self) -> None:
        entries = list(RecycleBinEntry.objects.order_by("pk"))
        if entries:
            with suppress(ValidationError):
                RestoreFromRecycleBin(self.random.choice(entries), self.user).execute()

    def edit(self) -> None:
        page = ContentPage.objects.get(pk=self.random.choice(self.seen).pk)
        if page.locale.language_code == "en" and is_in_site_tree(page):
            page.summary = f"Summary {self.random.random()}"
            revision = page.save_revision(user=self.user)
            if self.random.random() < 0.6:
                revision.publish(user=self.user)

    def move(self) -> None:
        sources = objects_of_site(ContentPage).filter(locale__language_code="en")
        page, target = (self.random.choice(list(sources) or [None]) for _ in range(2))
        if page and page.permissions_for_user(self.user).can_move_to(target):
            Page.objects.get(pk=page.pk).move(Page.objects.get(pk=target.pk), pos="last-child")


def check_invariants() -> None:
    assert not any(Page.find_problems())
    outside = Page.objects.exclude(pk__in=objects_of_site(Page).values("pk"))
    assert not outside.filter(live=True).exists()
    recorded = set(RecycledPage.objects.values_list("page_id", flat=True))
    assert set(outside.filter(depth__gt=2).values_list("pk", flat=True)) == recorded
    keys = dict(Page.objects.values_list("path", "translation_key"))
    pages = list(objects_of_site(ContentPage).select_related("locale"))
    sources = {page.translation_key: page for page in pages if page.locale.language_code == "en"}
    locales = dict(Page.objects.values_list("path", "locale_id"))
    for page in pages:
        parent = page.path[: -Page.steplen]
        source = sources[page.translation_key]
        assert locales[parent] == page.locale_id
        assert keys[parent] == keys[source.path[: -Page.steplen]]


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("seed", grids.seeds())
def test_a_random_walk_of_two_people_leaves_a_valid_tree(seed, django_user_model):
    walks = [
        RecycleBinWalk(seed * 2 + number, django_user_model.objects.create_superuser(f"p{number}"))
        for number in range(2)
    ]
    chosen = random.Random(seed)
    for _ in range(STEPS):
        chosen.choice(walks).step()
        check_invariants()
    for _ in range(12):
        for entry in RecycleBinEntry.objects.order_by("-pk"):
            with suppress(ValidationError):
                RestoreFromRecycleBin(entry, None).execute()
    assert not RecycleBinEntry.objects.exists()
    assert objects_of_site(ContentPage).count() == 3 * (1 + len(CODES))
    check_invariants()
