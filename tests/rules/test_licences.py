"""``docs/licences.md`` lists the packages that the site runs with."""

from tests.licences import DOCUMENT, document


def test_the_licences_of_all_packages_are_listed():
    assert DOCUMENT.read_text() == document(), "run python -m tests.licences"
