"""What a new site starts with: its languages, the trees below them and the editors' role.

Idempotent: what exists is left as it is.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Locale, Page, Site

from core.languages import all_languages, source
from declarations.models import DeclarationIndexPage
from home.models import HistoryPage, HomePage
from meetings.models import MeetingIndexPage
from states.models import StateIndexPage
from translation.roles import synchronise_roles


def set_up_site() -> HomePage:
    """Create languages, home pages, sections and roles, and return the source's home page."""
    for language in all_languages():
        Locale.objects.get_or_create(language_code=language.code)
    with translation.override(source().code):
        home = _source_home()
        _sections(home)
    for language in all_languages():
        _home_in(home, language)
    synchronise_roles()
    return home


def _source_home() -> HomePage:
    locale = Locale.objects.get(language_code=source().code)
    home = HomePage.objects.filter(locale=locale).first()
    if home:
        return home
    root = Page.get_first_root_node()
    # Wagtail's own first migration leaves a welcome page, where our home belongs.
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


def _sections(home: HomePage) -> None:
    """The addresses that every language has: meetings, declarations, history, states."""
    wanted = [
        MeetingIndexPage(title=gettext("Meetings"), slug="meetings"),
        DeclarationIndexPage(title=gettext("Declarations"), slug="declarations"),
        HistoryPage(title=gettext("History"), slug="history"),
        StateIndexPage(title=gettext("Participating states"), slug="states"),
    ]
    for page in wanted:
        if not type(page).objects.child_of(home).exists():
            page.show_in_menus = True
            page.locale = home.locale
            home.add_child(instance=page)


def _home_in(home: HomePage, language) -> None:
    """A draft of the home page, so that translations below it have a parent from the start."""
    if (
        not home.get_translations(inclusive=True)
        .filter(locale__language_code=language.code)
        .exists()
    ):
        home.copy_for_translation(Locale.objects.get(language_code=language.code))
