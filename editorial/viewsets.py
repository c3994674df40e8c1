"""Lists of the pages of one type in the source language, for editors; a base for content apps."""

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Locale, Page

from editorial.columns import LanguagesColumn, ReviewColumn
from editorial.filters import PageListingFilterSet
from editorial.models import PageReview
from editorial.policies import is_editor


class EditorMenuItem(MenuItem):
    """A menu item for those who may edit pages of the source language."""

    def is_shown(self, request):
        return is_editor(request.user)


class EditorialListingView(IndexView):
    """The pages in the source language, with the number of languages and the day of the review."""

    default_ordering = "-latest_revision_created_at"
    table_classname = "listing full-width editorial-listing"
    show_locale_labels = False  # all pages are in the source language

    def get_base_queryset(self):
        source = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
        return super().get_base_queryset().filter(locale=source.pk)

    def search_queryset(self, queryset):
        """Search among the filtered pages, without asking the index for the fields of filters.

        What is found is in the order of relevance.
        """
        if not self.is_searching:
            return queryset
        found = self.model.objects.filter(pk__in=queryset.order_by().values("pk"))
        return self.annotate_queryset(found).autocomplete(self.search_query)

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        same = OuterRef("translation_key")
        live = Page.objects.filter(translation_key=same, live=True).order_by()
        reviews = PageReview.objects.filter(translation_key=same)
        return (
            super()
            .annotate_queryset(pages)
            .annotate(
                live_languages=Subquery(
                    live.values("translation_key").annotate(number=Count("pk")).values("number")
                ),
                review_on=Subquery(reviews.values("review_on")[:1]),
            )
        )


class EditorialListingViewSet(PageListingViewSet):
    """A list of the pages of one type; subclasses name the type, its columns and its filters."""

    index_view_class = EditorialListingView
    filterset_class = PageListingFilterSet
    add_to_admin_menu = True
    menu_item_class = EditorMenuItem
    own_columns: tuple[Column, ...] = ()

    @property
    def columns(self) -> list[Column]:
        return [
            BulkActionsColumn("bulk_actions"),
            PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
            *self.own_columns,
            LanguagesColumn("live_languages", label=_("Languages"), sort_key="live_languages"),
            ReviewColumn("review_on", label=_("Review"), sort_key="review_on"),
            PageStatusColumn("status", label=_("State of the page"), sort_key="live"),
        ]
