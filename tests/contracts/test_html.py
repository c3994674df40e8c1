"""The HTML of every page is valid, in every language."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from core.addresses import address
from core.languages import all_languages
from tests.services.html_checker import html_problems

pytestmark = pytest.mark.django_db


def test_every_page_type_in_every_language_is_valid_html(specimens, client):
    paths = [
        address(page, language) for page in specimens.pages.values() for language in all_languages()
    ]
    paths += ["/"]
    for language in all_languages():
        with override(language.code):
            paths += [reverse("safety"), reverse("contacts"), reverse("contacts") + "?state=XK"]
    paths += [f"/{language.code}/search/?q=Vienna" for language in all_languages()]
    paths += [f"/{language.code}/nowhere/" for language in all_languages()]
    paths += ["/mk/meetings/?year=1066&kind=none", "/mk/meetings/?kind=ministerial&page=7"]
    assert not html_problems({path: client.get(path).content.decode() for path in paths})
