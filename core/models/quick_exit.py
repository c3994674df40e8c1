"""The target of "Leave this site": one URL for all languages, and others for single ones."""

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
from core.content_cache import cached_for_content
from core.forms import ConcurrentSettingsForm
from core.languages import Language

# A site in every language of this one, which does not reveal anything about its visitors.
DEFAULT_EXIT_URL = "https://www.wikipedia.org/"


def validate_exit_url(url: str) -> None:
    """Refuse URLs of this site, and unencrypted ones, which others on the network could read."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise ValidationError(_("The address must begin with https://."))
    host, own = (parts.hostname or "").rstrip("."), urlsplit(settings.SITE_ADDRESS).hostname
    if host == own or host.endswith(f".{own}"):
        raise ValidationError(_("The address must be of another site than this one."))


class ExitURLField(models.URLField):
    default_validators = [*models.URLField.default_validators, validate_exit_url]


@register_setting(icon="logout", order=850)
class QuickExitSettings(ClusterableModel, BaseGenericSetting):
    """The settings of "Leave this site"."""

    url = ExitURLField(
        _("address"),
        default=DEFAULT_EXIT_URL,
        help_text=_(
            "Where “Leave this site” leads. Choose a well-known site that anybody may have open, "
            "such as an encyclopaedia or the weather, and that opens quickly."
        ),
    )

    base_form_class = ConcurrentSettingsForm
    panels = [
        FieldPanel("url"),
        InlinePanel(
            "language_urls",
            heading=_("Addresses for single languages"),
            label=_("Address"),
            help_text=_("Readers of a language without an address here are led to the one above."),
        ),
    ]

    class Meta:
        verbose_name = _("“Leave this site”")


class QuickExitURL(models.Model):
    """Another target for the readers of one language."""

    settings = ParentalKey(
        QuickExitSettings, on_delete=models.CASCADE, related_name="language_urls"
    )
    language = models.CharField(_("language"), max_length=20, choices=language_choices, unique=True)
    url = ExitURLField(_("address"))

    panels = [FieldRowPanel([FieldPanel("language"), FieldPanel("url")])]

    class Meta:
        verbose_name_plural = _("Addresses for single languages")

    def __str__(self):
        return f"{self.get_language_display()}: {self.url}"


def quick_exit_url(language: Language) -> str:
    """Return the target for readers of this language."""

    def read() -> str:
        own = QuickExitURL.objects.filter(language=language.code).values("url")
        url = Coalesce(Subquery(own), F("url"))
        return QuickExitSettings.objects.values_list(url, flat=True).first() or DEFAULT_EXIT_URL

    return cached_for_content(("quick exit", language.code), read)
