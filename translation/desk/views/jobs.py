"""Translation requests: their list, the progress of their jobs, and repeating failed jobs."""

import django_filters
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, F, Min, Q, When
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from core.languages import site_language
from translation.choices import JobKind, JobState
from translation.desk.actions.repeat_jobs import RepeatAllJobs, RepeatJobs
from translation.desk.job_totals import JobTotals
from translation.models import Assignment, JobBatch, TranslationJob
from translation.models.jobs import is_worker_missing
from translation.policies import policy_for
from translation.views import TranslationAccessMixin

JOBS_PER_PAGE = 50


class JobBatchFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a translation", "State"),
        method="filter_by_state",
        choices=[
            ("failed", gettext_lazy("failed or stopped")),
            ("unfinished", gettext_lazy("waiting or running")),
        ],
        empty_label=gettext_lazy("all"),
    )
    whose = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a translation", "Requested by"),
        method="filter_by_person",
        choices=[("mine", gettext_lazy("me"))],
        empty_label=gettext_lazy("everybody"),
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        method="filter_by_kind",
        choices=JobKind.choices,
        empty_label=gettext_lazy("sent manually, and all that are unfinished"),
    )

    class Meta:
        model = JobBatch
        fields = []

    def filter_by_person(self, queryset, name, value):
        return queryset.filter(requested_by=self.request.user)

    def filter_by_state(self, queryset, name, value):
        if value == "failed":
            return queryset.filter(Q(failed_count__gt=0) | Q(stopped_count__gt=0))
        ended = F("done_count") + F("failed_count") + F("stopped_count")
        return queryset.filter(job_count__gt=ended)

    def filter_by_kind(self, queryset, name, value):
        return queryset.filter(first_kind=value)


class JobProgressColumn(Column):
    cell_template_name = "translation/desk/job_progress_cell.html"


class JobBatchListView(TranslationAccessMixin, BaseListingView):
    """The translation requests that this person may see, the latest first."""

    template_name = "translation/desk/job_batches.html"
    page_title = gettext_lazy("Translation requests")
    header_icon = "tasks"
    index_url_name = "translation:job_batches"
    index_results_url_name = "translation:job_batches_results"
    verbose_name_plural = gettext_lazy("translation requests")
    filterset_class = JobBatchFilterSet
    paginate_by = 20
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Pages"),
            get_url=lambda batch: reverse("translation:job_batch", args=[batch.pk]),
        ),
        Column(
            "kind",
            label=gettext_lazy("Kind"),
            accessor=lambda batch: JobKind(batch.first_kind).label if batch.first_kind else "",
        ),
        JobProgressColumn("progress", label=gettext_lazy("Progress"), accessor="done_count"),
        UserColumn("requested_by", label=pgettext_lazy("of a translation", "Requested by")),
        DateColumn("requested_at", label=gettext_lazy("Requested on")),
    ]

    def get_base_queryset(self):
        batches = JobBatch.objects.with_progress().annotate(first_kind=Min("jobs__kind"))
        if not self.policy.can_view_all:
            batches = batches.filter(requested_by=self.request.user)
        if not self.request.GET.get("kind"):
            # Jobs that a publication started are listed only until all of them are done.
            is_unfinished = Q(done_count__lt=F("job_count"))
            batches = batches.filter(Q(first_kind=JobKind.SEND) | is_unfinished)
        return batches.select_related("requested_by__wagtail_userprofile").order_by(
            "-requested_at", "-pk"
        )

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "totals": JobTotals(self.request.user)}


