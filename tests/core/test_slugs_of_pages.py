"""A page without a slug gets one in Latin letters from its title."""

import pytest

from home.models import ContentPage
from tests import specimens as specimen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("title", ["Ђорђевић у Љубљани", "Đorđević u Ljubljani"])
def test_a_title_in_either_script_gives_the_same_slug(home, title):
    page = ContentPage(title=title, locale=home.locale)
    home.add_child(instance=page)
    assert page.slug == "dordevic-u-ljubljani"


def test_a_slug_that_is_taken_gets_a_number(home):
    specimen.content(home, "o-nama")
    page = ContentPage(title="О нама", locale=home.locale)
    home.add_child(instance=page)
    assert page.slug == "o-nama-2"
