"""The right column: the contents of a page, as they were rendered, and the languages it is in."""

import pytest
from django.template import Context, Template

from tests import specimens as specimen
from tests.public_pages import element_text, read

TEMPLATE = Template(
    "{% headed_text %}{% for id in ids %}"
    '<h2 id="{{ id }}" lang="mk">{{ title }}</h2><h2>Unaddressed</h2>'
    "{% endfor %}{% endheaded_text %}"
    '<div>{% include "core/components/contents.html" %}</div>{{ headed_text }}'
)


def rendered(*ids: str) -> tuple[str, str]:
    """Return the contents and the text."""
    contents, text = TEMPLATE.render(Context({"ids": ids, "title": "A & <b>"})).split("</div>")
    return contents, text


def test_contents_have_the_headings_in_their_order_and_language():
    contents, text = rendered("one", "two", "three")
    links = [f'<a href="#{id}" lang="mk">A &amp; &lt;b&gt;</a>' for id in ("one", "two", "three")]
    assert [contents.index(link) for link in links] == sorted(map(contents.index, links))
    assert "Unaddressed" not in contents
    assert text.count("<h2") == 6


@pytest.mark.parametrize("ids", [(), ("one", "two")])
def test_a_text_of_few_headings_has_no_contents(ids):
    contents, text = rendered(*ids)
    assert "<nav" not in contents
    assert text.count("id=") == len(ids)


@pytest.mark.django_db
def test_the_right_column_names_the_languages_of_the_page(client, home):
    page = specimen.meeting(home, slug="vienna", title="Vienna")

    def languages(code: str) -> list[str]:
        found = read(client, f"/{code}/meetings/vienna/").select(".languages-menu li")
        return [element_text(item) for item in found]

    assert languages("en") == []
    assert languages("sq") == ["English teksti që shfaqet këtu"]
    for code in ("sr-cyrl", "sr-latn"):
        for instance in (page.get_parent().specific, page):
            specimen.translate(instance, code)
    assert languages("en") == ["English", "Српски", "Srpski converted from the other script"]
