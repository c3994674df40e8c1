"""DeclarationPage: a document, its numbered paragraphs and its language versions."""

from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.blocks.text import TEXT_FEATURES
from core.localization import linked_pages
from core.models import BasePage, PartialDateMixin, PlaceMixin, SourcesMixin, Theme
from core.models.theme import themes_for_reader
from core.prepared_queries import child_objects
from core.subjects import Subjects
from declarations.blocks import ParagraphBlock, paragraph_anchor
from declarations.choices import DeclarationKind, SignatureStatus
from declarations.forms import DeclarationPageForm
from declarations.panels import NumberedParagraphsPanel
from declarations.structured_data import document

from .citable import CitableMixin
from .language_versioned import LanguageVersionsMixin
from .numbered import NumberedParagraphsMixin
from .querysets import DeclarationQuerySet
from .relations import Reaffirmation, Signatory
from .side_by_side import SideBySideMixin


class DeclarationPage(
    CitableMixin,
    SideBySideMixin,
    NumberedParagraphsMixin,
    LanguageVersionsMixin,
    PartialDateMixin,
    PlaceMixin,
    SourcesMixin,
    BasePage,
):
    """A joint or ministerial declaration, a statement or a strategy."""

    full_title = models.TextField(_("full title"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=DeclarationKind.choices)
    presented_on = models.DateField(
        _("presented on"),
        null=True,
        blank=True,
        help_text=_("Only where it differs from the date of adoption."),
    )
    presented_at = models.CharField(_("occasion of the presentation"), max_length=200, blank=True)
    adopting_body = models.CharField(_("adopted by"), max_length=250, blank=True)
    meeting = models.ForeignKey(
        "meetings.MeetingPage",
        verbose_name=_("adopted at the meeting"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adopted_declarations",
    )
    signature = models.CharField(
        _("signatories"),
        max_length=20,
        choices=SignatureStatus.choices,
        default=SignatureStatus.NOT_RECORDED,
    )
    signatories_note = models.CharField(_("note on the signatories"), max_length=300, blank=True)
    preamble = RichTextField(_("preamble"), features=TEXT_FEATURES, blank=True)
    paragraphs = StreamField(
        [("paragraph", ParagraphBlock())], verbose_name=_("paragraphs"), blank=True, default=list
    )

    known_numbers = models.JSONField(editable=False, default=dict)

    objects = PageManager.from_queryset(DeclarationQuerySet)()

    base_form_class = DeclarationPageForm
    exclude_fields_in_copy = ["known_numbers"]  # a copy is another document
    offers_pdf = True
    parent_page_types = ["declarations.DeclarationIndexPage"]
    subpage_types = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("full_title"),
        FieldPanel("kind"),
        *PartialDateMixin.date_panels,
        FieldRowPanel([FieldPanel("presented_on"), FieldPanel("presented_at")]),
        MultiFieldPanel(
            [
                PlaceMixin.place_row,
                FieldPanel("adopting_body"),
                PageChooserPanel("meeting"),
            ],
            heading=_("Adoption"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("signature"),
                FieldPanel("signatories_note"),
                InlinePanel("signatories", label=_("Signatory")),
            ],
            heading=_("Signatories"),
        ),
        FieldPanel("text_kind"),
        FieldPanel("preamble"),
        NumberedParagraphsPanel("paragraphs"),
        *LanguageVersionsMixin.version_panels,
        InlinePanel("reaffirmations", label=_("Earlier declaration that it reaffirms")),
        *SourcesMixin.source_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        *map(index.SearchField, ("full_title", "date_note", "shown_occasion", "place")),
        *map(index.SearchField, ("adopting_body", "signatory_texts", "signatories_note")),
        *map(index.SearchField, ("preamble", "paragraphs", "version_notes")),
        *SourcesMixin.source_search_fields,
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *PartialDateMixin.synchronised_date_fields,
        *SourcesMixin.synchronised_source_fields,
        *LanguageVersionsMixin.synchronised_version_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "kind",
                "presented_on",
                "country",
                "meeting",
                "signature",
                "reaffirmations",
            )
        ),
    ]

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")

    def editor_warnings(self) -> list[str]:
        # No contradiction: a strategy may be presented on the day before it is adopted.
        if self.presented_on and self.start_date and self.presented_on < self.start_date:
            early = _("It was presented before it was adopted. Are both dates right?")
            return [early, *super().editor_warnings()]
        return super().editor_warnings()

    listing_fields = ("kind",)

    @property
    def listing_kind(self) -> str:
        return self.get_kind_display()

    @property
    def shown_occasion(self) -> str:
        """The occasion of the presentation, which is shown with its date only."""
        return self.presented_at if self.presented_on else ""

    @property
    def structured_data(self) -> dict:
        return document(self)

    @property
    def subjects(self) -> Subjects:
        signatories = [item.territory for item in self.listed_signatories]
        return Subjects(
            territories=(self.country, *signatories),
            themes=[slug for block in self.paragraphs for slug in block.value["themes"]],
            places=(self.place,),
        )

    @cached_property
    def listed_signatories(self) -> list[Signatory]:
        """The signatories, if the sources list them."""
        is_listed = self.signature == SignatureStatus.LISTED
        return child_objects(self, "signatories") if is_listed else []

    @property
    def signatory_texts(self) -> list[str]:
        """The texts of the signatories, for search: names in the document, and capacities."""
        pairs = [(item.name_used, item.capacity) for item in self.listed_signatories]
        return [text for pair in pairs for text in pair if text]

    @property
    def was_not_signed(self) -> bool:
        """Whether a source says that nobody signed; an empty list alone does not."""
        return self.signature == SignatureStatus.NONE

    @property
    def caveats(self) -> list[tuple[str, str]]:
        return [(_("Date"), self.date_note), (_("Signatories"), self.signatories_note)]

    # Relations, in the language of the reader

    @cached_property
    def _related(self) -> list[Page]:
        """The meeting, and the declarations that this one reaffirms or that reaffirm it, by date.

        A meeting has no ``declaration_rank``.
        """
        earlier = [item.declaration_id for item in child_objects(self, "reaffirmations")]
        chosen = [pk for pk in (self.meeting_id, *earlier) if pk]
        related = linked_pages(_related_pages, self.translation_key, chosen)
        return sorted(related, key=lambda page: page.declaration_rank or 0)

    @cached_property
    def adopted_at(self) -> Page | None:
        return next((page for page in self._related if page.declaration_rank is None), None)

    @property
    def reaffirmed(self) -> list[Page]:
        return [page for page in self._related if page.declaration_rank and not page.is_later]

    @property
    def reaffirmed_by(self) -> list[Page]:
        return [page for page in self._related if page.is_later]

    @cached_property
    def _themes_by_slug(self) -> dict[str, Theme]:
        return {theme.slug: theme for theme in themes_for_reader()}

    def numbered_paragraphs(self) -> list[dict]:
        """Return the paragraphs with their permalinks and themes, for templates."""
        numbers = self.numbers
        return [
            {
                "number": numbers[block.id],
                "anchor": paragraph_anchor(numbers[block.id]),
                "permalink": self.paragraph_permalink(numbers[block.id]),
                "text": block.value["text"],
                "reader_themes": [
                    self._themes_by_slug[slug]
                    for slug in block.value["themes"]
                    if slug in self._themes_by_slug
                ],
            }
            for block in self.paragraphs
        ]


def _related_pages(key: UUID, chosen: list[int]) -> QuerySet:
    """Return the chosen pages, and those that reaffirm the declaration with this key."""
    later = Reaffirmation.objects.filter(declaration__translation_key=key).order_by()
    chosen_keys = Page.objects.filter(pk__in=chosen).order_by().values("translation_key")
    translations = Page.objects.filter(translation_key__in=chosen_keys).order_by()
    pages = Page.objects.annotate(
        is_later=Exists(later.filter(page=OuterRef("pk"))),
        declaration_rank=F("declarationpage__date_rank"),
    )
    # With two conditions joined by OR, PostgreSQL reads every page of the language.
    return pages.filter(pk__in=later.values("page").union(translations.values("pk")))
