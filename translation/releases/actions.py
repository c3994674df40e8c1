"""Release sets: a source page, its documents and its translations are published together."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from core.languages import Language, source_language
from translation.actions.publish import PublishTranslation, publication_dependency
from translation.actions.versions import draft_fingerprint
from translation.choices import TranslationState
from translation.models import Assignment, ReleaseItem, ReleaseSet
from translation.page_locks import page_lock_reason
from translation.policies import policy_for
from translation.releases.embargo import (
    cancel_scheduled_publication,
    embargo_documents,
    lift_embargo,
)


@dataclass(frozen=True)
class ReleaseReadiness:
    """Whether one language of a set can be published, and if not, what is missing.

    Where ``item`` is ``None``, ``missing`` is about the source page.
    """

    item: ReleaseItem | None
    assignment: Assignment | None
    missing: str

    @property
    def language(self) -> Language:
        return self.item.language if self.item else source_language()

    @property
    def is_ready(self) -> bool:
        return bool(self.item and self.item.waived) or not self.missing


class ReleaseNotReadyError(ValidationError):
    """The set cannot be published yet; ``missing`` are the languages that are not ready."""

    def __init__(self, missing: list[ReleaseReadiness]):
        super().__init__(
            [f"{readiness.language.name}: {readiness.missing}" for readiness in missing]
        )
        self.missing = missing


def release_readiness(release_set: ReleaseSet) -> list[ReleaseReadiness]:
    """Return the readiness of each language for the draft that the release would publish."""
    items = list(release_set.items.select_related("locale"))
    draft = release_set.page.get_latest_revision_as_object()
    fingerprint = draft_fingerprint(draft)
    assignments = {
        assignment.translation.target_locale_id: assignment
        for assignment in Assignment.objects.filter(
            translation__source__object=release_set.page.translation_key,
            translation__enabled=True,
        ).select_related("translation", "covered_version", "published_version")
    }
    readiness = []
    # An expired page would be unpublished again at once.
    if draft.expire_at is not None and draft.expire_at <= timezone.now():
        day = date_format(timezone.localtime(draft.expire_at))
        message = _("the page expired on %(day)s; give it another expiry date, or none")
        readiness.append(ReleaseReadiness(None, None, message % {"day": day}))
    locked = _locked_pages(release_set.page)
    if lock := locked.get(release_set.page.locale_id):
        readiness.append(ReleaseReadiness(None, None, lock))
    for item in sorted(items, key=lambda item: item.language.name):
        assignment = assignments.get(item.locale_id)
        missing = _missing(assignment, fingerprint) or locked.get(item.locale_id, "")
        readiness.append(ReleaseReadiness(item, assignment, missing))
    return readiness


def _locked_pages(page) -> dict[int, str]:
    """Return by whom the page is locked in which languages, by the ids of their locales."""
    pages = type(page).objects.filter(translation_key=page.translation_key, locked=True)
    return {found.locale_id: page_lock_reason(found) for found in pages.select_related("locked_by")}


def _missing(assignment: Assignment | None, fingerprint: str) -> str:
    """Return what a translation still needs before its release; empty if nothing."""
    if assignment is None:
        return _("not sent to translation")
    if assignment.state == TranslationState.IN_REVIEW:
        return _("waits for its review")
    if assignment.state not in (TranslationState.APPROVED, TranslationState.PUBLISHED):
        return _("not finished")
    is_published = assignment.state == TranslationState.PUBLISHED
    version = assignment.published_version if is_published else assignment.covered_version
    if version is None or version.fingerprint != fingerprint:
        return _("reflects a different text than the latest draft of the source")
    return ""


class PlanRelease:
    """Set the languages, documents and time of a release set. The embargo begins at once.

    ``waivers`` maps ids of chosen locales to the reason why the set may be released without them.
    Scheduled publications of its pages are cancelled; ``cancelled_page_schedule`` is whether the
    page had one.
    """

    cancelled_page_schedule = False

    def __init__(
        self,
        user,
        release_set: ReleaseSet,
        locales: list[Locale],
        documents: list,
        waivers: dict[int, str],
        release_at: datetime | None = None,
    ):
        self.user, self.release_set, self.release_at = user, release_set, release_at
        self.locales, self.documents, self.waivers = locales, documents, waivers

    def check(self) -> None:
        policy = policy_for(self.user)
        policy.check("plan_release", self.release_set.page)
        if self.release_set.released_at:
            raise ValidationError(_("This set has been released."))
        others = ReleaseSet.objects.unreleased().filter(page=self.release_set.page_id)
        if self.release_set.pk is None and others.exists():
            raise ValidationError(_("Somebody has planned the release of this page meanwhile."))
        if self.release_at != self.release_set.release_at:
            policy.check("release", self.release_set.page)

    @transaction.atomic
    def execute(self) -> ReleaseSet:
        """Raise ``ReleaseSet.DoesNotExist`` if the set was cancelled meanwhile."""
        release_set = self.release_set
        if release_set.pk:
            release_set.lock()
        else:
            # Whoever plans another set of the page waits here.
            Page.objects.select_for_update(of=("self",), no_key=True).get(pk=release_set.page_id)
        self.check()
        if self.release_at != release_set.release_at:
            release_set.release_at, release_set.reminded_at = self.release_at, None
        if release_set.pk is None:
            release_set.created_by = self.user
        release_set.save()
        self._save_items()
        self.cancelled_page_schedule = cancel_scheduled_publication(release_set, self.user)
        embargo_documents(release_set, self.documents)
        log(instance=release_set.page, action="translation.release_plan", user=self.user)
        publish_unblocked_translations(release_set.page)
        return release_set

    def _save_items(self) -> None:
        chosen = {locale.pk for locale in self.locales}
        self.release_set.items.exclude(locale__in=chosen).delete()
        existing = {item.locale_id: item for item in self.release_set.items.all()}
        for locale_id in chosen:
            item = existing.get(locale_id) or ReleaseItem(
                release_set=self.release_set, locale_id=locale_id
            )
            reason = self.waivers.get(locale_id, "")
            if item.waiver_reason != reason or item.waived != bool(reason) or not item.pk:
                item.waived, item.waiver_reason = bool(reason), reason
                item.waived_by = self.user if reason else None
                item.save()


class PublishReleaseSet:
    """Publish everything in a set, in one transaction.

    Without a ``user``, the release was scheduled by a person who had the permission. It is refused
    if somebody has postponed it meanwhile.
    """

    def __init__(self, user, release_set: ReleaseSet):
        self.user, self.release_set = user, release_set

    def check(self) -> None:
        if self.user is not None:
            policy_for(self.user).check("release", self.release_set.page)
        if self.release_set.released_at:
            raise ValidationError(_("This set has been released."))
        if self.user is None and not self.release_set.is_due:
            raise ValidationError("The release was postponed.")  # nobody sees it
        missing = [item for item in release_readiness(self.release_set) if not item.is_ready]
        if missing:
            raise ReleaseNotReadyError(missing)

    @transaction.atomic
    def execute(self) -> ReleaseSet:
        # Several nodes may run the command at the same time: the others wait here for the first.
        # The lock includes the page, so that nobody saves a draft between check and release.
        self.release_set = (
            ReleaseSet.objects.select_for_update(of=("self", "page"), no_key=True)
            .select_related("page")
            .get(pk=self.release_set.pk)
        )
        self.check()
        self.release_set.released_at = timezone.now()
        self.release_set.save(update_fields=["released_at"])
        lift_embargo(self.release_set)
        Assignment.objects.filter(
            translation__source__object=self.release_set.page.translation_key
        ).lock_in_order()
        chosen = self._chosen()
        # A date of its own would publish a translation later than its set.
        chosen.update(publish_at=None)
        self._publish_source()
        for assignment in chosen.filter(state=TranslationState.APPROVED):
            PublishTranslation(assignment.approved_by, assignment).execute()
        self._check_all_is_live(chosen)
        self._log()
        return self.release_set

    def _chosen(self):
        languages = self.release_set.items.filter(waived=False).values("locale")
        return Assignment.objects.filter(
            translation__source__object=self.release_set.page.translation_key,
            translation__target_locale__in=languages,
        )

    def _publish_source(self) -> None:
        """Publish the latest draft, which also publishes the translations that waited for it."""
        page = self.release_set.page
        revision = page.get_latest_revision() or page.specific.save_revision(user=self.user)
        if page.live and page.live_revision_id == revision.pk:
            return
        if revision.content.get("go_live_at"):
            revision.content["go_live_at"] = None
            revision.save(update_fields=["content"])
        revision.publish(user=self.user, skip_permission_checks=True)

    def _check_all_is_live(self, chosen) -> None:
        """Raise ``ValidationError``, which rolls the release back, if a part is not published."""
        page = self.release_set.page
        page.refresh_from_db()
        if not page.live or chosen.exclude(state=TranslationState.PUBLISHED).exists():
            raise ValidationError(
                _("Not everything could be published. Look at the schedule of the page.")
            )

    def _log(self) -> None:
        waived = {
            item.locale.language_code: item.waiver_reason
            for item in self.release_set.items.filter(waived=True).select_related("locale")
        }
        data = {"waived": waived}
        log(instance=self.release_set.page, action="translation.release", user=self.user, data=data)


class CancelRelease:
    """Delete a set: its pages are published separately again, its documents become public.

    A receiver of ``pre_delete`` restores the documents, since a set is also deleted with its page.
    """

    def __init__(self, user, release_set: ReleaseSet):
        self.user, self.release_set = user, release_set

    def check(self) -> None:
        policy_for(self.user).check("plan_release", self.release_set.page)
        if self.release_set.released_at:
            raise ValidationError(_("This set has been released."))

    @transaction.atomic
    def execute(self) -> None:
        self.release_set.lock()
        self.check()
        page = self.release_set.page
        self.release_set.delete()
        log(instance=page, action="translation.release_cancel", user=self.user)
        publish_unblocked_translations(page)


def publish_unblocked_translations(page) -> None:
    """Publish approved translations of a page that are not embargoed any more."""
    Assignment.objects.filter(translation__source__object=page.translation_key).lock_in_order()
    for assignment in approved_translations(page):
        if publication_dependency(assignment) is None:
            PublishTranslation(assignment.approved_by, assignment).execute()


def approved_translations(page):
    """Return the approved translations of a page that cover its texts and wait for something."""
    return Assignment.objects.filter(
        translation__source__object=page.translation_key,
        state=TranslationState.APPROVED,
        source_changed_at=None,
    )
