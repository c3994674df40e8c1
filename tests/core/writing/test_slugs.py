"""Slugs in ASCII from titles in every script."""

import re

import pytest
from django.conf import settings

from core.writing.slugs import MAX_LENGTH, slug_for, slug_formatters


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Meeting in Vienna", "meeting-in-vienna"),
        ("Adjustment of the strategy", "adjustment-of-the-strategy"),
        ("Ђорђевић у Љубљани", "dordevic-u-ljubljani"),
        ("Đorđević u Ljubljani", "dordevic-u-ljubljani"),
        ("Ѓорѓи и Ќерка", "gorgi-i-kerka"),
        ("Ъгъл за щастие", "agal-za-stastie"),
        ("Țară și Timişoara", "tara-si-timisoara"),
        ("Plan 2019–2020/21", "plan-2019-2020-21"),
        ("  ?!  ", ""),
    ],
)
def test_a_title_has_a_slug_in_ascii(title, slug):
    assert slug_for(title) == slug


def test_a_long_title_has_a_slug_with_room_for_a_number():
    assert len(slug_for("щ" * 255)) == MAX_LENGTH


@pytest.mark.parametrize("code", settings.SITE_ALPHABETS)
def test_the_form_spells_every_letter_as_the_server_does(code):
    for letter in settings.SITE_ALPHABETS[code].split():
        for written in (letter, letter.upper()):
            typed = written
            for pattern, replacement in slug_formatters():
                typed = re.sub(pattern, replacement, typed)
            assert typed.lower() == slug_for(written), written
