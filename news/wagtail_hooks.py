from uuid import UUID

from wagtail import hooks

from .models import NewsIndexPage, NewsPage
from .viewsets import NewsListingViewSet


@hooks.register("register_unused_sections")
def news_without_any() -> set[UUID]:
    """Return the translation keys of the list of news while readers find nothing in it."""
    if NewsPage.objects.latest_for_reader():
        return set()
    return set(NewsIndexPage.objects.order_by().values_list("translation_key", flat=True))


@hooks.register("register_admin_viewset")
def register_news_listing():
    return NewsListingViewSet("news_pages")
