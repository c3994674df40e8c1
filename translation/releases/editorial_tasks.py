"""The release sets that have a time, among the tasks of editors and coordinators."""

from django.db.models import Count, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import format_datetime
from core.editorial_tasks import MAX_ROWS, EditorialTask, EditorialTaskRow
from core.languages import active_language
from translation.models import ReleaseSet
from translation.policies import policy_for


def release_tasks(user) -> list[EditorialTask]:
    policy = policy_for(user)
    if not (policy.can_send or policy.is_coordinator):
        return []
    planned = ReleaseSet.objects.of_site().unreleased().filter(release_at__isnull=False)
    first = list(
        planned.select_related("page")
        .annotate(task_count=Window(Count("pk")))
        .order_by("release_at", "pk")[:MAX_ROWS]
    )
    rows = tuple(
        EditorialTaskRow(
            str(release_set),
            reverse("translation:release", args=[release_set.pk]),
            format_datetime(timezone.localtime(release_set.release_at), active_language().babel),
        )
        for release_set in first
    )
    count = first[0].task_count if first else 0
    url = reverse("translation:releases")
    return [EditorialTask("releases", _("Planned releases"), rows, count, url, order=70)]
