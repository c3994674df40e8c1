"""Starting a translation: what one job of an order does for one object and one language."""

from datetime import date

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from translation.choices import Event, Priority
from translation.models import Assignment, SourceVersion
from translation.news.notifying import notify, notify_all
from translation.versions import mark_outdated, record_version
from translation.words.memory import fill_from_memory


class StartTranslation:
    """Make one object translatable into one language: source, draft, work, known words.

    Idempotent: what exists stays, the words that somebody wrote above all. Workers may run it at
    the same time: one object at a time, and new pages in one language one after the other.
    """

    def __init__(self, user, instance, locale: Locale, order: dict):
        self.user, self.instance, self.locale, self.order = user, instance, locale, order

    @transaction.atomic
    def execute(self) -> Assignment:
        _lock(type(self.instance), self.instance.pk)
        self._start_parent()
        source, version = self._source()
        target = self._draft()
        translation, _created = Translation.objects.get_or_create(
            source=source, target_locale=self.locale
        )
        if not translation.enabled:
            translation.enabled = True
            translation.save(update_fields=["enabled"])
        assignment = self._assign(translation, version, target)
        fill_from_memory(translation)
        return assignment

    def _start_parent(self) -> None:
        """Do the parent first where its own job, which another worker has, is not done yet."""
        parent = self.instance.get_parent() if isinstance(self.instance, Page) else None
        if parent and not parent.is_root() and not parent.has_translation(self.locale):
            StartTranslation(self.user, parent.specific, self.locale, self.order).execute()

    def _source(self) -> tuple[TranslationSource, SourceVersion]:
        """Bring the texts up to date, which costs much only for the first of several languages."""
        source, _created = TranslationSource.update_or_create_from_instance(self._content())
        version = record_version(source, is_published=not self._is_draft)
        notify_all(Event.SOURCE_CHANGED, mark_outdated(version), actor=self.user)
        return source, version

    @property
    def _is_draft(self) -> bool:
        """Whether a draft is meant: it was asked for, or nothing is published yet."""
        if not isinstance(self.instance, DraftStateMixin):
            return False
        is_newer = self.instance.has_unpublished_changes and self.order.get("from_draft")
        return bool(is_newer or not self.instance.live)

    def _content(self):
        return self.instance.get_latest_revision_as_object() if self._is_draft else self.instance

    def _draft(self):
        """The object that the words will go to. It stays a draft, and readers see the fallback."""
        model = type(self.instance)
        # Two pages that are made below one parent at the same time would get the same path.
        _lock(Locale, self.locale.pk)
        target = model.objects.filter(
            translation_key=self.instance.translation_key, locale=self.locale
        ).first()
        if target is None:
            target = self.instance.copy_for_translation(self.locale)
            if not isinstance(target, Page):
                if isinstance(target, DraftStateMixin):
                    target.live = False
                target.save()
        elif getattr(target, "alias_of_id", None):
            target.alias_of = None
            target.live = False
            target.save()
        return target

    def _assign(self, translation: Translation, version: SourceVersion, target) -> Assignment:
        values = self._values()
        assignment, created = Assignment.objects.get_or_create(
            translation=translation, defaults={**values, "covered_version": version}
        )
        changed = {
            name: value
            for name, value in values.items()
            if value and value != getattr(assignment, name)
        }
        if changed:
            for name, value in changed.items():
                setattr(assignment, name, value)
            assignment.save(update_fields=list(changed))
        if created or changed:
            log(instance=target, action="translation.send", user=self.user, data=self._log_data())
        if created or "assignee_id" in changed:
            notify(Event.ASSIGNED, assignment, actor=self.user)
        return assignment

    def _values(self) -> dict:
        """What the order says of the work; what it leaves open stays as it is."""
        deadline = self.order.get("deadline")
        return {
            "assignee_id": self.order.get("assignees", {}).get(self.locale.language_code),
            "deadline": date.fromisoformat(deadline) if deadline else None,
            "priority": self.order.get("priority", Priority.NORMAL),
            "note": self.order.get("note", ""),
            "requested_by": self.user,
        }

    def _log_data(self) -> dict:
        return {"deadline": self.order.get("deadline"), "note": self.order.get("note", "")}


def _lock(model, pk) -> None:
    """Make other workers wait here until this transaction ends; others may still refer to it."""
    list(model.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk"))
