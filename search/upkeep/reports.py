"""The report of searches without a result, from which editors promote pages."""

from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Max, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn

from core.languages import site_language
from core.reports import PeriodFilter, SwitchedReportView, last_day_of
from core.writing.folding import find_words
from search.models import Promotion, SearchSettings, UnansweredQuestion
from search.results.promotions import matching_promotions, promotion_language_code


class UnansweredFilterSet(WagtailFilterSet):
    period = PeriodFilter()

    class Meta:
        model = UnansweredQuestion
        fields = ["language"]


def language_name(row: dict) -> str:
    return site_language(row["language"]).name


class PromotionColumn(Column):
    """The page promoted for the words of a row, or a button to promote one."""

    cell_template_name = "search/promotion_cell.html"


class UnansweredReport(SwitchedReportView):
    """The searches of a period, the most frequent first."""

    model = UnansweredQuestion
    switch_model = SearchSettings
    switch = "counts_unanswered"
    page_title = _("Searches without a result")
    header_icon = "search"
    index_url_name = "unanswered_report"
    index_results_url_name = "unanswered_report_results"
    results_template_name = "search/unanswered_report_results.html"
    verbose_name_plural = _("searches without a result")
    filterset_class = UnansweredFilterSet
    search_fields = ["words"]
    default_ordering = "-times"
    list_export = ["words", "language", "times", "last_day"]
    export_headings = {"times": _("Times"), "last_day": _("Last day")}
    export_filename = "searches-without-a-result"

    @cached_property
    def columns(self):
        return [
            Column("words", label=_("Words"), sort_key="words"),
            Column("language", label=_("Language"), accessor=language_name),
            NumberColumn("times", label=_("Times"), sort_key="times"),
            Column("last_day", label=_("Last day"), accessor=last_day_of, sort_key="last_day"),
            PromotionColumn("promotion", label=_("Promoted page"), accessor=self.promotion_for),
        ]

    def get_base_queryset(self):
        by_words = UnansweredQuestion.objects.values("words", "language")
        return by_words.annotate(times=Sum("count"), last_day=Max("day"))

    def order_queryset(self, queryset):
        return queryset.order_by(self.ordering, "words", "language")

    def promotion_for(self, row: dict) -> dict:
        """Return the promotion for these words, if any, and the URLs to edit or add one."""
        language = site_language(row["language"])
        code = promotion_language_code(language)
        candidates = [item for item in self._active_promotions if item.language == code]
        folded = [word.folded for word in find_words(row["words"])]
        found = next(iter(matching_promotions(candidates, folded, language)), None)
        initial = urlencode({"language": code, "words": row["words"]})
        return {
            "promotion": found,
            "edit_url": found and reverse("promotion:edit", args=[found.pk]),
            "add_url": f"{reverse('promotion:add')}?{initial}",
            "may_edit": self.request.user.has_perm("search.change_promotion"),
            "may_add": self.request.user.has_perm("search.add_promotion"),
        }

    @cached_property
    def _active_promotions(self) -> list[Promotion]:
        return list(Promotion.objects.filter(active=True).select_related("page"))
