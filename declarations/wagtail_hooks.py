from django.urls import path
from wagtail import hooks

from .admin_views import split_pasted_text
from .models import DeclarationPage
from .offered_documents import documents_of_declarations
from .open_data import DECLARATION_DATA_SET, PARAGRAPH_DATA_SET
from .theme_timelines import THEMES_ROUTE, theme_routes
from .viewsets import DeclarationListingViewSet

hooks.register("register_offered_documents", documents_of_declarations)
hooks.register("register_pages_about", DeclarationPage.objects.about)


@hooks.register("register_non_page_routes")
def register_themes():
    return [THEMES_ROUTE, *theme_routes()]


@hooks.register("register_data_sets")
def register_declarations():
    return [DECLARATION_DATA_SET, PARAGRAPH_DATA_SET]


@hooks.register("register_admin_urls")
def register_pasting():
    return [path("declarations/split/", split_pasted_text, name="declarations_split_pasted_text")]


@hooks.register("register_admin_viewset")
def register_declaration_listing():
    return DeclarationListingViewSet("declaration_pages")
