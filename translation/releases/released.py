"""What became of each language of a released set."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, PageLogEntry

from core.languages import Language, all_languages, site_language, source_language
from translation.choices import JobState
from translation.models import ReleaseItem, ReleaseSet, TranslationJob
from translation.models.jobs import FOLLOWING_KINDS, SETTLED_STATES

# Log actions with which a page begins and ends to be live.
PUBLICATIONS = ("wagtail.publish", "wagtail.publish.scheduled")
UNPUBLICATIONS = ("wagtail.unpublish", "wagtail.unpublish.scheduled")


class ReleasedState(models.TextChoices):
    """Whether readers see a page of a released set in one language, and if not, why not."""

    LIVE = "live", gettext_lazy("live")
    NOT_LIVE = "not-live", gettext_lazy("not live")
    ENDED = "ended", gettext_lazy("not live any more")
    WAITING = "waiting", gettext_lazy("waiting for its job")
    STOPPED = "stopped", gettext_lazy("its job stopped")
    FAILED = "failed", gettext_lazy("its job failed")


@dataclass(frozen=True)
class ReleasedLanguage:
    """One language of the site after the release of a set, whether the set included it or not.

    ``item`` is its part in the set, ``page`` the page in this language, ``job`` the latest job that
    follows from a publication, if it is not done. ``is_expected``: the set made the page live.
    """

    language: Language
    item: ReleaseItem | None
    page: Page | None
    job: TranslationJob | None
    is_expected: bool

    @property
    def origin(self) -> Language | None:
        """The language that the text is transliterated from, in a derived script."""
        code = self.language.derived_from
        return site_language(code) if code else None

    @property
    def is_live(self) -> bool:
        return bool(self.page and self.page.live)

    @cached_property
    def state(self) -> ReleasedState:
        if self.job:
            return self._state_of_job()
        if self.is_live:
            return ReleasedState.LIVE
        was_live = self.page.first_published_at if self.page else not self.origin
        return ReleasedState.ENDED if self.is_expected and was_live else ReleasedState.NOT_LIVE

    def _state_of_job(self) -> ReleasedState:
        if self.job.state == JobState.FAILED:
            return ReleasedState.FAILED
        return ReleasedState.STOPPED if self.job.is_stopped else ReleasedState.WAITING

    @property
    def is_job_repeatable(self) -> bool:
        return self.state in (ReleasedState.FAILED, ReleasedState.STOPPED)

    @property
    def missing(self) -> str:
        """Return what the release promised and readers do not have; empty if nothing."""
        if self.is_expected and self.state != ReleasedState.LIVE:
            return self.state.label
        return ""

    @property
    def membership(self) -> str:
        """Return which part the language has in the set, unless it was released without it."""
        if self.language.is_source:
            return _("the source page")
        if self.origin:
            text = (
                _("derived from %(language)s")
                if self.is_expected
                else _("derived from %(language)s, not part of the set")
            )
            return text % {"language": self.origin.name}
        return _("part of the set") if self.item else _("not part of the set")


def released_languages(release_sets: list[ReleaseSet]) -> dict[int, list[ReleasedLanguage]]:
    """Return every language of the site for each released set, by the id of the set.

    Takes three queries. The pages of the sets have to be loaded.
    """
    items = {
        (item.release_set_id, item.locale.language_code): item
        for item in ReleaseItem.objects.filter(release_set__in=release_sets).select_related(
            "locale", "waived_by"
        )
    }
    keys = {release_set.page.translation_key for release_set in release_sets}
    pages = {
        (page.translation_key, page.locale.language_code): page
        for page in _with_live_since(Page.objects.filter(translation_key__in=keys))
    }
    jobs = _unsettled_jobs(keys)

    def language_of(release_set: ReleaseSet, language: Language) -> ReleasedLanguage:
        place = release_set.page.translation_key, language.code
        return ReleasedLanguage(
            language,
            items.get((release_set.pk, language.code)),
            pages.get(place),
            jobs.get(place),
            is_published(release_set, language),
        )

    def is_published(release_set: ReleaseSet, language: Language) -> bool:
        code = language.derived_from or language.code
        item = items.get((release_set.pk, code))
        return code == source_language().code or bool(item and not item.waived)

    return {
        release_set.pk: [language_of(release_set, language) for language in all_languages()]
        for release_set in release_sets
    }


def _with_live_since(pages):
    """Annotate ``live_since``: when a page was first published after it was last unpublished."""
    entries = PageLogEntry.objects.filter(page=OuterRef("pk"))
    ended = entries.filter(action__in=UNPUBLICATIONS).order_by("-timestamp").values("timestamp")
    begun = entries.filter(action__in=PUBLICATIONS).order_by("timestamp").values("timestamp")
    again = begun.filter(timestamp__gt=OuterRef("ended_at"))
    return (
        pages.select_related("locale")
        .annotate(ended_at=Subquery(ended[:1]))
        .annotate(live_since=Coalesce(Subquery(again[:1]), "first_published_at"))
    )


def _unsettled_jobs(keys: set) -> dict[tuple, TranslationJob]:
    """Return the latest job of each page and language that follows from a publication, if open."""
    following = TranslationJob.objects.filter(translation_key__in=keys, kind__in=FOLLOWING_KINDS)
    latest = following.order_by().values("translation_key", "locale").annotate(latest=Max("pk"))
    jobs = (
        TranslationJob.objects.with_is_stopped()
        .filter(pk__in=latest.values("latest"))
        .exclude(state__in=SETTLED_STATES)
        .select_related("batch", "locale")
    )
    return {(job.translation_key, job.locale.language_code): job for job in jobs}
