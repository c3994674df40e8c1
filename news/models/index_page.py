"""NewsIndexPage: the list of the news, the latest first."""

from django.utils.translation import gettext_lazy as _

from core.models import SectionPage
from core.paging import ListingPaginator, ids_for_reader, requested_page

from .news_page import LATEST_FIRST, NewsPage

NEWS_PER_PAGE = 20


class NewsIndexPage(SectionPage):
    """The list of the news. While there are none, nothing on the site leads to it."""

    query_parameters = ("page",)
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request, *args, **kwargs):
        ids = ids_for_reader(NewsPage, *LATEST_FIRST)
        page, problem = requested_page(
            ListingPaginator(ids, NEWS_PER_PAGE, NewsPage), request.GET.get("page", "")
        )
        context = super().get_context(request, *args, **kwargs)
        return context | {"news": page, "problems": [problem] if problem else []}