class JobBatchView(WagtailAdminTemplateMixin, TemplateView):
    """The progress of one translation request. A script updates it until all jobs have ended.

    ``progress_only`` renders the part that the script replaces.
    """

    template_name = "translation/desk/job_batch.html"
    header_icon = "tasks"
    progress_only = False

    def dispatch(self, request, *args, **kwargs):
        policy_for(request.user).check("see_job_batch", self.batch)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def batch(self) -> JobBatch:
        batches = JobBatch.objects.with_progress().select_related("requested_by")
        return get_object_or_404(batches, pk=self.kwargs["pk"])

    def get_template_names(self):
        return ["translation/desk/job_progress.html"] if self.progress_only else self.template_name

    def get_page_title(self):
        return self.batch.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("translation:job_batches"), "label": _("Translation requests")},
            {"url": "", "label": self.batch.title},
        ]

    def get_context_data(self, **kwargs):
        page = Paginator(self._sorted_jobs(), JOBS_PER_PAGE).get_page(self.request.GET.get("p"))
        policy = policy_for(self.request.user)
        return {
            **super().get_context_data(**kwargs),
            "batch": self.batch,
            "jobs": page,
            "rows": self._rows(page.object_list, policy),
            "may_repeat": policy.may("repeat", self.batch),
            "repeatable_count": self.batch.jobs.repeatable().count(),
            "is_worker_missing": self.batch.unfinished_count > 0 and is_worker_missing(),
            "is_finished": self.batch.unfinished_count == 0,
            "summary": self._summary(),
            "progress_url": reverse("translation:job_batch_progress", args=[self.batch.pk]),
        }

    def _sorted_jobs(self):
        """The jobs by state: failed and stopped ones first, then those that are running."""
        states = [JobState.FAILED, JobState.RUNNING, JobState.WAITING]
        rank = Case(
            When(is_stopped=True, then=0),
            *(When(state=state, then=position) for position, state in enumerate(states)),
            default=len(states),
        )
        return self.batch.jobs.with_is_stopped().select_related("locale").order_by(rank, "pk")

    def _summary(self) -> str:
        """The progress as text, for the status line and the label of the progress bar."""
        batch = self.batch
        parts = [
            ngettext("%(done)d of %(all)d done", "%(done)d of %(all)d done", batch.done_count)
            % {"done": batch.done_count, "all": batch.job_count}
        ]
        if waiting := batch.unfinished_count:
            parts.append(ngettext("%d waiting", "%d waiting", waiting) % waiting)
        if failed := batch.failed_count:
            parts.append(ngettext("%d failed", "%d failed", failed) % failed)
        if stopped := batch.stopped_count:
            parts.append(ngettext("%d stopped", "%d stopped", stopped) % stopped)
        return ", ".join(parts)

    def _rows(self, jobs: list[TranslationJob], policy) -> list[dict]:
        """Each job with its language and, if this person may see it, its assignment."""
        assignments = {
            (item.translation.source.object_id, item.translation.target_locale_id): item
            for item in Assignment.objects.filter(
                translation__source__object__in={job.translation_key for job in jobs},
                translation__target_locale__in={job.locale_id for job in jobs},
            ).select_related("translation__source")
        }
        rows = []
        for job in jobs:
            assignment = assignments.get((job.translation_key, job.locale_id))
            may_see = assignment and policy.may("see", assignment)
            language = site_language(job.locale.language_code)
            rows.append(
                {"job": job, "language": language, "assignment": assignment if may_see else None}
            )
        return rows


class RepeatJobsView(View):
    """Repeat one job, or all failed and stopped jobs of a translation request; only by POST."""

    http_method_names = ["post"]

    def post(self, request, pk: int, job_id: int | None = None):
        batch = get_object_or_404(JobBatch, pk=pk)
        _repeat(request, RepeatJobs(request.user, batch, job_id))
        return redirect("translation:job_batch", pk)


class RepeatAllJobsView(View):
    """Repeat all failed and stopped jobs that this person may repeat; only by POST."""

    http_method_names = ["post"]

    def post(self, request):
        _repeat(request, RepeatAllJobs(request.user))
        return redirect("translation:job_batches")


def _repeat(request, action: RepeatJobs | RepeatAllJobs) -> None:
    """Repeat jobs, and show how many or why none."""
    try:
        count = action.execute()
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        message = ngettext("%d is being repeated.", "%d are being repeated.", count)
        messages.success(request, message % count)
