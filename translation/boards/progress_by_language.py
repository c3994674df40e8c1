"""How far some pages are in each language, in one query for all of them."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from translation.choices import State
from translation.models import Assignment


@dataclass(frozen=True)
class LanguageProgress:
    """Of ``all`` objects, how many were sent, and how many readers already have."""

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
            return self._counts()
        if self.changed:
            return _("source changed")
        return str(State(self.state).label)

    def _counts(self) -> str:
        return ngettext(
            "%(sent)d of %(all)d sent, %(published)d published",
            "%(sent)d of %(all)d sent, %(published)d published",
            self.sent,
        ) % {"sent": self.sent, "all": self.all, "published": self.published}


class _Progress(dict):
    """A language that nothing was sent to has no row of its own."""

    def __init__(self, total: int, known: dict):
        super().__init__(known)
        self.total = total

    def __missing__(self, locale_id: int) -> LanguageProgress:
        return LanguageProgress(self.total)


def progress_by_language(instances: list) -> dict[int, LanguageProgress]:
    """Look up, for each locale's id, how far these objects are."""
    found: dict[int, dict] = {}
    counted = (
        Assignment.objects.filter(
            translation__source__object__in=[item.translation_key for item in instances],
            translation__enabled=True,
        )
        .values("translation__target_locale", "state")
        .annotate(sent=Count("pk"), changed=Count("pk", filter=Q(source_changed_at__isnull=False)))
        .order_by()
    )
    for row in counted:
        counts = found.setdefault(row["translation__target_locale"], {"published": 0, "sent": 0})
        counts["sent"] += row["sent"]
        counts["changed"] = counts.get("changed", 0) + row["changed"]
        counts["published"] += row["sent"] if row["state"] == State.PUBLISHED else 0
        counts["state"] = row["state"]
    total = len(instances)
    return _Progress(total, {key: LanguageProgress(total, **row) for key, row in found.items()})
