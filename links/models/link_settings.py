from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from .not_found_address import NotFoundAddress


@register_setting(icon="link", order=810)
class LinkSettings(BaseGenericSetting):
    """What the site counts and asks by itself; nothing by default."""

    counts_not_found = models.BooleanField(
        _("count addresses that readers do not find"),
        default=False,
        help_text=_(
            "When nothing is found at an address of this site, the site then stores the address "
            "without its language, the day and how often it was asked for that day, for 90 days. "
            "It stores nothing of the reader: no network address, no account, no time of day, and "
            "nothing after a question mark. Addresses with an @ or with a long number are never "
            "stored. When you switch this off, what was stored is deleted."
        ),
    )
    checks_other_sites = models.BooleanField(
        _("check links to other sites"),
        default=False,
        help_text=_(
            "Once a night, the site then asks other sites whether the addresses that its pages "
            "link to still answer. It waits between two requests to the same site, and names "
            "itself. The other sites learn that this site links to them; nothing of its readers."
        ),
    )

    panels = [FieldPanel("counts_not_found"), FieldPanel("checks_other_sites")]

    class Meta:
        verbose_name = _("link settings")

    def save(self, *args, **kwargs):
        """Delete what was counted when counting is disabled, as the help text promises."""
        super().save(*args, **kwargs)
        if not self.counts_not_found:
            NotFoundAddress.objects.all().delete()
