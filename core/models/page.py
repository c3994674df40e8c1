"""BasePage: what every page of the site has, and the questions every page answers."""

from itertools import chain

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.addresses import absolute, address
from core.attachments import AttachedFile, attached_files
from core.fixed_addresses import refuse_hidden_page
from core.forms import SiteCopyForm, SitePageForm
from core.languages import Language, current, get, source
from core.links import look_up_links
from core.localization import for_reader, in_chosen_order, private_paths, translations_of
from core.page_permissions import page_permissions
from core.subjects import Subjects, names_in_all_languages


class ReaderPageQuerySet(PageQuerySet):
    def for_reader(self, language: Language | None = None) -> "ReaderPageQuerySet":
        """Live, public pages, each once, in the reader's language or its fallback."""
        return for_reader(self, language)

    def translations_of(self, ids) -> "ReaderPageQuerySet":
        return translations_of(self, ids)

    def chosen(self, ids: list[int]) -> list["BasePage"]:
        """The pages an editor chose, in the chosen order, as this reader should see them."""
        return in_chosen_order(self.translations_of(ids).for_reader(), ids) if ids else []


ReaderPageManager = PageManager.from_queryset(ReaderPageQuerySet)

# Words of Wagtail's own field that translators meet first, for languages without a catalogue there.
TITLE = (
    gettext_noop("title"),
    gettext_noop("The page title as you'd like it to be seen by the public"),
)


class BasePage(Page):
    """A page of the site. It is written in the source language and translated into the others."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences. Shown in lists, in search results and when shared."),
    )

    quick_exit = models.BooleanField(
        _("“Leave this site”"),
        default=False,
        help_text=_(
            "Shows readers a way to leave at once, and asks browsers to keep no copy. For pages "
            "that somebody in danger may read. It holds for this page alone, in every language."
        ),
    )

    objects = ReaderPageManager()

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    address_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            heading=_("Address and search engines"),
        )
    ]
    promote_panels = [*address_panels, FieldPanel("quick_exit")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("index_names"),
    ]
    api_fields = [APIField("summary")]
    override_translatable_fields = [
        SynchronizedField("slug", overridable=False),
        SynchronizedField("show_in_menus", overridable=False),
        SynchronizedField("quick_exit", overridable=False),
    ]

    base_form_class = SitePageForm
    copy_form_class = SiteCopyForm

    class Meta:
        abstract = True

    @classmethod
    def can_create_at(cls, parent):
        """Pages are written in the source language; other languages receive translations.

        Two originals of one page would have no common address and nothing to compare with.
        """
        return parent.locale.language_code == source().code and super().can_create_at(parent)

    def clean(self):
        super().clean()
        self._refuse_hidden_slug()

    def minimal_clean(self):
        super().minimal_clean()
        self._refuse_hidden_slug()

    def _refuse_hidden_slug(self) -> None:
        try:
            refuse_hidden_page(self.slug, self.get_parent())
        except ValidationError as problem:
            raise ValidationError({"slug": problem}) from problem

    def permissions_for_user(self, user):
        return page_permissions(user, self)

    def get_context(self, request, *args, **kwargs):
        """Tell the frame which page it surrounds."""
        request.shown_page = self
        look_up_links(self)
        return super().get_context(request, *args, **kwargs)

    def serve(self, request, *args, **kwargs):
        """Leave no copy of a page in the browser that its reader may have to leave at once."""
        response = super().serve(request, *args, **kwargs)
        if self.has_quick_exit:
            patch_cache_control(response, no_store=True)
        return response

    def serve_preview(self, request, mode_name):
        """Preview in the page's own language, whatever language the editor works in."""
        with translation.override(self.text_language.code):
            return super().serve_preview(request, mode_name).render()

    def get_view_restrictions(self):
        """A translation is at least as private as its source and the pages above it.

        Wagtail knows restrictions in one language only: made private later, a page would stay
        public in all the others.
        """
        if not private_paths():
            return PageViewRestriction.objects.none()
        above = self.get_ancestors(inclusive=True).order_by()
        return PageViewRestriction.objects.filter(
            Q(page__in=above)
            | Q(
                page__locale__language_code=source().code,
                page__translation_key__in=above.values("translation_key"),
            )
        )

    # Language

    @cached_property
    def text_language(self) -> Language:
        """The language that the page's own text is written in."""
        return get(self.locale.language_code)

    @property
    def is_fallback(self) -> bool:
        """Whether the reader asked for another language than the text has."""
        return self.text_language != current()

    # Address

    @property
    def address(self) -> str:
        """Where a reader of the current language finds this page."""
        return address(self)

    @property
    def canonical_address(self) -> str:
        """The full address of the page in the language of its text."""
        return absolute(address(self, self.text_language))

    # Whether the page has views of its own at addresses below it (Wagtail's RoutablePageMixin).
    answers_below = False

    # Whether readers may take the page along as a file for paper.
    offers_paper = False

    # Whether the feed of the whole site tells of it.
    in_feeds = True

    # Parameters of the address that the page understands; all others are ignored.
    query_parameters: tuple[str, ...] = ()

    # Safety

    # Whether every page of the type has "Leave this site", whatever an editor says.
    always_quick_exit = False

    @property
    def has_quick_exit(self) -> bool:
        return self.always_quick_exit or self.quick_exit

    # Lists and sharing

    # The fields that a list reads: those of the address, and whatever ``listing_…`` needs. Each
    # base class and each page type names those that it adds (core.page_types).
    listing_fields: tuple[str, ...] = (
        "content_type", "locale", "summary", "title", "translation_key", "url_path"
    )  # fmt: skip

    @property
    def listing_title(self) -> str:
        return self.title

    @property
    def listing_territory(self) -> str:
        """Code of the state whose name the title is, so that its footnote can follow it."""
        return ""

    @property
    def listing_kind(self) -> str:
        """What sort of thing this is, in the reader's language, e.g. "Ministerial"."""
        return ""

    @property
    def listing_date(self):
        """A ``core.dates.PartialDate``, or ``None`` for a page without a date of its own."""
        return None

    @property
    def listing_rank(self) -> int:
        """Where the page stands among others by date, as in ``PartiallyDated``; 0 without one."""
        return 0

    @property
    def listing_year(self) -> int | None:
        return self.listing_date.start.year if self.listing_date else None

    @property
    def listing_status(self) -> str:
        """What a reader must know before opening it, e.g. "Cancelled"; mostly nothing."""
        return ""

    @property
    def listing_place(self) -> str:
        """The place in the page's own words."""
        return ""

    @property
    def listing_country(self) -> str:
        """Code of the country; its name and footnote are looked up when it is shown."""
        return ""

    @property
    def listing_venue(self) -> str:
        """What stands in the place of a place, in the reader's language, e.g. "Online"."""
        return ""

    @property
    def structured_data(self) -> dict | None:
        """What the page is about, as a thing of schema.org; ``None`` if it is a mere page."""
        return None

    @property
    def description(self) -> str:
        """The text for search engines and link previews."""
        return self.search_description or self.summary

    # Search

    @property
    def subjects(self) -> Subjects:
        """What the page is about: the state it is named after, and where it happened."""
        return Subjects(
            territories=(self.listing_territory, self.listing_country), places=(self.listing_place,)
        )

    @property
    def index_names(self) -> list[str]:
        """What its subjects are called in all languages: names that its own text may not hold."""
        names = names_in_all_languages(self.subjects).values()
        return list(dict.fromkeys(chain.from_iterable(names)))

    @property
    def attached_files(self) -> list[AttachedFile]:
        """The uploaded documents that readers of the page are offered."""
        return attached_files(self)
