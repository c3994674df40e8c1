from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail import hooks
from wagtail.models import Page

from .models import NewsIndexPage, NewsPage
from .offered_documents import documents_of_news
from .open_data import NEWS_DATA_SET
from .viewsets import NewsListingViewSet

hooks.register("register_offered_documents", documents_of_news)


@hooks.register("register_unused_sections")
def empty_news_index_keys(top_pages: list[Page]) -> set[UUID]:
    """Return the translation keys of the list of news while readers find nothing in it."""
    list_type = ContentType.objects.get_for_model(NewsIndexPage)
    keys = {page.translation_key for page in top_pages if page.content_type_id == list_type.pk}
    return set() if keys and NewsPage.objects.latest_for_reader() else keys


@hooks.register("register_data_sets")
def register_news():
    return [NEWS_DATA_SET]


@hooks.register("register_admin_viewset")
def register_news_listing():
    return NewsListingViewSet("news_pages")
