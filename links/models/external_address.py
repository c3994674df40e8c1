from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from links.choices import LinkOutcome

MAX_EXTERNAL_LENGTH = 800  # characters; a longer address is not checked
# A site may be down for a night. Only "not found" is reported at once.
FAILURES_BEFORE_REPORT = 2


class ExternalAddressQuerySet(models.QuerySet):
    def broken(self) -> "ExternalAddressQuerySet":
        """Narrow to the addresses that no longer answer."""
        return self.filter(
            Q(failures__gte=FAILURES_BEFORE_REPORT)
            | Q(failures__gte=1, outcome=LinkOutcome.NOT_FOUND)
        )


class ExternalAddress(models.Model):
    """An address of another site that live pages link to, and how it answered last."""

    url = models.CharField(_("address"), max_length=MAX_EXTERNAL_LENGTH, unique=True)
    pages = models.ManyToManyField("wagtailcore.Page", verbose_name=_("pages"), related_name="+")
    outcome = models.CharField(
        _("answer"), max_length=20, choices=LinkOutcome.choices, blank=True, default=""
    )
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    checked_at = models.DateTimeField(_("last check"), null=True, db_index=True)
    failing_since = models.DateTimeField(_("since"), null=True)
    failures = models.PositiveIntegerField(_("failed checks"), default=0)

    objects = ExternalAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")
        # Only the check writes rows.
        default_permissions = ("view",)

    def __str__(self):
        return self.url
