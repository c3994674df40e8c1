from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_COUNTED_LENGTH = 150  # characters; a longer address is not counted


class NotFoundAddress(models.Model):
    """The number of requests for an address at which nothing was found, by day."""

    day = models.DateField(_("day"), db_index=True)
    path = models.CharField(_("address"), max_length=MAX_COUNTED_LENGTH)
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("address that was not found")
        verbose_name_plural = _("addresses that were not found")
        # Only readers' requests write rows.
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=("day", "path"), name="one_row_per_not_found_address_and_day"
            )
        ]

    def __str__(self):
        return self.path
