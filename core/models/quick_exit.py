"""Where "Leave this site" leads: one address for everybody, and others for single languages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.blocks.choices import language_choices
from core.languages import Language

# Knows every language of the site, and tells nobody anything about who opens it.
DEFAULT_ADDRESS = "https://www.wikipedia.org/"


def validate_exit_address(address: str) -> None:
    """Refuse what others on the network could read, and what would not leave the site."""
    parts = urlsplit(address)
    if parts.scheme != "https":
        raise ValidationError(_("The address must begin with https://."))
    host, own = (parts.hostname or "").rstrip("."), urlsplit(settings.SITE_ADDRESS).hostname
    if host == own or host.endswith(f".{own}"):
        raise ValidationError(_("The address must be of another site than this one."))


class ExitAddressField(models.URLField):
    default_validators = [*models.URLField.default_validators, validate_exit_address]


@register_setting(icon="logout", order=850)
class QuickExitSettings(ClusterableModel, BaseGenericSetting):
    """What the Secretariat decides about "Leave this site"."""

    address = ExitAddressField(
        _("address"),
        default=DEFAULT_ADDRESS,
        help_text=_(
            "Where “Leave this site” leads. Choose a well-known site that anybody may have open, "
            "such as an encyclopaedia or the weather, and that opens quickly."
        ),
    )

    panels = [
        FieldPanel("address"),
        InlinePanel(
            "own_addresses",
            heading=_("Addresses for single languages"),
            label=_("Address"),
            help_text=_("Readers of a language without an address here are led to the one above."),
        ),
    ]

    class Meta:
        verbose_name = _("“Leave this site”")


class QuickExitAddress(models.Model):
    """Where the readers of one language are led instead."""

    settings = ParentalKey(
        QuickExitSettings, on_delete=models.CASCADE, related_name="own_addresses"
    )
    language = models.CharField(_("language"), max_length=20, choices=language_choices, unique=True)
    address = ExitAddressField(_("address"))

    panels = [FieldRowPanel([FieldPanel("language"), FieldPanel("address")])]

    def __str__(self):
        return f"{self.get_language_display()}: {self.address}"


def quick_exit_address(language: Language) -> str:
    """Return where a reader of this language is led: one query."""
    own = QuickExitAddress.objects.filter(language=language.code).values("address")
    address = Coalesce(Subquery(own), F("address"))
    return QuickExitSettings.objects.values_list(address, flat=True).first() or DEFAULT_ADDRESS
