"""EasyReadPage: what another page or a view of the site says, in easy language."""

from collections.abc import Iterator
from datetime import date

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.forms import SitePageForm
from core.languages import active_language
from core.localization import best_translations_by_key, live_and_public
from core.models import BasePage
from core.non_page_routes import NonPageRoute
from core.page_types import listing_fields
from core.routing import HOME_DEPTH
from home.blocks import EasyStoryBlock
from home.fields import EasyRouteField, easy_routes


class EasyReadPageForm(SitePageForm):
    def _post_clean(self):
        """Tell a new page, which has no place in the tree, where it will be."""
        self.instance.intended_parent = self.parent_page
        super()._post_clean()


class EasyReadPage(BasePage):
    """The easy version of the page above it or, directly below the home page, of a view.

    As a page below its original, it moves and is restricted, deleted and restored with it.
    """

    view_name = EasyRouteField(
        _("easy version of"),
        blank=True,
        default="",
        help_text=_(
            "What this page says in easy language. The easy version of a part of the site that is "
            "no page, such as Help, stands directly below the home page."
        ),
    )
    body = StreamField(
        EasyStoryBlock(),
        verbose_name=_("text of the page"),
        blank=True,
        default=list,
        help_text=_(
            "One idea in each sentence, and each idea on a line of its own. At most 15 words in a "
            "sentence. Use words that everybody knows, and explain the others. Speak to the "
            "reader: “you”. Say what is, not what is not. Write numbers as digits, and no "
            "abbreviations. Have people who need easy language read it before you publish it."
        ),
    )

    base_form_class = EasyReadPageForm
    is_easy_to_read = True
    in_feeds = False  # its original is
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = []
    content_panels = [*BasePage.content_panels, FieldPanel("view_name"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("view_name", overridable=False),
    ]

    class Meta:
        verbose_name = _("easy-to-read page")
        verbose_name_plural = _("easy-to-read pages")

    # What it is the easy version of

    intended_parent: Page | None = None

    @property
    def original_view(self) -> NonPageRoute | None:
        """The view that this is the easy version of, unless that is a page."""
        return easy_routes().get(self.view_name)

    @cached_property
    def original_page(self) -> BasePage | None:
        """The page that this is the easy version of, as its readers see it, if they may."""
        codes = [language.code for language in active_language().fallback_chain]
        of_reader = [one for one in self._originals if one.locale.language_code in codes]
        best = best_translations_by_key(live_and_public(of_reader), codes)
        return next(iter(best.values()), None)

    @cached_property
    def _originals(self) -> list[BasePage]:
        """The page that this is the easy version of, in all languages, published or not."""
        parent = None if self.view_name else self.get_parent()
        if not parent or parent.depth <= HOME_DEPTH:
            return []
        model = parent.specific_class
        pages = model.objects.filter(translation_key=parent.translation_key)
        names = {*listing_fields(model), "expire_at", "live", "path", "quick_exit"}
        return list(pages.select_related("locale").only(*names))

    @property
    def leads_to_help(self) -> bool:
        return bool(self.original_view and self.original_view.leads_to_help)

    @property
    def has_quick_exit(self) -> bool:
        """Whether it has "Leave this site", as its original does."""
        originals = [self.original_view] if self.original_view else self._originals
        return super().has_quick_exit or any(one.has_quick_exit for one in originals)

    def get_template(self, request, *args, **kwargs):
        """The easy version of Help is as small and as discreet as Help itself."""
        return "home/easy_help_page.html" if self.leads_to_help else super().get_template(request)

    @property
    def listing_kind(self) -> str:
        return _("Easy to read")

    # What stops a publication

    def contradictions(self, day: date) -> Iterator[tuple[str, str]]:
        yield from super().contradictions(day)
        yield from self._contradictions_of_help()
        parent = self.intended_parent or self.get_parent()
        if not parent:
            return
        is_below_home = parent.depth == HOME_DEPTH
        if self.view_name and not is_below_home:
            yield "view_name", _("Choose “the page above this one”, or move this page below home.")
        elif not self.view_name and is_below_home:
            yield "view_name", _("Choose what this page is the easy version of.")
        others = EasyReadPage.objects.child_of(parent).filter(live=True, view_name=self.view_name)
        if others.exclude(pk=self.pk).exists():
            yield "view_name", _("There is an easy version already: change that one.")

    def _contradictions_of_help(self) -> Iterator[tuple[str, str]]:
        if not self.leads_to_help:
            return
        slug = self.original_view.slug
        if not self.slug.startswith(slug):
            message = _("The address has to begin with “%(address)s”, which shows no purpose.")
            yield "slug", message % {"address": slug}
        if any(block.block_type == "picture" for block in self.body):
            yield "body", _("The easy version of Help has no pictures, so that it opens quickly.")
