"""NewsIndexPage: the list of the news, the latest first."""

from django.utils.translation import gettext_lazy as _

from core.models import SectionPage
from core.paging import KeyPaginator, requested_page

from .news_page import NewsPage

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
        news = KeyPaginator(NewsPage.objects.for_listing().latest_first(), NEWS_PER_PAGE)
        page, problem = requested_page(news, request.GET.get("page", ""))
        context = super().get_context(request, *args, **kwargs)
        return context | {"news": page, "problems": [problem] if problem else []}
