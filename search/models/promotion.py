from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, Page

from core.languages import all_languages
from core.localization import is_private
from core.models import BasePage
from core.writing.folding import find_words


def promoting_languages() -> list[tuple[str, str]]:
    """Return the languages to choose from; derived languages use the promotions of their origin."""
    return [
        (language.code, language.name) for language in all_languages() if not language.derived_from
    ]


class Promotion(Orderable):
    """A page that editors promote above the results of certain queries in one language.

    ``page`` may be any of its translations; readers see the page in their own language.
    """

    language = models.CharField(
        _("language"),
        max_length=20,
        choices=promoting_languages,
        help_text=_("For readers who search in this language."),
    )
    words = models.TextField(
        _("words"),
        max_length=1000,
        help_text=_(
            "When a reader asks for… One question a line. It matches when all its words are asked "
            "for, in any order, in any case and with any ending."
        ),
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_(
            "Shown in the reader's language as far as it is translated, and only while it is "
            "published and open to everybody."
        ),
    )
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("Shown to readers below the page, in the language chosen above."),
    )
    active = models.BooleanField(
        _("active"), default=True, help_text=_("Readers see only active promotions.")
    )

    panels = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("active")]),
        FieldPanel("words"),
        FieldPanel("page"),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("promoted page")
        verbose_name_plural = _("promoted pages")
        constraints = [
            models.UniqueConstraint(
                fields=("language", "page"),
                name="one_promotion_per_page_and_language",
            )
        ]

    def __str__(self):
        return f"{self.questions} ({self.get_language_display()})"

    @property
    def lines(self) -> list[str]:
        """The queries for which the page is promoted."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]

    @property
    @admin.display(description=_("words"))
    def questions(self) -> str:
        """The queries in one line, for lists."""
        return ", ".join(self.lines)

    def clean(self):
        super().clean()
        problems = {"words": self._words_problem(), "page": self._page_problem()}
        if any(problems.values()):
            raise ValidationError({name: found for name, found in problems.items() if found})

    def _words_problem(self) -> str:
        seen = set()
        for line in self.lines or [self.words]:
            folded = tuple(sorted(word.folded for word in find_words(line)))
            if not folded:
                return _("“%(line)s” has no word to look for.") % {"line": line}
            if folded in seen:
                return _("“%(line)s” asks the same as a line above it.") % {"line": line}
            seen.add(folded)
        return ""

    def _page_problem(self) -> str:
        page = Page.objects.filter(pk=self.page_id).select_related("locale").first()
        if not page:
            return ""
        if not issubclass(page.specific_class or Page, BasePage):
            return _("Readers cannot open this page: choose another one.")
        if is_private(page):
            return _("This page is not open to everybody: no reader would see it here.")
        same = Promotion.objects.filter(
            language=self.language, page__translation_key=page.translation_key
        )
        if same.exclude(pk=self.pk).exists():
            return _("This page is promoted in this language already: add the words there.")
        return ""
