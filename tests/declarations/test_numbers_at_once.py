"""Paragraphs that are published at the same moment receive different numbers."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from wagtail.models import Revision

from declarations.models import ParagraphNumber
from tests import specimens as specimen
from tests.declarations.numbered_paragraphs import declared, ids, published, set_blocks
from tests.translation.concurrency import begin_before_commit

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def two_language_versions(home, given: int | None) -> list[Revision]:
    """Return drafts of a source and its translation, each with another paragraph in addition."""
    page = declared(home, None)
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    versions = [published("vienna-declaration"), page.get_translations().get().specific]
    kept = (ids(page)[0], None)
    return [
        set_blocks(version, kept, (str(uuid4()), given)).save_revision() for version in versions
    ]


def test_two_publications_at_once_give_different_numbers(home):
    revisions = two_language_versions(home, None)
    assert not begin_before_commit(*(revision.publish for revision in revisions))
    numbers = ParagraphNumber.objects.values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3]


def test_the_second_of_two_who_give_the_same_number_at_once_is_refused(home):
    revisions = two_language_versions(home, 7)
    [refused] = begin_before_commit(*(revision.publish for revision in revisions))
    assert isinstance(refused, ValidationError)
