"""The HTML of every page is valid, in every language."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from core.languages import site_language
from core.localized_urls import localized_url
from tests import grids
from tests.services.html_checker import html_problems

pytestmark = pytest.mark.django_db


def test_every_page_type_in_every_language_is_valid_html(specimens, client):
    paths = ["/"]
    for language in grids.languages():
        paths += [localized_url(page, language) for page in specimens.pages.values()]
        with override(language.code):
            paths += [reverse("safety"), reverse("contacts"), reverse("contacts") + "?state=XK"]
            paths += [reverse("data")]
            paths += [reverse("themes"), reverse("theme", args=[specimens.theme.slug])]
        beside = "mk,en" if language.code not in ("mk", "en") else "sq,sr-cyrl"
        paths += [f"{localized_url(specimens.pages['DeclarationPage'], language)}?with={beside}"]
        paths += [f"{localized_url(specimens.pages['MeetingIndexPage'], language)}?view=pictures"]
    paths += [f"/{language.code}/search/?q=Vienna" for language in grids.languages()]
    paths += [
        "/mk/search/",
        "/mk/search/?q=xyzzyqwv",
        "/mk/search/?q=Vienna&kind=meeting&order=date",
    ]
    paths += [
        "/mk/contacts-by-country/?state=XX",
        f"{localized_url(specimens.pages['DeclarationPage'], site_language('mk'))}?with=xx",
    ]
    paths += [f"/{language.code}/nowhere/" for language in grids.languages()]
    paths += ["/mk/meetings/?year=1066&kind=none", "/mk/meetings/?kind=ministerial&page=7"]
    assert not html_problems({path: client.get(path).content.decode() for path in paths})
