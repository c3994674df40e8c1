"""Sending to translation: one request creates a job for each object and each language."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page

from core.languages import site_language
from translation.choices import JobKind, TranslationPriority
from translation.deleted_pages import check_translations_of_site
from translation.models import JobBatch, TranslationJob
from translation.policies import policy_for
from translation.tasks import enqueue_batch


@dataclass
class TranslationRequest:
    """A request for translations. ``assignees`` maps language codes to accounts."""

    locales: list[Locale]
    assignees: dict[str, object] = field(default_factory=dict)
    deadline: date | None = None
    priority: int = TranslationPriority.NORMAL
    note: str = ""
    from_draft: bool = False
    with_ancestors: bool = False

    def as_json(self) -> dict:
        return {
            "assignees": {code: user.pk for code, user in self.assignees.items() if user},
            "deadline": self.deadline and self.deadline.isoformat(),
            "priority": int(self.priority),
            "note": self.note,
            "from_draft": self.from_draft,
        }


class SendToTranslation:
    """Request the translation of pages or snippets. Jobs start it, parents before children."""

    def __init__(self, user, instances: list, translation_request: TranslationRequest):
        self.user, self.instances, self.translation_request = user, instances, translation_request

    @cached_property
    def missing_ancestors(self) -> dict[Page, list[Locale]]:
        """Source pages above the chosen ones, each with the chosen languages it is missing in."""
        return missing_ancestors(self.instances, self.translation_request.locales)

    def check(self) -> None:
        """Raise ``TranslationPermissionDenied``, or ``ValidationError`` if nothing can be sent."""
        policy = policy_for(self.user)
        for instance in self.instances:
            policy.check_send(instance)
        if not self.instances:
            raise ValidationError(_("There is nothing here that you may send."))
        if not self.translation_request.locales:
            raise ValidationError(_("Choose at least one language."))
        for locale in self.translation_request.locales:
            self._check_locale(locale)
        check_translations_of_site(self.instances, self.translation_request.locales)
        if self.missing_ancestors and not self.translation_request.with_ancestors:
            titles = ", ".join(page.title for page in self.missing_ancestors)
            raise ValidationError(
                _("Pages above are not in every chosen language yet: %(titles)s. Send them, too.")
                % {"titles": titles},
                code="ancestors",
            )

    def _check_locale(self, locale: Locale) -> None:
        language = site_language(locale.language_code)
        if language.is_source or language.derived_from:
            raise ValidationError(
                _("%(language)s is not translated by hand.") % {"language": language.name}
            )
        assignee = self.translation_request.assignees.get(language.code)
        if assignee and not policy_for(assignee).may("translate_into", locale.pk):
            raise ValidationError(
                _("%(person)s is not in the team of %(language)s.")
                % {"person": assignee.get_full_name() or assignee, "language": language.name}
            )

    @transaction.atomic
    def execute(self) -> JobBatch:
        """Store the request and its jobs, and enqueue the jobs."""
        self.check()
        batch = JobBatch.objects.create(
            title=self._title(),
            request_data=self.translation_request.as_json(),
            requested_by=self.user,
        )
        locales = self.missing_ancestors | dict.fromkeys(
            self.instances, self.translation_request.locales
        )
        TranslationJob.objects.bulk_create(
            TranslationJob(
                batch=batch,
                kind=JobKind.SEND,
                content_type=_content_type(instance),
                translation_key=instance.translation_key,
                title=str(instance)[:255],
                locale=locale,
            )
            for instance in sorted(locales, key=lambda item: getattr(item, "path", ""))
            for locale in locales[instance]
        )
        enqueue_batch(batch)
        return batch

    def _title(self) -> str:
        first, others = str(self.instances[0]), len(self.instances) - 1
        if not others:
            return first[:255]
        return ngettext("%(page)s and %(count)d more", "%(page)s and %(count)d more", others) % {
            "page": first[:200],
            "count": others,
        }


def missing_ancestors(instances: list, locales: list[Locale]) -> dict[Page, list[Locale]]:
    """Return the source pages above these that are not in every language, with the missing ones."""
    pages = [item for item in instances if isinstance(item, Page)]
    paths = {
        page.path[:length]
        for page in pages
        for length in range(page.steplen * 2, len(page.path), page.steplen)
    } - {page.path for page in pages}
    ancestors = list(Page.objects.filter(path__in=paths).order_by("path"))
    existing = set(
        Page.objects.filter(
            translation_key__in=[page.translation_key for page in ancestors], locale__in=locales
        ).values_list("translation_key", "locale")
    )
    missing = {
        page: [locale for locale in locales if (page.translation_key, locale.pk) not in existing]
        for page in ancestors
    }
    return {page: codes for page, codes in missing.items() if codes}


def _content_type(instance) -> ContentType:
    """Return the specific content type, also for an instance of ``Page`` itself."""
    if isinstance(instance, Page):
        return ContentType.objects.get_for_id(instance.content_type_id)
    return ContentType.objects.get_for_model(instance)
