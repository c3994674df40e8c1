"""How many background jobs failed, stopped or are not finished: for one person."""

from functools import cached_property

from django.db.models import Count, Q

from translation.choices import JobState
from translation.models import TranslationJob
from translation.models.jobs import (
    FOLLOWING_KINDS,
    UNFINISHED_STATES,
    is_worker_missing,
    stopped_condition,
)
from translation.policies import policy_for


class JobTotals:
    """The numbers of jobs of all requests that the person may repeat.

    Coordinators look after all of them, also those that follow from publications and releases.
    Others look after what they requested themselves: senders, and translators who imported texts or
    had them filled in by a machine.
    """

    def __init__(self, user):
        policy = policy_for(user)
        self._jobs = TranslationJob.objects.all()
        if not policy.is_coordinator:
            self._jobs = self._jobs.filter(batch__requested_by=user)
        self._has_any = policy.is_participant

    @cached_property
    def _counts(self) -> dict[str, int]:
        if not self._has_any:
            return dict.fromkeys(("failed", "stopped", "requested", "following"), 0)
        stopped, is_following = stopped_condition(), Q(kind__in=FOLLOWING_KINDS)
        is_open = Q(state__in=UNFINISHED_STATES)
        counts = self._jobs.aggregate(
            failed=Count("pk", filter=Q(state=JobState.FAILED)),
            stopped=Count("pk", filter=stopped),
            stopped_following=Count("pk", filter=stopped & is_following),
            open=Count("pk", filter=is_open),
            open_following=Count("pk", filter=is_open & is_following),
        )
        following = counts["open_following"] - counts["stopped_following"]
        requested = counts["open"] - counts["stopped"] - following
        return {**counts, "requested": requested, "following": following}

    @property
    def failed(self) -> int:
        return self._counts["failed"]

    @property
    def stopped(self) -> int:
        return self._counts["stopped"]

    @property
    def repeatable(self) -> int:
        return self.failed + self.stopped

    @property
    def unfinished_requests(self) -> int:
        """The number of jobs of translation requests that wait or run."""
        return self._counts["requested"]

    @property
    def unfinished_others(self) -> int:
        """The number of jobs that follow from publications and releases, and wait or run."""
        return self._counts["following"]

    @cached_property
    def is_worker_missing(self) -> bool:
        return self._has_any and is_worker_missing()

    @property
    def is_empty(self) -> bool:
        return not (self.repeatable or self.unfinished_requests or self.unfinished_others)
