"""Every language has the tree of the source: what happens to a page happens to its translations.

These actions follow what was done to the source, whichever way: by hand, in bulk, by a schedule.
"""

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from translation.choices import State
from translation.models import Assignment

# Home pages stand side by side below the root, each with an address word of its own.
DEPTH_OF_HOMES = 2


def translations_of(instance) -> QuerySet:
    """The same page or snippet in all other languages."""
    others = instance.get_translation_model().objects.exclude(pk=instance.pk)
    return others.filter(translation_key=instance.translation_key).select_related("locale")


class Mirror:
    """Something that was done to ``instance``, a page or a snippet of the source language."""

    def __init__(self, instance):
        self.instance = instance

    @transaction.atomic
    def execute(self) -> None:
        for translation in translations_of(self.instance):
            self.follow(translation)

    def follow(self, translation) -> None:
        raise NotImplementedError


class MirrorPlace(Mirror):
    """Put the translations where the moved or reordered source page stands now."""

    def execute(self) -> None:
        if self.instance.depth > DEPTH_OF_HOMES:
            super().execute()

    def follow(self, translation: Page) -> None:
        parent = translated_parent(self.instance, translation.locale)
        before = self._before(translation, parent)
        if translation.is_child_of(parent) and translation.get_prev_sibling() == before:
            return
        if not translation.is_child_of(parent):
            _rename(translation, _free_slug(translation, parent, translation.slug))
        if before:
            translation.move(before, pos="right")
        else:
            translation.move(parent, pos="first-child")

    def _before(self, translation: Page, parent: Page) -> Page | None:
        """The translated page that stands nearest before this one in the order of the source."""
        source_path = Page.objects.filter(
            translation_key=OuterRef("translation_key"), locale=self.instance.locale_id
        ).values("path")
        siblings = Page.objects.child_of(parent).exclude(pk=translation.pk)
        return (
            siblings.annotate(source_path=Subquery(source_path[:1]))
            .filter(
                source_path__startswith=self.instance.path[: -self.instance.steplen],
                source_path__lt=self.instance.path,
            )
            .order_by("-source_path")
            .first()
        )


class MirrorAddress(Mirror):
    """Give the translations the address word that the source page has now."""

    def execute(self) -> None:
        if self.instance.depth > DEPTH_OF_HOMES:
            super().execute()

    def follow(self, translation: Page) -> None:
        slug = _free_slug(translation, translation.get_parent(), self.instance.slug)
        if slug == translation.slug:
            return
        _rename(translation, slug)
        for revision in _revisions_to_come(translation):
            revision.content["slug"] = slug
            revision.save(update_fields=["content"])


class MirrorUnpublication(Mirror):
    """Take the translations off the site with their source.

    Approved words that are still those of the source stay approved: they return together with it.
    """

    def follow(self, translation) -> None:
        if not translation.live:
            return
        assignment = Assignment.objects.get_for_instance_or_none(translation)
        was_published = assignment is not None and assignment.state == State.PUBLISHED
        getattr(translation, "specific", translation).unpublish()
        if was_published and assignment.revision and not assignment.source_changed_at:
            assignment.refresh_from_db()
            assignment.enter(State.APPROVED)


class MirrorDeletion(Mirror):
    """Delete the translations with their source; the words of the translators are kept."""

    def follow(self, translation) -> None:
        translation.delete()


class RecordUnpublication:
    """A translation went off the site: say so in the workshop; its words are to be worked on."""

    def __init__(self, instance):
        self.instance = instance

    def execute(self) -> None:
        assignment = Assignment.objects.get_for_instance_or_none(self.instance)
        if assignment is None:
            return
        assignment.published_version, assignment.outdated_since = None, None
        state = assignment.state
        assignment.enter(State.IN_PROGRESS if state == State.PUBLISHED else state)


def translated_parent(page: Page, locale: Locale) -> Page:
    """Where a translation belongs. What is missing above it is made, as drafts, not aliases."""
    parent = page.get_parent()
    found = Page.objects.filter(translation_key=parent.translation_key, locale=locale).first()
    if found is None:
        if parent.depth > DEPTH_OF_HOMES:
            translated_parent(parent, locale)
        found = parent.specific.copy_for_translation(locale)
    return found


def _free_slug(page: Page, parent: Page, slug: str) -> str:
    return find_available_slug(parent, slug, ignore_page_id=page.pk)


def _rename(page: Page, slug: str) -> None:
    if slug != page.slug:
        page.slug = slug
        page.save(clean=False, update_fields=["slug", "url_path"])


def _revisions_to_come(page: Page) -> QuerySet:
    """Drafts, submitted and scheduled versions: all that may still be published."""
    submitted = Assignment.objects.filter(
        translation__source__object_id=page.translation_key,
        translation__target_locale=page.locale_id,
    )
    return page.revisions.filter(
        Q(pk=page.latest_revision_id)
        | Q(pk__in=submitted.values("revision"))
        | Q(approved_go_live_at__isnull=False)
    )
