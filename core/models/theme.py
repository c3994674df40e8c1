from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.models import (
    DraftStateMixin,
    ReferenceIndex,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import SynchronizedField, TranslatableField

from core.content_cache import cached_for_content
from core.django_internals import JointUpdateMixin
from core.forms import CountedModelForm
from core.languages import Language, active_language, site_language
from core.localization import live_now
from core.sorting import alphabetical


class ThemeQuerySet(models.QuerySet):
    def for_reader(self, language: Language | None = None) -> list["Theme"]:
        """Return every theme once, in the reader's language or a fallback, alphabetically."""
        language = language or active_language()
        codes = [candidate.code for candidate in language.fallback_chain]
        found = {}
        themes = self.filter(live_now(), locale__language_code__in=codes).select_related("locale")
        for theme in sorted(themes, key=lambda item: codes.index(item.locale.language_code)):
            found.setdefault(theme.translation_key, theme)
        return alphabetical(found.values(), language, name=lambda theme: theme.name)

    def names_of(self, slugs: Iterable[str]) -> models.QuerySet:
        """Return (language code, name) of these themes where they are live: one query."""
        live = self.filter(live_now(), slug__in=slugs)
        return live.values_list("locale__language_code", "name")

    def source_ids_by_slug(self) -> dict[str, int]:
        """Return the ids of the themes in the source language, to which pages refer."""
        return dict(self.filter(**source_themes()).values_list("slug", "pk"))


class Theme(JointUpdateMixin, WorkflowMixin, DraftStateMixin, RevisionMixin, TranslatableMixin):
    """A subject of pages, which refer to the theme in the source language.

    It has drafts and reviews as pages have: a translated name is not public before its review.
    """

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("end of the address"),
        max_length=80,
        help_text=_("Used in web addresses, the same in every language."),
    )
    description = models.TextField(_("description"), max_length=300, blank=True)

    objects = ThemeQuerySet.as_manager()

    base_form_class = CountedModelForm
    panels = [
        TitleFieldPanel("name", classname="", placeholder=False),
        FieldPanel("slug"),
        FieldPanel("description"),
    ]
    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("description"),
        SynchronizedField("slug", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(fields=("slug", "locale"), name="one_theme_per_slug_and_locale")
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Refuse a slug of another theme: forms leave out the constraint, as they have no locale.

        A draft claims its slug, too, since it could not be published otherwise. While pages refer
        to the theme, its own slug stays, because paragraphs contain it.
        """
        super().clean()
        of_locale = Theme.objects.filter(locale=self.locale_id).order_by("pk")
        claimants = list(
            of_locale.filter(Q(slug=self.slug) | Q(latest_revision__content__slug=self.slug))
        )
        taken = next((theme for theme in claimants if theme.pk != self.pk), None)
        if self.slug and taken:
            message = _("The theme “%(name)s” has “%(slug)s” already. Choose another one.")
            raise ValidationError({"slug": message % {"name": taken, "slug": self.slug}})
        if self._is_renamed(claimants) and ReferenceIndex.get_references_to(self).exists():
            message = _("Pages refer to this theme, so its slug can no longer be changed.")
            raise ValidationError({"slug": message})

    def _is_renamed(self, claimants: Iterable["Theme"]) -> bool:
        """Whether it is stored with another slug; ``claimants`` are the themes that have this."""
        if any((theme.pk, theme.slug) == (self.pk, self.slug) for theme in claimants):
            return False
        return Theme.objects.filter(pk=self.pk).exclude(slug=self.slug).exists()

    @property
    def text_language(self) -> Language:
        return site_language(self.locale.language_code)


register_snippet(Theme, viewset="core.viewsets.ThemeViewSet")


def themes_for_reader() -> list[Theme]:
    """Return all themes in the reader's language, alphabetically: the same objects each time."""
    key = ("themes", active_language().code)
    return cached_for_content(key, lambda: Theme.objects.all().for_reader())


def source_themes() -> dict:
    """Return ``limit_choices_to`` for fields that refer to themes in the source language."""
    return {"locale__language_code": settings.LANGUAGE_CODE}
