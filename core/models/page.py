"""BasePage: the fields of every page, and the properties that page types override."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.attachments import AttachedFile, attached_files
from core.django_internals import JointUpdateMixin
from core.forms import SiteCopyForm, SitePageForm
from core.languages import Language, active_language, site_language, source_language
from core.link_targets import prefetch_link_targets
from core.localization import for_reader, private_paths, sorted_by_translation_key
from core.localized_urls import absolute_url, localized_url
from core.non_page_routes import validate_slug_not_reserved
from core.page_permissions import page_permission_tester
from core.page_types import listing_fields
from core.panels import PageWarningsPanel, RenameNoticesPanel
from core.signals import page_address_changed
from core.site_tree import take_current_place
from core.subjects import Subjects, names_in_all_languages
from core.writing.slugs import slug_for

from .foreign_keys import PageForeignKeysMixin
from .preview import LanguagePreviewMixin


class ReaderPageQuerySet(PageQuerySet):
    def for_reader(self, language: Language | None = None) -> "ReaderPageQuerySet":
        """Narrow to live, public pages, each once, in the reader's language or its fallback."""
        return for_reader(self, language)

    def for_listing(self, *also: str) -> "ReaderPageQuerySet":
        """Narrow as ``for_reader``, and read only the fields of lists, and those named in ``also``.

        Otherwise most of the time goes into long texts, which no list shows.
        """
        return self.for_reader().only(*listing_fields(self.model), *also)

    def chosen(self, ids: list[int]) -> list["BasePage"]:
        """Return the pages that an editor chose, in this order, for a list."""
        keys = dict(Page.objects.filter(pk__in=ids).order_by().values_list("pk", "translation_key"))
        pages = self.filter(translation_key__in=keys.values()).for_listing()
        return sorted_by_translation_key(pages, [keys[pk] for pk in ids if pk in keys])


ReaderPageManager = PageManager.from_queryset(ReaderPageQuerySet)

# Label and help text of Wagtail's title field, for the languages that Wagtail is not translated to.
TITLE = (
    gettext_noop("title"),
    gettext_noop("The page title as you'd like it to be seen by the public"),
)


