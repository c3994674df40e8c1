"""The words of people in need that editors add to those of the software."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField

from core.blocks.choices import LanguageChoiceBlock
from core.blocks.language_rows import LanguageRowsBlock, texts_by_language
from core.forms import ConcurrentSettingsForm


class HelpWordsBlock(blocks.StructBlock):
    """Words of people in need in one language."""

    language = LanguageChoiceBlock()
    words = blocks.TextBlock(
        label=_("Words"),
        max_length=1000,
        help_text=_("Separated by commas, in any case and with any ending."),
    )

    class Meta:
        icon = "globe"
        label = _("Words in one language")
        label_format = "{language}"


@register_setting(icon="help", order=880)
class HelpWordSettings(BaseGenericSetting):
    """The words that lead a search to help."""

    help_words = StreamField(
        LanguageRowsBlock([("words", HelpWordsBlock())], required=False),
        verbose_name=_("words in each language"),
        blank=True,
        help_text=_(
            "Whoever searches for one of them is shown the way to help above the results, whatever "
            "the language of the page. Many words are built in for every language; write here what "
            "else people type."
        ),
    )

    base_form_class = ConcurrentSettingsForm
    panels = [FieldPanel("help_words")]

    class Meta:
        verbose_name = _("words that lead to help")


def help_words_by_language() -> dict[str, str]:
    """Return the added words, separated by commas, by language code: one query."""
    settings = HelpWordSettings.objects.first()
    return texts_by_language(settings.help_words.raw_data, "words") if settings else {}
