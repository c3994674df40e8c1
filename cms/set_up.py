"""The initial content of a new site: locales, page trees and roles.

It is idempotent: what exists is not changed. Of what Wagtail's migrations create, it replaces the
welcome page, and the groups and the workflow that nobody uses.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, pgettext
from wagtail.models import Locale, Page, Site

from core.languages import Language, all_languages, source_language
from declarations.models import DeclarationIndexPage
from home.models import HistoryPage, HomePage
from meetings.models import MeetingIndexPage
from states.models import StateIndexPage
from translation.roles import synchronise_roles

from .stock_groups import remove_stock_groups


def set_up_site() -> HomePage:
    """Create locales, home pages, sections and roles; return the home page of the source."""
    for language in all_languages():
        Locale.objects.get_or_create(language_code=language.code)
    with translation.override(source_language().code):
        home = _get_or_create_source_home()
        _create_missing_sections(home)
    for language in all_languages():
        _create_missing_home(home, language)
    remove_stock_groups()
    synchronise_roles()
    return home


def _get_or_create_source_home() -> HomePage:
    locale = Locale.objects.get(language_code=source_language().code)
    home = HomePage.objects.filter(locale=locale).first()
    if home:
        return home
    root = Page.get_first_root_node()
    # Wagtail's first migration creates a welcome page, which the home page replaces.
    for welcome in root.get_children():
        welcome.delete()
    root.refresh_from_db()
    home = root.add_child(
        instance=HomePage(title=gettext("Home"), slug="home", locale=locale, live=True)
    )
    host, _, port = settings.SITE_ADDRESS.partition("://")[2].partition(":")
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": host,
            "port": int(port or (443 if settings.SITE_ADDRESS.startswith("https") else 80)),
            "root_page": home,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    return home


def _create_missing_sections(home: HomePage) -> None:
    """Create the sections: meetings, declarations, history, states."""
    pages = [
        MeetingIndexPage(title=gettext("Meetings"), slug="meetings"),
        DeclarationIndexPage(title=gettext("Declarations"), slug="declarations"),
        HistoryPage(title=pgettext("section of the site", "History"), slug="history"),
        StateIndexPage(title=gettext("Participating states"), slug="states"),
    ]
    for page in pages:
        if not type(page).objects.child_of(home).exists():
            page.show_in_menus = True
            page.locale = home.locale
            home.add_child(instance=page)


def _create_missing_home(home: HomePage, language: Language) -> None:
    """Create a draft of the home page, so that its translated descendants have a parent."""
    if (
        not home.get_translations(inclusive=True)
        .filter(locale__language_code=language.code)
        .exists()
    ):
        home.copy_for_translation(Locale.objects.get(language_code=language.code))
