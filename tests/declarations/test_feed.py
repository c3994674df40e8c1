"""The feed of the declarations."""

import pytest

from tests import specimens as specimen
from tests.feed_reader import fetch, titles

pytestmark = pytest.mark.django_db


def test_the_feed_contains_declarations_only(client, home):
    specimen.meeting(home)
    specimen.declaration(home)
    specimen.content(home)
    assert titles(fetch(client, "/en/declarations/feed.atom")) == ["Vienna Declaration"]


def test_an_entry_has_the_date_and_place_of_the_adoption(client, home):
    specimen.declaration(home, place="Vienna", country="AT", summary="What it says.")
    (entry,) = fetch(client, "/en/declarations/feed.atom").entries
    assert entry.summary == (
        "<p>6 May 2019 · Statement</p><p>Vienna, Austria</p><p>What it says.</p>"
    )
