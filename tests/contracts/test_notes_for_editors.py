"""What editors note for one another reaches no reader, on pages, in data and in feeds."""

import pytest
from django.test import Client
from wagtail.models import Comment, Locale

from core.languages import site_language
from core.localized_urls import localized_url
from tests import specimens as specimen
from tests.data_set_files import PATHS
from tests.help_lines import confirmed_line
from translation.choices import TermStatus
from translation.models.glossary import GlossaryTerm, GlossaryTermForm

pytestmark = pytest.mark.django_db

NOTE = "wxq"  # no language has these letters


def test_no_note_of_editors_is_in_public_output(specimens, client: Client, editor):
    state = specimens.pages["StatePage"]
    line = confirmed_line(note=NOTE)
    state.help_lines = specimen.stream(state, "help_lines", ("help_line", line))
    specimen.publish(state)
    term = GlossaryTerm.objects.create(text="referral", is_public=True, note=NOTE)
    GlossaryTermForm.objects.create(
        term=term,
        locale=Locale.objects.get(language_code="mk"),
        text=f"упатување {NOTE}",
        status=TermStatus.PROPOSED,
        proposal_note=NOTE,
    )
    for page in specimens.pages.values():
        Comment.objects.create(page=page, user=editor, text=NOTE, contentpath="title")
    paths = [
        localized_url(page, site_language(code))
        for page in specimens.pages.values()
        for code in ("en", "mk")
    ]
    paths += [f"/en/{path}.{ending}" for path in PATHS.values() for ending in ("csv", "json")]
    paths += ["/en/contacts-by-country/?state=XK", "/en/feed.atom", "/en/meetings/calendar.ics"]
    paths += [
        f"/mk/glossary/{name}" for name in ("", f"{term.pk}/", "glossary.csv", "glossary.tbx")
    ]
    paths += ["/en/library/", f"/api/v2/pages/{state.pk}/", "/en/search/?q=referral"]
    assert len(paths) > 20
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert NOTE not in content.decode(), path