class BasePage(JointUpdateMixin, LanguagePreviewMixin, PageForeignKeysMixin, Page):
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

    content_panels = [PageWarningsPanel(), *Page.content_panels, FieldPanel("summary")]
    seo_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                RenameNoticesPanel(),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            heading=_("Address and search engines"),
        )
    ]
    promote_panels = [*seo_panels, FieldPanel("quick_exit")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("subject_names"),
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

        Two sources of one page would have different slugs and nothing to compare with.
        """
        return parent.locale.language_code == source_language().code and super().can_create_at(
            parent
        )

    def _set_core_field_defaults(self):
        """Derive a missing slug as the form does; Wagtail drops every letter that is not ASCII."""
        if not self.slug and (slug := slug_for(self.title)):
            self.slug = self._get_autogenerated_slug(slug)
        super()._set_core_field_defaults()

    # Whether a draft is being saved, which may be incomplete and contradict itself.
    is_deferred_validation = False

    def clean(self):
        super().clean()
        self._refuse_hidden_slug()
        if not self.is_deferred_validation:
            self.check_publication()

    def save_revision(self, *args, **kwargs):
        """Save a draft with what would stop its publication, also without the form."""
        was_deferred, self.is_deferred_validation = self.is_deferred_validation, True
        try:
            return super().save_revision(*args, **kwargs)
        finally:
            self.is_deferred_validation = was_deferred

    def check_publication(self) -> None:
        """Raise ``ValidationError`` with everything that stops the publication of the page.

        That is its own contradictions and what the functions of the hook
        ``register_publication_errors`` find. Each gets the page as it would be published, and
        returns objects with a ``message`` and an ``excerpt``. Texts are checked in the source
        language only: translations have checks of their own.
        """
        found = defaultdict(list)
        for field, message in self.contradictions(self.day_of_publication):
            found[field].append(message)
        if self.text_language.is_source:
            for find in hooks.get_hooks("register_publication_errors"):
                for error in find(self):
                    text = " ".join(filter(None, (error.message, error.excerpt)))
                    found[NON_FIELD_ERRORS].append(text)
        if found:
            raise ValidationError(dict(found))

    def contradictions(self, day: date) -> Iterable[tuple[str, str]]:
        """Yield what would mislead readers on the day of publication: a field and a message.

        A draft may have contradictions. It cannot be published or submitted with them.
        """
        return ()

    def editor_warnings(self) -> list[str]:
        """Return what the editor should look at again, in text or HTML; it may be right."""
        return []

    @property
    def day_of_publication(self) -> date:
        """Return today, or the later day on which the page is to go live."""
        today = timezone.localdate()
        return max(today, timezone.localdate(self.go_live_at)) if self.go_live_at else today

    def save(self, *args, update_fields=None, **kwargs):
        """Save the page where it is now, which may not be where it was when it was loaded."""
        keeps_place = update_fields is not None and "slug" not in update_fields
        if self._state.adding or keeps_place:
            return super().save(*args, update_fields=update_fields, **kwargs)
        with transaction.atomic():
            take_current_place(self)
            url_path_before = self.url_path
            saved = super().save(*args, update_fields=update_fields, **kwargs)
            if self.url_path != url_path_before:
                page_address_changed.send(
                    type(self), instance=self, url_path_before=url_path_before
                )
        return saved

    def minimal_clean(self):
        super().minimal_clean()
        self._refuse_hidden_slug()

    def _refuse_hidden_slug(self) -> None:
        try:
            validate_slug_not_reserved(self.slug, self.get_parent())
        except ValidationError as problem:
            raise ValidationError({"slug": problem}) from problem

    def permissions_for_user(self, user):
        return page_permission_tester(user, self)

    def get_context(self, request, *args, **kwargs):
        """Set the page that the layout is rendered for."""
        request.shown_page = self
        prefetch_link_targets(self)
        return super().get_context(request, *args, **kwargs)

    def serve(self, request, *args, **kwargs):
        """Forbid browsers to store a page that has "Leave this site"."""
        response = super().serve(request, *args, **kwargs)
        if self.has_quick_exit:
            patch_cache_control(response, no_store=True)
        return response

    def get_view_restrictions(self):
        """Return the restrictions of the page, its ancestors and what these are made from.

        A restriction of Wagtail applies to one language only: the translations of a page that
        becomes private would stay public.
        """
        if not private_paths():
            return PageViewRestriction.objects.none()
        above = self.get_ancestors(inclusive=True).order_by()
        return PageViewRestriction.objects.filter(
            Q(page__in=above)
            | Q(
                page__locale__language_code__in=[one.code for one in self.text_language.origins],
                page__translation_key__in=above.values("translation_key"),
            )
        )

    # Language

    @cached_property
    def text_language(self) -> Language:
        """The language of the page's content."""
        return site_language(self.locale.language_code)

    @property
    def is_fallback(self) -> bool:
        """Whether the page is shown in place of a missing translation."""
        return self.text_language != active_language()

    # URLs

    @property
    def localized_url(self) -> str:
        """URL, without host, of this page or its translation in the active language.

        Unlike Wagtail's ``url``, which is that of the page's own locale.
        """
        return localized_url(self)

    @property
    def canonical_url(self) -> str:
        """Absolute URL of the page in its own language."""
        return absolute_url(localized_url(self, self.text_language))

    # Whether the page serves URLs below its own (Wagtail's RoutablePageMixin).
    has_subpage_routes = False

    # Whether the page has a link to itself as a PDF.
    offers_pdf = False

    # Whether the feed of the whole site includes the page.
    in_feeds = True

    # Query parameters that the page uses; all others are ignored.
    query_parameters: tuple[str, ...] = ()

    def parameters_in(self, language: Language, parameters: dict[str, str]) -> dict[str, str]:
        """Return these query parameters as they are in a link to the page in a language."""
        return parameters

    # Safety

    # Whether every page of the type has "Leave this site"; the field is then ignored.
    always_quick_exit = False

    @property
    def has_quick_exit(self) -> bool:
        return self.always_quick_exit or self.quick_exit

    # Whether every page of the type is written in easy language.
    is_easy_to_read = False

    # Editorial work

    # The time after which somebody should read the page again.
    review_interval = timedelta(days=365)

    # Lists and sharing

    # The fields that a list reads: those of the URL, and those that ``listing_…`` uses. Each base
    # class and each page type has those that it adds (core.page_types).
    listing_fields: tuple[str, ...] = (
        "content_type", "locale", "summary", "title", "translation_key", "url_path"
    )  # fmt: skip

    @property
    def listing_title(self) -> str:
        return self.title

    @property
    def listing_territory(self) -> str:
        """Code of the state that the title names, so that its footnote mark can follow."""
        return ""

    @property
    def listing_kind(self) -> str:
        """The kind of the page's subject, in the active language, e.g. "Ministerial"."""
        return ""

    @property
    def listing_date(self):
        """A ``core.dates.PartialDate``, or ``None`` for a page without a date of its own."""
        return None

    @property
    def listing_rank(self) -> int:
        """Sort key by date, as in ``PartialDateMixin``; 0 for a page without a date."""
        return 0

    @property
    def listing_year(self) -> int | None:
        return self.listing_date.start.year if self.listing_date else None

    @property
    def listing_status(self) -> str:
        """A status that readers must see in the list, e.g. "Cancelled"; usually empty."""
        return ""

    @property
    def listing_place(self) -> str:
        """The place, in the language of the page."""
        return ""

    @property
    def listing_country(self) -> str:
        """Code of the country; templates render its name and footnote."""
        return ""

    @property
    def listing_venue(self) -> str:
        """The venue if there is no place, in the active language, e.g. "Online"."""
        return ""

    @property
    def structured_data(self) -> dict | None:
        """The main entity of the page in the vocabulary of schema.org; ``None`` if it has none."""
        return None

    @property
    def description(self) -> str:
        """The text for search engines and link previews."""
        return self.search_description or self.summary

    # Search

    @property
    def subjects(self) -> Subjects:
        """What the page is about: the state in its title, and the place of the event."""
        return Subjects(
            territories=(self.listing_territory, self.listing_country), places=(self.listing_place,)
        )

    @property
    def subject_names(self) -> list[str]:
        """Names of the page's subjects in all languages, which its own text may not contain."""
        names = names_in_all_languages(self.subjects).values()
        return list(dict.fromkeys(chain.from_iterable(names)))

    @property
    def attached_files(self) -> list[AttachedFile]:
        """The uploaded documents that the page links to."""
        return attached_files(self)
