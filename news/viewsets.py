"""The list of the news for editors."""

from django.utils.translation import gettext_lazy as _

from editorial.columns import LocalDateColumn
from editorial.viewsets import EditorialListingViewSet, EditorMenuItem
from news.models import NewsIndexPage, NewsPage


class NewsMenuItem(EditorMenuItem):
    """Shown once somebody has created the list of news: a site may do without."""

    def is_shown(self, request):
        return super().is_shown(request) and NewsIndexPage.objects.exists()


class NewsListingViewSet(EditorialListingViewSet):
    model = NewsPage
    icon = "doc-full"
    menu_label = _("News")
    menu_order = 105
    menu_item_class = NewsMenuItem
    ordering = "-reported_on"
    own_columns = (LocalDateColumn("date", label=_("Date"), sort_key="reported_on"),)
