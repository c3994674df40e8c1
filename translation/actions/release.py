"""Release sets: a source page, its documents and its languages go live together, or not at all."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale

from core.languages import Language, source
from translation.choices import State
from translation.documents_in_waiting import keep_back, let_go, take_dates_away
from translation.models import Assignment, ReleaseItem, ReleaseSet
from translation.policies import policy_for
from translation.versions import fingerprint_of_draft

from .publish import PublishTranslation, waits_for


@dataclass(frozen=True)
class Readiness:
    """Whether one language of a set can go live, and if not, what is missing.

    The source has no ``item``; it is told of where it would hold the others up.
    """

    item: ReleaseItem | None
    assignment: Assignment | None
    missing: str

    @property
    def language(self) -> Language:
        return self.item.language if self.item else source()

    @property
    def is_ready(self) -> bool:
        return bool(self.item and self.item.waived) or not self.missing


class NotReadyError(ValidationError):
    """The set cannot go live yet; ``missing`` says which languages lack what."""

    def __init__(self, missing: list[Readiness]):
        super().__init__(
            [f"{readiness.language.name}: {readiness.missing}" for readiness in missing]
        )
        self.missing = missing


def readiness_of(release_set: ReleaseSet) -> list[Readiness]:
    """How far each language is, measured by the draft that the release would publish."""
    items = list(release_set.items.select_related("locale"))
    draft = release_set.page.get_latest_revision_as_object()
    fingerprint = fingerprint_of_draft(draft)
    work = {
        assignment.translation.target_locale_id: assignment
        for assignment in Assignment.objects.filter(
            translation__source__object=release_set.page.translation_key,
            translation__enabled=True,
        ).select_related("translation", "covered_version", "published_version")
    }
    languages = [
        Readiness(item, work.get(item.locale_id), _missing(work.get(item.locale_id), fingerprint))
        for item in sorted(items, key=lambda item: item.language.name)
    ]
    return [*_obstacles(draft), *languages]


def _obstacles(draft) -> list[Readiness]:
    """What would take the page off the site again as soon as it is there."""
    if draft.expire_at is None or draft.expire_at > timezone.now():
        return []
    day = date_format(timezone.localtime(draft.expire_at))
    missing = _("the page expired on %(day)s; give it another expiry date, or none") % {"day": day}
    return [Readiness(None, None, missing)]


def _missing(assignment: Assignment | None, fingerprint: str) -> str:
    """What stands between a translation and its release, in words for the coordinators."""
    if assignment is None:
        return _("not sent to translation")
    if assignment.state == State.IN_REVIEW:
        return _("waits for its review")
    if assignment.state not in (State.APPROVED, State.PUBLISHED):
        return _("not finished")
    is_published = assignment.state == State.PUBLISHED
    version = assignment.published_version if is_published else assignment.covered_version
    if version is None or version.fingerprint != fingerprint:
        return _("reflects other words than the latest draft of the source")
    return ""


class PlanRelease:
    """Say what goes live together: languages, documents, a time. The documents hide at once.

    ``waivers`` maps ids of chosen locales to the reason why the set may go without them. Dates on
    which a part would go live alone are cancelled; ``took_date`` says whether the page had one.
    """

    took_date = False

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
        if self.release_at != self.release_set.release_at:
            policy.check("release", self.release_set.page)

    @transaction.atomic
    def execute(self) -> ReleaseSet:
        self.check()
        release_set, is_planned_anew = self.release_set, self.release_set.pk is None
        if self.release_at != release_set.release_at:
            release_set.release_at, release_set.reminded_at = self.release_at, None
        if is_planned_anew:
            release_set.created_by = self.user
        release_set.save()
        self._write_items()
        self.took_date = take_dates_away(release_set, self.user)
        keep_back(release_set, self.documents)
        log(instance=release_set.page, action="translation.release_plan", user=self.user)
        publish_what_waits_no_longer(release_set.page)
        return release_set

    def _write_items(self) -> None:
        chosen = {locale.pk for locale in self.locales}
        self.release_set.items.exclude(locale__in=chosen).delete()
        known = {item.locale_id: item for item in self.release_set.items.all()}
        for locale_id in chosen:
            item = known.get(locale_id) or ReleaseItem(
                release_set=self.release_set, locale_id=locale_id
            )
            reason = self.waivers.get(locale_id, "")
            if item.waiver_reason != reason or item.waived != bool(reason) or not item.pk:
                item.waived, item.waiver_reason = bool(reason), reason
                item.waived_by = self.user if reason else None
                item.save()


class Release:
    """Let everything in a set go live, in one transaction.

    Without a ``user`` it is the clock that releases: the person who set the time had the right.
    """

    def __init__(self, user, release_set: ReleaseSet):
        self.user, self.release_set = user, release_set

    def check(self) -> None:
        if self.user is not None:
            policy_for(self.user).check("release", self.release_set.page)
        if self.release_set.released_at:
            raise ValidationError(_("This set has been released."))
        missing = [item for item in readiness_of(self.release_set) if not item.is_ready]
        if missing:
            raise NotReadyError(missing)

    @transaction.atomic
    def execute(self) -> ReleaseSet:
        # Of several nodes whose clocks strike at the same time, one gets past this line first.
        # The page is held, too: nobody saves another draft between the check and the release.
        self.release_set = (
            ReleaseSet.objects.select_for_update(of=("self", "page"), no_key=True)
            .select_related("page")
            .get(pk=self.release_set.pk)
        )
        self.check()
        self.release_set.released_at = timezone.now()
        self.release_set.save(update_fields=["released_at"])
        let_go(self.release_set)
        chosen = self._chosen()
        # A time of its own would tear a translation from its set.
        chosen.update(publish_at=None)
        self._publish_source()
        for assignment in chosen.filter(state=State.APPROVED):
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
        """Publish the latest draft; with it go the translations that waited for it."""
        page = self.release_set.page
        revision = page.get_latest_revision() or page.specific.save_revision(user=self.user)
        if page.live and page.live_revision_id == revision.pk:
            return
        if revision.content.get("go_live_at"):
            revision.content["go_live_at"] = None
            revision.save(update_fields=["content"])
        revision.publish(user=self.user, skip_permission_checks=True)

    def _check_all_is_live(self, chosen) -> None:
        """Take everything back where a part stayed behind, for whatever reason."""
        page = self.release_set.page
        page.refresh_from_db()
        if not page.live or chosen.exclude(state=State.PUBLISHED).exists():
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
    """Give up a set: its parts go their own ways again, the documents become public.

    The documents do so with the set itself, which also goes when its page is deleted.
    """

    def __init__(self, user, release_set: ReleaseSet):
        self.user, self.release_set = user, release_set

    def check(self) -> None:
        policy_for(self.user).check("plan_release", self.release_set.page)
        if self.release_set.released_at:
            raise ValidationError(_("This set has been released."))

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        page = self.release_set.page
        self.release_set.delete()
        log(instance=page, action="translation.release_cancel", user=self.user)
        publish_what_waits_no_longer(page)


def publish_what_waits_no_longer(page) -> None:
    """Publish approved translations of a page that no release set holds back any more."""
    waiting = Assignment.objects.filter(
        translation__source__object=page.translation_key,
        state=State.APPROVED,
        source_changed_at=None,
    )
    for assignment in waiting:
        if waits_for(assignment) is None:
            PublishTranslation(assignment.approved_by, assignment).execute()
