from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Count, ExpressionWrapper, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale

from translation.choices import JobKind, JobState
from worker.models import is_worker_running

# The worker of a running job records this often that it is alive.
HEARTBEAT_INTERVAL = timedelta(seconds=10)
# A running job without a heartbeat for this long has stopped: three were missed, not one late. It
# has by the time that its task is returned to the queue (``worker.models.ALIVE_FOR``).
STOPPED_AFTER = timedelta(seconds=45)
# A worker takes a waiting task within a second, unless all workers are busy.
TAKEN_WITHIN = timedelta(minutes=1)

UNFINISHED_STATES = (JobState.WAITING, JobState.RUNNING)
# States in which nothing is left to do.
SETTLED_STATES = (JobState.DONE, JobState.DELETED)
# Jobs that follow from a publication; all others belong to a translation request.
FOLLOWING_KINDS = (JobKind.DERIVE, JobKind.SYNCHRONISE)


class JobBatchQuerySet(models.QuerySet):
    def with_progress(self):
        """Annotate ``job_count``, ``done_count``, ``failed_count`` and ``stopped_count``."""
        return self.annotate(
            job_count=Count("jobs"),
            done_count=Count("jobs", filter=Q(jobs__state__in=SETTLED_STATES)),
            failed_count=Count("jobs", filter=Q(jobs__state=JobState.FAILED)),
            stopped_count=Count("jobs", filter=stopped_condition("jobs__")),
        )


class JobBatch(models.Model):
    """The jobs of one translation request, or others of one object, as after its publication.

    The request is stored as JSON. For *send*: account ids of the assignees by language code,
    deadline (ISO 8601), priority, note, and whether the latest draft is to be translated. For all
    other kinds: ``from``, the code of the language of the object that the jobs start from; for
    *import* also what the person has agreed to and, until they are saved, the texts.
    """

    title = models.CharField(max_length=255)
    request_data = models.JSONField(default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(default=timezone.now)

    objects = JobBatchQuerySet.as_manager()

    class Meta:
        ordering = ("-requested_at", "-pk")

    def __str__(self):
        return self.title

    @property
    def unfinished_count(self) -> int:
        """How many jobs wait or run, of a batch ``with_progress``."""
        return self.job_count - self.done_count - self.failed_count - self.stopped_count


class JobSupersededError(Exception):
    """Another attempt of the job has begun: what this one would store is not wanted any more."""


class TranslationJobQuerySet(models.QuerySet):
    def stopped(self):
        """Filter to the jobs that nobody will finish: see ``stopped_condition``."""
        return self.filter(stopped_condition())

    def with_is_stopped(self):
        return self.annotate(
            is_stopped=ExpressionWrapper(stopped_condition(), output_field=BooleanField())
        )

    def startable(self):
        """Filter to the jobs that wait, and those whose worker has ended."""
        return self.filter(Q(state=JobState.WAITING) | _silent_condition())

    def repeatable(self):
        return self.filter(Q(state=JobState.FAILED) | stopped_condition())

    def unfinished(self):
        """Filter to the jobs that wait or run."""
        unfinished = self.filter(state__in=UNFINISHED_STATES)
        return unfinished.exclude(pk__in=TranslationJob.objects.stopped())

    def alive(self):
        """Filter to the running jobs whose worker shows that it is alive."""
        since = timezone.now() - STOPPED_AFTER
        has_shown = Q(state_changed_at__gte=since) | Q(heartbeat__at__gte=since)
        return self.filter(has_shown, state=JobState.RUNNING)


class TranslationJob(models.Model):
    """A background job for one object and one language, which a person can view and repeat."""

    batch = models.ForeignKey(JobBatch, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(_("kind"), max_length=8, choices=JobKind.choices)
    # The object, by keys that are the same in all its languages: model and translation key.
    content_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.CASCADE, related_name="+"
    )
    translation_key = models.UUIDField()
    title = models.CharField(max_length=255)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=8, choices=JobState.choices, default=JobState.WAITING, db_index=True
    )
    error = models.TextField(blank=True)
    # Of *import*: how many texts were ``written``. Of *pretranslate*: how many were ``filled`` in
    # by all attempts, and how many stay empty after the last one: ``missing`` or ``damaged``.
    result = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    state_changed_at = models.DateTimeField(default=timezone.now)

    objects = TranslationJobQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return f"{self.title} ({self.locale.language_code})"

    @property
    def result_messages(self) -> list[str]:
        """What the job has done so far, in sentences; empty for the kinds that count nothing."""
        written, filled, missing, damaged = (
            self.result.get(name, 0) for name in ("written", "filled", "missing", "damaged")
        )
        messages = [
            (written, ngettext("%d text was saved.", "%d texts were saved.", written)),
            (filled, ngettext("%d text was filled in.", "%d texts were filled in.", filled)),
            (
                missing,
                ngettext(
                    "%d text stays empty: the machine had no translation of it.",
                    "%d texts stay empty: the machine had no translation of them.",
                    missing,
                ),
            ),
            (
                damaged,
                ngettext(
                    "%d text stays empty: the machine lost its formatting or links.",
                    "%d texts stay empty: the machine lost their formatting or links.",
                    damaged,
                ),
            ),
        ]
        return [message % count for count, message in messages if count]

    def lock(self) -> None:
        """Lock the row until the end of the transaction in which this attempt stores its results.

        Another attempt waits until then, and a person who wants to repeat the job learns that it
        is running. Raises ``JobSupersededError`` if another attempt has begun meanwhile.
        """
        own = TranslationJob.objects.filter(
            pk=self.pk, attempts=self.attempts, state=JobState.RUNNING
        )
        if not list(own.select_for_update(no_key=True).values_list("pk")):
            raise JobSupersededError(f"Attempt {self.attempts} of job {self.pk}: {self}")


