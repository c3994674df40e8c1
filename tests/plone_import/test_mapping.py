"""The mapping file."""

import pytest
from django.core.exceptions import ValidationError

from plone_import.export.plone_objects import PloneObject
from plone_import.mapping import read_mapping

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = ", "no valid TOML"),
        ("colour = 1", "no setting “colour”"),
        ('time_zone = "Europe/Nowhere"', "no time zone"),
        ('time_zone = "../../etc/passwd"', "no time zone"),
        ("time_zone = 5", "wrong kind"),
        ("rules = 5", "wrong kind"),
        ("rules = [5]", "does not say what it is for"),
        ('[[rules]]\nbecomes = "page"', "does not say what it is for"),
        ('[[rules]]\npath = "a"\nbecomes = "film"', "nothing can become “film”"),
        ('[[rules]]\npath = "a"\ncolour = "red"', "there is no “colour”"),
        ('[[rules]]\npath = "a"\nvalues = {kind = 5}', "“kind” cannot have this value"),
        ('[[rules]]\npath = "a"\nvalues = {path = "x"}', "“path” cannot have this value"),
        ('[[rules]]\npath = "a"\nvalues = 5', "“values” cannot have this value"),
        ('[languages]\nme = "xx"', "no language “xx”"),
        ('[tags]\na = "nothing"', "no theme"),
        ('[tags]\na = "\\u0000"', "no theme"),
    ],
)
def test_mistakes_get_a_message(text, message):
    with pytest.raises(ValidationError) as refused:
        read_mapping(text)
    assert message in " ".join(refused.value.messages)


def item(path: str, **values) -> PloneObject:
    return PloneObject({"@type": "Document", "UID": "a", **values}, path=path)


def test_the_first_rule_that_matches_decides():
    mapping = read_mapping(
        """
        [[rules]]
        below = "en/news"
        tag = "statement"
        becomes = "declaration"
        [[rules]]
        below = "/en/news/"
        becomes = "nothing"
        [[rules]]
        type = "Document"
        publish = false
        """
    )
    assert mapping.rule(item("en/news/a", subjects=["statement"]), "").becomes == "declaration"
    assert mapping.rule(item("en/news/a"), "").becomes == "nothing"
    assert mapping.rule(item("en/newsletter"), "").becomes == "page"
    assert not mapping.rule(item("en/newsletter"), "").publish


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en", "en"),
        ("", "en"),
        ("sr", "sr-cyrl"),
        ("sr-latn", "sr-latn"),
        ("sr_RS", "sr-cyrl"),
        ("mk-mk", "mk"),
        ("de", None),
        ("x" * 500, None),
    ],
)
def test_languages_of_plone_are_those_of_the_site(code, language):
    found = read_mapping("").language(code)
    assert (found and found.code) == language
