"""What editors may change around the pages: names of the site, menu, footer and a notice.

Where nothing is set, readers see the names of the settings module and the sections of the site.
"""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin

from core.blocks.language_rows import LanguageRowsBlock, texts_by_language
from core.blocks.layout import LayoutLinkBlock, LinkGroupBlock, NoticeTextBlock, SiteNamesBlock
from core.content_cache import cached_for_content, unsaved_content
from core.forms import ConcurrentSettingsForm
from core.language_texts import LanguageText, text_for
from core.languages import Language, active_language, all_languages, site_language
from core.licence import DataLicence
from core.routing import page_resolver

CACHE_KEY = "layout settings"
MAX_MENU_ITEMS = 9
MAX_FOOTER_GROUPS = 3


@register_setting(icon="site", order=840)
class LayoutSettings(PreviewableMixin, BaseGenericSetting):
    """The settings of everything around the text of a page."""

    names = StreamField(
        LanguageRowsBlock([("names", SiteNamesBlock())], required=False),
        verbose_name=_("names of the site"),
        blank=True,
        help_text=_(
            "Readers of a language without a name here see that of the language they are shown "
            "instead, usually English. Without any name here, the built-in ones are shown."
        ),
    )
    menu = StreamField(
        [("link", LayoutLinkBlock())],
        verbose_name=_("main menu"),
        blank=True,
        max_num=MAX_MENU_ITEMS,
        help_text=_(
            "In this order. Without any link here, the menu has the sections that are marked "
            "“show in menus”. Help is always in it."
        ),
    )
    footer = StreamField(
        [("group", LinkGroupBlock())],
        verbose_name=_("groups of links at the foot"),
        blank=True,
        max_num=MAX_FOOTER_GROUPS,
        help_text=_(
            "In addition to what is always there: safety, accessibility, the languages, help in "
            "danger, and the sections that are neither in the menu nor in these groups."
        ),
    )
    notice = StreamField(
        LanguageRowsBlock([("text", NoticeTextBlock())], required=False),
        verbose_name=_("text of the notice"),
        blank=True,
        help_text=_(
            "Readers of a language without a text here are shown the one in the language they "
            "are shown instead, usually English. Without any text, there is no notice."
        ),
    )
    notice_tone = models.CharField(
        _("kind of notice"),
        max_length=20,
        choices=[("information", _("Information")), ("warning", _("Warning"))],
        default="information",
    )
    notice_from = models.DateField(_("shown from"), null=True, blank=True)
    notice_until = models.DateField(
        _("shown until"), null=True, blank=True, help_text=_("The last day on which it is shown.")
    )

    corrections_email = models.EmailField(
        _("e-mail address for mistakes on a page"),
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "The link “Report a mistake on this page” leads there: what is wrong in a text or a "
            "record. Of an institution, never of a person. Without it, readers see no such link. "
            "Pages with “Leave this site” have none: a mail leaves traces."
        ),
    )
    translation_email = models.EmailField(
        _("e-mail address for requests for a translation"),
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "The link “Ask for a translation” leads there, on pages that are missing in the "
            "reader's language. Of an institution, never of a person. Without it, readers see no "
            "such link. Pages with “Leave this site” have none: a mail leaves traces."
        ),
    )
    data_licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=DataLicence.choices,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "The page on open data and the data files name it. Only whoever owns the rights can "
            "grant it. The texts of sources keep the terms of these."
        ),
    )

    base_form_class = ConcurrentSettingsForm
    panels = [
        HelpPanel(
            content=_(
                "Open the preview to see the start page with these changes, in each language, "
                "before you save."
            )
        ),
        FieldPanel("names"),
        FieldPanel("menu"),
        FieldPanel("footer"),
        MultiFieldPanel(
            [
                FieldPanel("notice"),
                FieldPanel("notice_tone"),
                FieldRowPanel([FieldPanel("notice_from"), FieldPanel("notice_until")]),
            ],
            heading=_("Notice at the top of every page"),
        ),
        MultiFieldPanel(
            [FieldPanel("corrections_email"), FieldPanel("translation_email")],
            heading=_("Mail of readers"),
        ),
        MultiFieldPanel(
            [FieldPanel("data_licence")],
            heading=_("Use of the site's own texts and records by others"),
        ),
    ]

    class Meta:
        verbose_name = _("name, menu, footer and notice")

    def clean(self):
        super().clean()
        if self.notice_from and self.notice_until and self.notice_until < self.notice_from:
            raise ValidationError({"notice_until": _("This day is before the first one.")})

    # Names

    def short_name(self, language: Language) -> LanguageText:
        return self._name("short_name", language, settings.WAGTAIL_SITE_NAME)

    def name(self, language: Language) -> LanguageText:
        with translation.override(language.code):
            return self._name("name", language, str(settings.SITE_LONG_NAME))

    def description(self, language: Language) -> LanguageText | None:
        return text_for(texts_by_language(self.names.raw_data, "description"), language)

    def _name(self, field: str, language: Language, default: str) -> LanguageText:
        texts = texts_by_language(self.names.raw_data, field)
        return text_for(texts, language) or LanguageText(default, language)

    # Use by others

    @property
    def licence(self) -> DataLicence:
        return DataLicence(self.data_licence)

    # Links, in their stored form: reading the values of the blocks would fetch every page

    @property
    def menu_links(self) -> list[dict]:
        return [item["value"] for item in self.menu.raw_data]

    @property
    def footer_groups(self) -> list[dict]:
        return [item["value"] for item in self.footer.raw_data]

    # Notice

    def current_notice(self, language: Language) -> LanguageText | None:
        """Return the notice, as the stored form of rich text, if it is to be shown today."""
        today = localdate()
        if not (self.notice_from or date.min) <= today <= (self.notice_until or date.max):
            return None
        return text_for(texts_by_language(self.notice.raw_data, "text"), language, is_html=True)

    # Preview

    @property
    def preview_modes(self):
        return [(language.code, language.name) for language in all_languages()]

    def serve_preview(self, request, mode_name):
        """Render the start page in a language with these settings instead of the saved ones."""
        codes = dict(self.preview_modes)
        language = site_language(mode_name) if mode_name in codes else active_language()
        with unsaved_content({CACHE_KEY: self}), translation.override(language.code):
            home = next((page for page in page_resolver().home_pages if page.live), None)
            if home is None:
                raise Http404
            request.path = request.path_info = home.specific.localized_url
            return home.specific.serve(request).render()


def layout_settings() -> LayoutSettings:
    """Return the settings, of which none is created."""
    return cached_for_content(CACHE_KEY, lambda: LayoutSettings.objects.first() or LayoutSettings())


def linked_page_ids(links: Iterable[dict]) -> set[int]:
    return {link["page"] for link in links if link.get("page")}
