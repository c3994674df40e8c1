"""The progress of some pages in each language, counted in one query."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from translation.choices import TranslationState
from translation.models import Assignment


@dataclass(frozen=True)
class LanguageProgress:
    """How many of ``all`` objects were sent, are published and have a changed source."""

    all: int
    sent: int = 0
    published: int = 0
    changed: int = 0
    state: str = ""

    @property
    def is_done(self) -> bool:
        return self.published == self.all and not self.changed

    def __str__(self) -> str:
        if not self.sent:
            return _("not sent yet")
        if self.all > 1:
            return ngettext(
                "%(sent)d of %(all)d sent, %(published)d published",
                "%(sent)d of %(all)d sent, %(published)d published",
                self.sent,
            ) % {"sent": self.sent, "all": self.all, "published": self.published}
        if self.changed:
            return _("source changed")
        return str(TranslationState(self.state).label)


def progress_by_language(instances: list) -> dict[int, LanguageProgress]:
    """Return the progress of the objects by locale id, also for locales without a translation."""
    counts: dict[int, dict] = defaultdict(lambda: {"published": 0, "sent": 0, "changed": 0})
    rows = (
        Assignment.objects.filter(
            translation__source__object__in=[item.translation_key for item in instances],
            translation__enabled=True,
        )
        .values("translation__target_locale", "state")
        .annotate(sent=Count("pk"), changed=Count("pk", filter=Q(source_changed_at__isnull=False)))
        .order_by()
    )
    for row in rows:
        count = counts[row["translation__target_locale"]]
        count["sent"] += row["sent"]
        count["changed"] += row["changed"]
        count["published"] += row["sent"] if row["state"] == TranslationState.PUBLISHED else 0
        count["state"] = row["state"]
    total = len(instances)
    return defaultdict(
        lambda: LanguageProgress(total),
        {locale_id: LanguageProgress(total, **count) for locale_id, count in counts.items()},
    )
