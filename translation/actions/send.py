"""Sending to translation: one order, many jobs, each for one object and one language."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from core.languages import get
from translation.choices import Event, JobKind, Priority, State
from translation.memory import fill_from_memory
from translation.models import Assignment, Batch, Job
from translation.notifying import notify
from translation.policies import policy_for
from translation.tasks import enqueue
from translation.versions import mark_outdated, record_version


@dataclass
class Order:
    """What the Secretariat asks for. ``assignees`` maps language codes to accounts."""

    locales: list[Locale]
    assignees: dict[str, object] = field(default_factory=dict)
    deadline: date | None = None
    priority: int = Priority.NORMAL
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
    """Order the translation of pages or snippets; the jobs do the work, parents before children."""

    def __init__(self, user, instances: list, order: Order):
        self.user, self.instances, self.order = user, instances, order

    @cached_property
    def missing_ancestors(self) -> list[Page]:
        """Source pages above the chosen ones that at least one language does not have yet."""
        chosen = {item.translation_key for item in self.instances}
        paths = {
            page.path[:length]
            for page in self.instances
            if isinstance(page, Page)
            for length in range(page.steplen * 2, len(page.path), page.steplen)
        }
        above = Page.objects.filter(path__in=paths).exclude(translation_key__in=chosen)
        return [
            page
            for page in above.order_by("path").specific()
            if len(self._locales_with(page)) < len(self.order.locales)
        ]

    def _locales_with(self, page: Page) -> set[int]:
        return set(
            Page.objects.filter(
                translation_key=page.translation_key, locale__in=self.order.locales
            ).values_list("locale", flat=True)
        )

    def check(self) -> None:
        """Raise ``Refusal`` or, for an order that cannot be carried out, ``ValidationError``."""
        policy = policy_for(self.user)
        for instance in self.instances:
            policy.check_send(instance)
        for locale in self.order.locales:
            self._check_locale(locale)
        if self.missing_ancestors and not self.order.with_ancestors:
            titles = ", ".join(page.title for page in self.missing_ancestors)
            raise ValidationError(
                _("Pages above are not in every chosen language yet: %(titles)s. Send them, too.")
                % {"titles": titles}
            )

    def _check_locale(self, locale: Locale) -> None:
        language = get(locale.language_code)
        if language.is_source or language.derived_from:
            raise ValidationError(
                _("%(language)s is not translated by hand.") % {"language": language.name}
            )
        assignee = self.order.assignees.get(language.code)
        if assignee and not policy_for(assignee).may("translate_into", locale.pk):
            raise ValidationError(
                _("%(person)s is not in the team of %(language)s.")
                % {"person": assignee.get_full_name() or assignee, "language": language.name}
            )

    @transaction.atomic
    def execute(self) -> Batch:
        self.check()
        instances = [*self.missing_ancestors, *self.instances]
        batch = Batch.objects.create(
            title=self._title(), order=self.order.as_json(), ordered_by=self.user
        )
        jobs = [
            Job(
                batch=batch,
                kind=JobKind.SEND,
                content_type=ContentType.objects.get_for_model(instance),
                translation_key=instance.translation_key,
                title=str(instance)[:255],
                locale=locale,
            )
            for instance in sorted(instances, key=lambda item: getattr(item, "path", ""))
            for locale in self.order.locales
        ]
        for job in Job.objects.bulk_create(jobs):
            enqueue(job)
        return batch

    def _title(self) -> str:
        first, others = str(self.instances[0]), len(self.instances) - 1
        if not others:
            return first[:255]
        return ngettext("%(page)s and %(count)d more", "%(page)s and %(count)d more", others) % {
            "page": first[:200],
            "count": others,
        }


class StartTranslation:
    """Make one object translatable into one language: source, draft, work, known words.

    Idempotent: what exists stays, the words that somebody wrote above all.
    """

    def __init__(self, user, instance, locale: Locale, order: dict):
        self.user, self.instance, self.locale, self.order = user, instance, locale, order

    @transaction.atomic
    def execute(self) -> Assignment:
        content = self._content()
        source, _created = TranslationSource.update_or_create_from_instance(content)
        is_live = not isinstance(self.instance, DraftStateMixin) or self.instance.live
        is_published = is_live and not self.order.get("from_draft")
        version = record_version(source, is_published)
        for marked in mark_outdated(version):
            notify(Event.SOURCE_CHANGED, marked, actor=self.user)
        self._draft()
        translation, _created = Translation.objects.update_or_create(
            source=source, target_locale=self.locale, defaults={"enabled": True}
        )
        assignment = self._assign(translation, version)
        fill_from_memory(translation)
        return assignment

    def _content(self):
        """The latest draft when asked or when nothing is published yet; else what readers see."""
        if not isinstance(self.instance, DraftStateMixin):
            return self.instance
        if self.order.get("from_draft") or not self.instance.live:
            return self.instance.get_latest_revision_as_object()
        return self.instance

    def _draft(self) -> None:
        """The object that the words will go to. It stays a draft, and readers see the fallback."""
        model = type(self.instance)
        target = model.objects.filter(
            translation_key=self.instance.translation_key, locale=self.locale
        ).first()
        if target is None:
            target = self.instance.copy_for_translation(self.locale)
            if isinstance(target, DraftStateMixin) and not isinstance(target, Page):
                target.live = False
                target.save()
        elif getattr(target, "alias_of_id", None):
            target.alias_of = None
            target.live = False
            target.save()

    def _assign(self, translation: Translation, version) -> Assignment:
        values = {
            "assignee_id": self.order.get("assignees", {}).get(self.locale.language_code),
            "deadline": self.order.get("deadline"),
            "priority": self.order.get("priority", Priority.NORMAL),
            "note": self.order.get("note", ""),
            "requested_by": self.user,
        }
        assignment, created = Assignment.objects.get_or_create(
            translation=translation, defaults={**values, "covered_version": version}
        )
        if not created:
            for name, value in values.items():
                setattr(assignment, name, value or getattr(assignment, name))
            assignment.save()
        assignment.refresh_from_db()
        if created or assignment.state == State.PUBLISHED:
            target = translation.get_target_instance()
            log(instance=target, action="translation.send", user=self.user, data=self._log_data())
        notify(Event.ASSIGNED, assignment, actor=self.user)
        return assignment

    def _log_data(self) -> dict:
        return {"deadline": self.order.get("deadline"), "note": self.order.get("note", "")}
