"""The HTML of Plone as blocks of a page."""

import pytest

from plone_import.convert.story import StoryConverter

pytestmark = pytest.mark.django_db


class CollectedTargets:
    """Leaves links as they are, and collects notes and pictures."""

    title = "Page"

    def __init__(self):
        self.notes, self.pictures = [], []

    def link_attributes(self, href: str):
        return {"href": href}

    def picture(self, src: str, alternative_text: str, caption: str):
        self.pictures.append((src, alternative_text, caption))
        return {"image": 1, "alternative_text": alternative_text, "caption": caption}

    def note(self, message: str) -> None:
        self.notes.append(message)


def convert(html: str, holds_tables: bool = True) -> tuple[list, CollectedTargets]:
    targets = CollectedTargets()
    return StoryConverter(targets, holds_tables).convert(html), targets


@pytest.mark.parametrize(
    ("html", "story"),
    [
        ("<h2>Aims</h2><p>We meet.</p>", [("heading", "Aims"), ("text", "<p>We meet.</p>")]),
        ("<h3>One</h3><p>a</p>", [("text", "<h3>One</h3><p>a</p>")]),
        ("<ul><li>a</li><li>b</li></ul>", [("text", "<ul><li>a</li><li>b</li></ul>")]),
        ("loose <b>words</b>", [("text", "<p>loose <b>words</b></p>")]),
        ("<div><div><p>deep</p></div>after</div>", [("text", "<p>deep</p><p>after</p>")]),
        ("<p>&nbsp;</p><p><br></p><p>a</p>", [("text", "<p>a</p>")]),
        ("<p>a<br>b</p>", [("text", "<p>a<br/>b</p>")]),
        ("<p>1 &lt; 2 &amp; 3</p>", [("text", "<p>1 &lt; 2 &amp; 3</p>")]),
        ("", []),
    ],
)
def test_html_becomes_blocks(html, story):
    assert convert(html)[0] == story


def test_the_markup_of_word_is_lost_and_its_words_stay():
    html = (
        "<!--[if gte mso 9]><xml><o:Office/></xml><![endif]--><style>p{}</style>"
        '<p class="MsoNormal" style="color:red"><span lang="SR"><o:p></o:p>Words'
        '<font face="Arial"> stay</font></span></p>'
        '<p class="MsoListParagraph"><span style="mso-list:Ignore">·  </span>one</p>'
        '<p class="MsoListParagraph">·&nbsp;&nbsp;two</p>'
    )
    assert convert(html)[0] == [("text", "<p>Words stay</p><ul><li>one</li><li>two</li></ul>")]


def test_a_numbered_list_of_word_becomes_a_numbered_list():
    html = '<p class="MsoListParagraph">1. one</p>\n<p class="MsoListParagraph">2. two</p>'
    assert convert(html)[0] == [("text", "<ol><li>one</li><li>two</li></ol>")]


def test_a_picture_within_a_paragraph_becomes_a_block_after_it():
    story, targets = convert('<p>before <img src="a" alt="A"> after</p>')
    assert [kind for kind, _value in story] == ["text", "picture"]
    assert targets.pictures == [("a", "A", "")]


def test_the_caption_of_a_figure_belongs_to_its_picture():
    story, targets = convert('<figure><img src="a" alt="A"><figcaption>Cap</figcaption></figure>')
    assert targets.pictures == [("a", "A", "Cap")]
    assert [kind for kind, _value in story] == ["picture"]


HOSTS = (
    "<table><caption>Hosts</caption><tr><th>Year</th><th>Host</th><th>Days</th></tr>"
    '<tr><th>2012</th><td colspan="2"><b>Belgrade</b></td></tr></table>'
)


def test_a_table_keeps_its_caption_and_headings_and_divides_joined_cells():
    story, targets = convert(HOSTS)
    assert story == [
        (
            "table",
            {
                "caption": "Hosts",
                "columns": [
                    {"type": "row_heading", "heading": "Year"},
                    {"type": "text", "heading": "Host"},
                    {"type": "text", "heading": "Days"},
                ],
                "rows": [{"values": ["2012", "Belgrade", ""]}],
            },
        )
    ]
    assert targets.notes == ["A table had joined cells, which are divided: look at it again."]


def test_a_cell_that_extends_over_rows_stands_in_each_of_them():
    [(_kind, table)], _targets = convert(
        "<table><thead><tr><td>Year</td><td>Place</td></tr></thead>"
        '<tr><td rowspan="2">2012</td><td>Ohrid</td></tr><tr><td>Brdo</td></tr></table>'
    )
    assert [row["values"] for row in table["rows"]] == [["2012", "Ohrid"], ["2012", "Brdo"]]


def test_a_table_without_a_caption_has_the_heading_above_it():
    table = (
        "<table><tr><td><b>a</b></td><td><b>b</b></td></tr><tr><td>1</td><td>2</td></tr></table>"
    )
    for html, caption in ((table, "Page"), (f"<h3>Costs</h3>{table}", "Costs")):
        story, targets = convert(html)
        assert story[-1][1]["caption"] == caption
        assert targets.notes == ["A table has no caption: the heading above stands in its place."]


def test_a_table_becomes_a_list_where_the_page_holds_no_tables():
    story, targets = convert(HOSTS, holds_tables=False)
    [(_kind, html)] = story
    assert html == "<p><b>Hosts</b></p><ul><li>Year: 2012; Host: <b>Belgrade</b></li></ul>"
    assert len(targets.notes) == 1


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td>1</td><td>2</td></tr>",
        "<tr><th>a</th><th></th></tr><tr><td>1</td><td>2</td></tr>",
        '<tr><th>a</th><th>b</th></tr><tr><td>1</td><td><a href="/x">2</a></td></tr>',
        "<tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td><td>3</td></tr>",
        f"<tr><th>a</th><th>b</th></tr><tr><td>{'1' * 501}</td><td>2</td></tr>",
        f"<tr>{'<th>a</th>' * 11}</tr><tr>{'<td>1</td>' * 11}</tr>",
        f"<tr><th>a</th><th>b</th></tr>{'<tr><td>1</td><td>2</td></tr>' * 101}",
        '<tr><th colspan="2">a</th></tr><tr><td>1</td><td>2</td></tr>',
        "<tr><th>a</th><th>b</th></tr>",
    ],
)
def test_a_table_that_would_lose_text_becomes_a_list(rows):
    story, targets = convert(f"<table>{rows}</table>")
    assert {kind for kind, _value in story} <= {"text"}
    assert len(targets.notes) == 1


def test_scripts_are_removed_and_frames_are_noted_with_their_address():
    story, targets = convert(
        '<p onclick="x()">a<script>b()</script></p><iframe src="https://x.org">'
    )
    assert story == [("text", "<p>a</p>")]
    assert targets.notes == ["Left out: <iframe> https://x.org"]


def test_a_heading_that_is_too_long_becomes_a_paragraph():
    story, targets = convert(f"<h2>{'a' * 121}</h2>")
    assert story == [("text", f"<p><b>{'a' * 121}</b></p>")]
    assert len(targets.notes) == 1


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li"])
def test_endlessly_nested_html_is_read_as_text(tag):
    story, _targets = convert(f"<{tag}>" * 500 + "end")
    assert "end" in str(story)
