from wagtail import hooks

from .models import Theme
from .places import cldr_city_names, place_names_on_pages
from .rich_text import ReaderDocumentLinkHandler, ReaderPageLinkHandler
from .territories import cldr_names_in_all_languages
from .views import ACCESSIBILITY_ROUTE, SAFETY_ROUTE

hooks.register("register_territory_names", cldr_names_in_all_languages)
hooks.register("register_theme_names", Theme.objects.names_of)
hooks.register("register_place_names", cldr_city_names)
hooks.register("register_place_names", place_names_on_pages)


@hooks.register("register_non_page_routes")
def register_safety_and_accessibility():
    return [SAFETY_ROUTE, ACCESSIBILITY_ROUTE]


# The order is after Wagtail's own registrations, because these replace them.
@hooks.register("register_rich_text_features", order=10)
def register_links(features):
    features.register_link_type(ReaderPageLinkHandler)
    features.register_link_type(ReaderDocumentLinkHandler)
