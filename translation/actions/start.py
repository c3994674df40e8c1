"""Starting the translation of one object into one language, the work of a job of a request."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from core.request_cache import cached_for_request
from translation.actions.drafts import create_drafts
from translation.actions.prepare import PrepareSource, SentSource
from translation.choices import NotificationEvent, TranslationPriority
from translation.deleted_pages import check_object_of_site
from translation.models import Assignment, SourceVersion
from translation.notifications.notify import notify
from translation.policies import policy_for
from translation.segments.memory import pretranslate_from_memory
from translation.segments.text import load_segments


class StartTranslation:
    """Create what the translation of an object needs: source, draft, assignment, memory matches.

    ``request_data`` is the request as JSON, as stored in its batch. The action is idempotent. The
    texts of an existing translation stay. What the request sets, such as a deadline, replaces what
    its assignment has. Several workers may run it at the same time: locks serialise the work on one
    object and the creation of pages in one language. ``sent`` is what ``PrepareSource`` has
    returned, if the same transaction starts several languages.
    """

    # Whether the object in the target language was created by this action.
    is_new_draft = False

    def __init__(
        self, user, instance, locale: Locale, request_data: dict, sent: SentSource | None = None
    ):
        self.user, self.instance, self.locale = user, instance, locale
        self.request_data, self._sent = request_data, sent

    @transaction.atomic(savepoint=False)
    def execute(self) -> Assignment:
        lock_rows(type(self.instance), [self.instance.pk])
        self._start_parent()
        source, version = self._source()
        target = self._draft()
        translation = self._translation(source)
        assignment = self._assign(translation, version, target)
        pretranslate_from_memory(translation, load_segments(translation, self._rows))
        return assignment

    def _start_parent(self) -> None:
        """Start the parent first if its own job, which another worker may run, is not done yet."""
        parent = self.instance.get_parent() if isinstance(self.instance, Page) else None
        if parent and not parent.is_root() and not parent.has_translation(self.locale):
            StartTranslation(self.user, parent.specific, self.locale, self.request_data).execute()

    def _source(self) -> tuple[TranslationSource, SourceVersion]:
        """Update the texts of the source; cheap if another language has just done so."""
        from_draft = bool(self.request_data.get("from_draft"))
        sent = self._sent or PrepareSource(self.user, self.instance, from_draft).execute()
        self._rows, self._translations = sent.rows, sent.translations
        return sent.source, sent.version

    def _translation(self, source: TranslationSource) -> Translation:
        """Return the translation. Nobody else creates it meanwhile: the locks see to it."""
        translation = self._translations.get(self.locale.pk)
        if translation is None:
            return Translation.objects.create(source=source, target_locale=self.locale)
        if not translation.enabled:
            translation.enabled = True
            translation.save(update_fields=["enabled"])
        return translation

    def _draft(self, is_saved_later: bool = False):
        """Return the object in the target language; create it as a draft if it is missing.

        ``is_saved_later``: the caller will save which revision is the latest one of a new page.
        """
        model = type(self.instance)
        # Two pages that are created below one parent at the same time would get the same path.
        lock_rows(Locale, [self.locale.pk])
        target = model.objects.filter(
            translation_key=self.instance.translation_key, locale=self.locale
        ).first()
        if target is None:
            drafts = create_drafts(self.instance, [self.locale], is_saved_later)
            target = drafts[self.locale.pk]
            self.is_new_draft = True
        elif getattr(target, "alias_of_id", None):
            target.alias_of = None
            target.live = False
            target.save()
        check_object_of_site(target)
        return target

    def _assign(self, translation: Translation, version: SourceVersion, target) -> Assignment:
        values, changed = self._values(), {}
        assignment = getattr(self._translations.get(self.locale.pk), "assignment", None)
        is_new = assignment is None
        if is_new:
            assignment = Assignment.objects.create(
                translation=translation, covered_version=version, **values
            )
        else:
            changed = {
                name: value
                for name, value in values.items()
                if value and value != getattr(assignment, name)
            }
        if changed:
            for name, value in changed.items():
                setattr(assignment, name, value)
            assignment.save(update_fields=list(changed))
        if is_new or changed:
            log_sent(target, self.user, self.request_data.get("deadline"), values["note"])
        if is_new or "assignee_id" in changed:
            notify(NotificationEvent.ASSIGNED, assignment, actor=self.user)
        return assignment

    def _values(self) -> dict:
        """Return the fields of the assignment that the request sets."""
        deadline = self.request_data.get("deadline")
        return {
            "assignee_id": self._assignee_id(),
            "deadline": date.fromisoformat(deadline) if deadline else None,
            "priority": self.request_data.get("priority", TranslationPriority.NORMAL),
            "note": self.request_data.get("note", ""),
            "requested_by": self.user,
        }

    def _assignee_id(self) -> int | None:
        """Return the id of the chosen translator, unless they have left since the request."""
        chosen = self.request_data.get("assignees", {}).get(self.locale.language_code)
        account = get_user_model().objects.filter(pk=chosen)
        assignee = chosen and cached_for_request(("assignee", chosen), account.first)
        may = assignee and policy_for(assignee).may("translate_into", self.locale.pk)
        return assignee.pk if may else None


def log_sent(target, user, deadline: str | None = None, note: str = "") -> None:
    data = {"deadline": deadline, "note": note}
    log(instance=target, action="translation.send", user=user, data=data)


def lock_rows(model, ids: Iterable) -> None:
    """Lock rows against other workers until the transaction ends; foreign keys to them stay free.

    They are locked in the order of their ids: two who lock several do not wait for one another.
    """
    rows = model.objects.select_for_update(no_key=True).filter(pk__in=ids)
    list(rows.order_by("pk").values_list("pk"))
