"""A number that was cited once never comes to mean another paragraph."""

import pytest

from tests import specimens as specimen

pytestmark = pytest.mark.django_db


def paragraphs(page, *numbers):
    items = [("paragraph", {"number": number, "text": "<p>Words</p>"}) for number in numbers]
    page.paragraphs = specimen.stream(page, "paragraphs", *items)
    specimen.publish(page)
    return [block.value["number"] for block in page.paragraphs]


def test_the_number_of_a_deleted_paragraph_is_not_given_again(home):
    page = specimen.declaration(home)
    assert paragraphs(page, None, None, None) == [1, 2, 3]
    assert paragraphs(page, 1, 2) == [1, 2]
    assert paragraphs(page, 1, 2, None) == [1, 2, 4]
