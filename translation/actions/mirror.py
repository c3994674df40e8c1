"""Mirroring: every language has the page tree of the source.

Signal receivers execute these actions after any change of a source page or snippet: in the admin,
in bulk or by a schedule.
"""

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from core.site_tree import is_object_of_site, objects_of_site
from translation.choices import TranslationState
from translation.models import Assignment

# Home pages are siblings below the root, with slugs of their own.
HOME_PAGE_DEPTH = 2


def translations_of(instance) -> QuerySet:
    """Return the same page or snippet in all other languages."""
    others = instance.get_translation_model().objects.exclude(pk=instance.pk)
    return others.filter(translation_key=instance.translation_key).select_related("locale")


class MirrorTreeChange:
    """Base class: apply a change of an object of the source language to its translations.

    Translations outside the tree of the site stay as they are, unless the object is deleted.
    """

    def __init__(self, instance):
        self.instance = instance

    @transaction.atomic
    def execute(self) -> None:
        for translation in self.translations():
            self.apply(translation)

    def translations(self) -> list:
        return [item for item in translations_of(self.instance) if is_object_of_site(item)]

    def apply(self, translation) -> None:
        raise NotImplementedError


class MirrorPageMove(MirrorTreeChange):
    """Move the translations to the position of the moved or reordered source page."""

    def execute(self) -> None:
        if self.instance.depth > HOME_PAGE_DEPTH:
            super().execute()

    def apply(self, translation: Page) -> None:
        parent = translated_parent(self.instance, translation.locale)
        previous = self._previous_sibling(translation, parent)
        if translation.is_child_of(parent) and translation.get_prev_sibling() == previous:
            return
        if not translation.is_child_of(parent):
            _set_slug(translation, _available_slug(translation, parent, translation.slug))
        if previous:
            translation.move(previous, pos="right")
        else:
            translation.move(parent, pos="first-child")

    def _previous_sibling(self, translation: Page, parent: Page) -> Page | None:
        """Return the translated page that precedes this one in the order of the source."""
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


class MirrorSlugChange(MirrorTreeChange):
    """Set the slugs of the translations to the new slug of the source page."""

    def execute(self) -> None:
        if self.instance.depth > HOME_PAGE_DEPTH:
            super().execute()

    def apply(self, translation: Page) -> None:
        slug = _available_slug(translation, translation.get_parent(), self.instance.slug)
        if slug == translation.slug:
            return
        _set_slug(translation, slug)
        for revision in _unpublished_revisions(translation):
            revision.content["slug"] = slug
            revision.save(update_fields=["content"])


class MirrorUnpublication(MirrorTreeChange):
    """Unpublish the translations with their source.

    A published translation that covers the source stays approved, and is published again with it.
    """

    def apply(self, translation) -> None:
        if not translation.live:
            return
        assignment = Assignment.objects.get_for_instance_or_none(translation)
        was_published = assignment is not None and assignment.state == TranslationState.PUBLISHED
        getattr(translation, "specific", translation).unpublish()
        if was_published and assignment.revision and not assignment.source_changed_at:
            assignment.refresh_from_db()
            assignment.change_state(TranslationState.APPROVED)


class MirrorDeletion(MirrorTreeChange):
    """Delete the translations with their source. The translation memory keeps their texts."""

    def translations(self) -> list:
        return list(translations_of(self.instance))

    def apply(self, translation) -> None:
        translation.delete()


class PauseTranslation:
    """Stop the translation of a page that left the tree of the site, and of its descendants.

    Nothing of the work is lost: it goes on when the page is back.
    """

    is_enabled = False

    def __init__(self, page: Page):
        self.page = page

    def execute(self) -> None:
        keys = self.page.get_descendants(inclusive=True).order_by().values("translation_key")
        translations = Translation.objects.filter(target_locale=self.page.locale_id)
        translations.filter(source__object_id__in=keys).update(enabled=self.is_enabled)


class ResumeTranslation(PauseTranslation):
    """Go on with the translation of a page that is back in the tree of the site."""

    is_enabled = True


class RecordTranslationUnpublication:
    """Record in the assignment that a translation was unpublished, and open it for editing."""

    def __init__(self, instance):
        self.instance = instance

    def execute(self) -> None:
        assignment = Assignment.objects.get_for_instance_or_none(self.instance)
        if assignment is None:
            return
        assignment.published_version, assignment.outdated_since = None, None
        state = assignment.state
        assignment.change_state(
            TranslationState.IN_PROGRESS if state == TranslationState.PUBLISHED else state
        )


class RecordTranslationDeletion:
    """Reset the assignment of a deleted translation: if it is sent again, it starts from nothing.

    Its texts stay in the translation memory, but none of them counts as approved.
    """

    def __init__(self, instance):
        self.instance = instance

    @transaction.atomic
    def execute(self) -> None:
        assignment = Assignment.objects.locked().get_for_instance_or_none(self.instance)
        if assignment is None:
            return
        assignment.translation.target_versions.all().delete()
        assignment.change_state(
            TranslationState.IN_PROGRESS,
            revision=None,
            submitted_by=None,
            approved_by=None,
            approved_at=None,
            publish_at=None,
            published_version=None,
            published_revision=None,
            published_target_version=None,
            outdated_since=None,
        )


def translated_parent(page: Page, locale: Locale) -> Page:
    """Return the parent of a translation; create missing ones as drafts, not as aliases."""
    parent = page.get_parent()
    pages = objects_of_site(Page)
    translated = pages.filter(translation_key=parent.translation_key, locale=locale).first()
    if translated is None:
        if parent.depth > HOME_PAGE_DEPTH:
            translated_parent(parent, locale)
        translated = parent.specific.copy_for_translation(locale)
    return translated


def _available_slug(page: Page, parent: Page, slug: str) -> str:
    return find_available_slug(parent, slug, ignore_page_id=page.pk)


def _set_slug(page: Page, slug: str) -> None:
    if slug != page.slug:
        page.slug = slug
        page.save(clean=False, update_fields=["slug", "url_path"])


def _unpublished_revisions(page: Page) -> QuerySet:
    """Return the draft, the submitted and the scheduled revisions: all that may be published."""
    submitted = Assignment.objects.filter(
        translation__source__object_id=page.translation_key,
        translation__target_locale=page.locale_id,
    )
    return page.revisions.filter(
        Q(pk=page.latest_revision_id)
        | Q(pk__in=submitted.values("revision"))
        | Q(approved_go_live_at__isnull=False)
    )
