"""Writes the translations of an old site as texts that translators find in their editor."""

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.fields import SynchronizedField, get_translatable_fields
from wagtail_localize.models import TranslatableObject

from core.languages import site_language
from translation.actions.adopt import AdoptTranslation, PublishAdoptedTranslation
from translation.actions.review import TranslationProblemsError
from translation.actions.start import StartTranslation
from translation.models import Assignment, Notification

from .convert.translations import PairedTexts, pair_texts
from .plan import PlannedObject, published_on
from .writing import ExportWriter

MAX_NOTE = 1000


class TranslationWriter:
    """Starts the translations of new pages, stores their texts, and publishes what was public."""

    def __init__(self, writer: ExportWriter):
        self.writer, self.plan, self.user = writer, writer.plan, writer.user
        self.pages: dict[str, Page] = {}

    def write(self) -> None:
        found = self._translations()
        for number, (source, planned, code) in enumerate(found, start=1):
            self.writer.progress(_("Translations"), number, len(found))
            page = self.writer.site.pages.get(source.item.uid)
            if page is None:
                continue
            locale = Locale.objects.get(language_code=code)
            try:
                self._write(source, planned, page.specific, locale)
            except ValidationError as error:
                self.writer.add_problem(planned, error)

    def _translations(self) -> list[tuple[PlannedObject, PlannedObject, str]]:
        """Return source, translation and language, parents before children.

        A page that the source language lacks is a translation of itself.
        """
        found = []
        for planned in self.plan.objects.values():
            for code, other in planned.translations.items():
                if self.plan.is_new(other):
                    found.append((planned, other, code))
            is_foreign = planned.is_page and planned.language and not planned.language.is_source
            if is_foreign and self.plan.is_new(planned):
                found.append((planned, planned, planned.language.code))
        return found

    def _write(
        self, source: PlannedObject, planned: PlannedObject, page: Page, locale: Locale
    ) -> None:
        assignment = self._start(page, locale)
        pairs = self._pairs(planned, page, locale)
        # What stands in the page of the source language instead of a text in it is no translation.
        confirmed = planned.is_public and pairs.is_complete and planned is not source
        missing = AdoptTranslation(self.user, assignment, pairs.pairs, confirmed).execute()
        target = assignment.translation.get_target_instance()
        self._set_dates(planned, target)
        if missing:
            planned.note(_("Texts without a translation: %d") % len(missing))
        self._note_what_is_left(planned, assignment, pairs.left)
        is_published = confirmed and self._publish(planned, assignment)
        if planned.is_public and not is_published:
            self._publish_own_text(planned, page, target)
        self.pages[planned.item.uid] = target
        if planned.default_page:
            self.pages[planned.default_page.item.uid] = target

    def _set_dates(self, planned: PlannedObject, target: Page) -> None:
        target.first_published_at = published_on(planned) if planned.is_public else None
        target.expire_at = planned.text_item.date("expires")
        target.save(clean=False, update_fields=["first_published_at", "expire_at"])

    def _publish_own_text(self, planned: PlannedObject, page: Page, target: Page) -> None:
        """Publish the text of the old site as it is, since its readers know it.

        It stays until the translators have completed the texts in their editor and a reviewer has
        approved them: only then does the page follow its source.
        """
        target.refresh_from_db()
        language = site_language(target.locale.language_code)
        with translation.override(language.code):
            self.writer.planned_page(planned).fill(target, self.writer.text(planned))
        _copy_synchronised_fields(page.get_latest_revision_as_object(), target)
        effective = planned.text_item.date("effective")
        target.go_live_at = effective if effective and effective > self.plan.now else None
        target.full_clean()
        revision = target.save_revision(user=self.user, clean=False)
        revision.publish(user=self.user, skip_permission_checks=True)
        planned.note(
            _(
                "Its own text is public, as on the old site. Its parts do not agree with those of "
                "the source: translators find what is to be completed in their editor."
            )
        )

    def _start(self, page: Page, locale: Locale) -> Assignment:
        """Start the translation, and remember the pages that this creates above it."""
        above = list(page.get_ancestors(inclusive=True).filter(depth__gt=2))
        keys = [item.translation_key for item in above]
        known = Page.objects.filter(translation_key__in=keys, locale=locale)
        before = set(known.values_list("translation_key", flat=True))
        sources = TranslatableObject.objects.filter(translation_key__in=keys)
        sources_before = set(sources.values_list("pk", flat=True))
        assignment = StartTranslation(self.user, page, locale, {}).execute()
        for created in Page.objects.filter(translation_key__in=keys, locale=locale).order_by(
            "depth"
        ):
            if created.translation_key not in before:
                self.writer.created.add(created.specific)
        for created in sources.exclude(pk__in=sources_before):
            self.writer.created.add(created)
        # One message for each page of a whole site would help nobody.
        Notification.objects.filter(assignment=assignment).delete()
        return assignment

    def _pairs(self, planned: PlannedObject, page: Page, locale: Locale) -> PairedTexts:
        """Compare the page with one that has the texts of the translation."""
        planned_page = self.writer.planned_page(planned)
        with translation.override(site_language(locale.language_code).code):
            compared = planned_page.new()
            compared.locale = locale
            planned_page.fill(compared, self.writer.text(planned))
        return pair_texts(page.get_latest_revision_as_object(), compared)

    def _note_what_is_left(
        self, planned: PlannedObject, assignment: Assignment, left: list[str]
    ) -> None:
        if not left:
            return
        planned.note(_("Texts without a place in the source: %s") % " / ".join(left))
        intro = _("From the old site, without a place in the source:")
        assignment.note = f"{intro} {' / '.join(left)}"[:MAX_NOTE]
        assignment.save(update_fields=["note"])

    def _publish(self, planned: PlannedObject, assignment: Assignment) -> bool:
        effective = planned.text_item.date("effective")
        is_later = effective is not None and effective > self.plan.now
        try:
            PublishAdoptedTranslation(
                self.user, assignment, effective if is_later else None
            ).execute()
        except TranslationProblemsError as error:
            for message in error.messages:
                planned.note(message)
            return False
        except ValidationError as error:
            planned.note(" ".join(error.messages))
            return False
        return True


def _copy_synchronised_fields(source: Page, target: Page) -> None:
    """Copy what all languages share. wagtail-localize's own function also copies all streams."""
    concrete = {field.name for field in target._meta.concrete_fields}
    for field in get_translatable_fields(type(target)):
        if isinstance(field, SynchronizedField) and field.field_name in concrete:
            setattr(target, field.field_name, getattr(source, field.field_name))
