"""The Atom feed of the news."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.feeds import always_revalidated, atom_response
from core.localized_urls import path_below_home
from news.models import NewsIndexPage, NewsPage


@always_revalidated
def news_feed(request: HttpRequest) -> HttpResponse:
    index = NewsIndexPage.objects.for_reader().first()
    if not index:
        raise Http404
    return atom_response("news_feed", _("News"), path_below_home(index), NewsPage)
