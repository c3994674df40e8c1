"""The contents of a page are the headings of its text, as they were rendered."""

import pytest
from django.template import Context, Template

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