class JobHeartbeat(models.Model):
    """When the worker of a running job last showed that it is alive, after it began.

    It is in a table of its own, since the row of the job is locked while the job runs.
    """

    job = models.OneToOneField(
        TranslationJob, on_delete=models.CASCADE, primary_key=True, related_name="heartbeat"
    )
    at = models.DateTimeField()

    def __str__(self):
        return str(self.job_id)


def stopped_condition(jobs: str = "") -> Q:
    """Return the condition that a job began or should begin, and nobody will finish it.

    Either its worker no longer shows that it is alive, or its task was lost before a worker took
    it. ``jobs`` is the prefix of a query of something that has jobs, such as ``"jobs__"``.
    """
    condition = _silent_condition(jobs)
    if _overdue_jobs().exists() and not _has_unfinished_tasks():
        since = timezone.now() - TAKEN_WITHIN
        condition |= Q(**{f"{jobs}state": JobState.WAITING, f"{jobs}state_changed_at__lt": since})
    return condition


def _silent_condition(jobs: str = "") -> Q:
    """Return the condition that the worker of a job no longer shows that it is alive."""
    since = timezone.now() - STOPPED_AFTER
    is_silent = Q(**{f"{jobs}heartbeat": None}) | Q(**{f"{jobs}heartbeat__at__lt": since})
    has_begun = {f"{jobs}state": JobState.RUNNING, f"{jobs}state_changed_at__lt": since}
    return is_silent & Q(**has_begun)


def is_worker_missing() -> bool:
    """Whether jobs wait and no worker is running to take them."""
    return _overdue_jobs().exists() and _has_unfinished_tasks() and not is_worker_running()


def _overdue_jobs() -> TranslationJobQuerySet:
    """Return the jobs that wait for longer than an idle worker needs to take them."""
    since = timezone.now() - TAKEN_WITHIN
    return TranslationJob.objects.filter(state=JobState.WAITING, state_changed_at__lt=since)


def _has_unfinished_tasks() -> bool:
    """Whether there is a task that runs a job, or will enqueue the one that does."""
    unfinished = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    tasks = DBTaskResult.objects.filter(task_path__startswith="translation.tasks.")
    return tasks.filter(status__in=unfinished).exists()
