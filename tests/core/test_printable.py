"""PDF files and sharing cards of pages: their content, accessibility, caching and access."""

from io import BytesIO

import pikepdf
import pytest
import typst
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from PIL import Image
from wagtail.models import PageViewRestriction

from core.languages import site_language
from core.models import LayoutSettings
from core.printable import SiteNames, render_pdf, render_sharing_card
from core.printable.content import printable_content
from tests import grids
from tests import specimens as specimen
from tests.pdf_structure import bookmarks, languages_of, structure_faults
from tests.pdfs import text_of, texts_of_pages
from tests.public_pages import read

ADDRESS = "https://example.org/en/declarations/vienna/"

NAMES = SiteNames("NATC SEE", "Network of coordinators")


def document(main: str, language: str = "en") -> str:
    return f'<html lang="{language}"><body><main>{main}</main></body></html>'


def printed(main: str, language: str = "en") -> str:
    return text_of(render_pdf(document(f"<h1>Title</h1>{main}", language), ADDRESS, NAMES))


# Content

ALPHABETS = {
    "sq": "çështje që më përpara, Ëndërr",
    "hr": "čćđšž ČĆĐŠŽ, njegov, ljubav, džep",
    "cnr": "śutra, źenica",
    "sl": "že šesti člen",
    "ro": "știință, țară, ăâîșț ĂÂÎȘȚ",
    "mk": "ѓаволот ќе џвака ѕвезда љубов њива ѐ ѝ",
    "bg": "щъркел, цъфтеж, юли, ябълка ѝ",
    "sr-Cyrl": "ђак, ћирилица, џем, њива, љубав",
    "el": "εμπορία ανθρώπων",
    "tr": "insan ticareti, ığ İ ş ç",
}


@pytest.mark.parametrize(("tag", "words"), ALPHABETS.items())
def test_the_text_can_be_extracted_in_every_alphabet(tag, words):
    assert words in printed(f"<p>{words}</p>", tag)


def test_a_label_is_on_the_page_of_what_it_unfolds():
    folded = "<summary>Label</summary><dl><dt>Facts</dt><dd>Known</dd></dl>"
    for lines in range(34, 46):
        main = f"<h1>Title</h1>{'<p>Line</p>' * lines}<details data-print>{folded}</details>"
        pages = texts_of_pages(render_pdf(document(main), ADDRESS, NAMES))
        assert [page for page in pages if "Label" in page and "Known" in page], lines


@pytest.mark.parametrize(
    "hostile", ["#panic()", "*a* _b_ $x^2$", r"\u{41} @x <y>", "// no", "]}[{"]
)
def test_text_is_never_executed_as_typst_markup(hostile):
    escaped = hostile.replace("<", "&lt;")
    assert hostile in printed(f"<p>{escaped}</p>")


def test_elements_for_the_screen_only_are_left_out():
    text = printed(
        "<nav>Home</nav><form><p>Find</p></form><script>x</script>"
        "<p class='no-print'>Save</p><p>Kept</p>"
    )
    assert "Kept" in text
    assert not any(word in text for word in ("Home", "Filter", "Save", "x "))


def test_description_lists_lists_and_numbered_paragraphs_keep_their_order():
    text = printed(
        "<dl><dt>Place</dt><dd>Brdo</dd>"
        "<dt>Host</dt><dd><ul><li>One</li><li>Two</li></ul></dd></dl>"
        "<div data-print='numbered'><a>4</a>"
        "<div><p>The <strong>coordinators</strong> meet.</p></div></div>"
    )
    assert text.index("Place") < text.index("Brdo") < text.index("Host") < text.index("Two")
    assert "4 The coordinators meet." in text


def test_the_attribute_data_print_names_the_kind_of_an_element():
    main = (
        "<h1>T</h1><ul data-print='inline-list'><li>One</li><li lang='mk'>Два</li></ul>"
        "<div data-print='columns'><div>Left</div><div>Right</div></div>"
        "<p class='paragraph' data-print='notice'>Outdated</p>"
    )
    _, inline_list, columns, notice = printable_content(document(main), ADDRESS)["content"]
    macedonian = {"kind": "language", "language": "mk", "content": ["Два"]}
    assert inline_list == {"kind": "paragraph", "content": ["One", " · ", macedonian]}
    left, right = ([{"kind": "paragraph", "content": [word]}] for word in ("Left", "Right"))
    assert columns == {"kind": "columns", "items": [left, right]}
    outdated = {"kind": "paragraph", "content": ["Outdated"]}
    assert notice == {"kind": "notice", "content": [outdated]}


def test_links_are_absolute_urls():
    pdf = render_pdf(document('<h1>T</h1><p><a href="../2018/">Earlier</a></p>'), ADDRESS, NAMES)
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = [str(link.A.URI) for link in opened.pages[0].Annots]
    assert found == ["https://example.org/en/declarations/2018/"]


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ('<a href="https://icmpd.org/x">ICMPD</a>', "ICMPD (https://icmpd.org/x)"),
        ('<a href="https://icmpd.org/x">https://icmpd.org/x</a>', "https://icmpd.org/x"),
        ('<a href="https://example.org/en/">Home</a>', "Home"),
        ('<a href="/en/about/">About</a>', "About"),
        ('<a href="mailto:office@example.org">Write</a>', "Write"),
    ],
)
def test_a_link_to_another_site_is_followed_by_its_address_unless_that_is_its_text(link, text):
    assert f"See {text}." in printed(f"<p>See {link}.</p>")


@pytest.mark.django_db
def test_the_notices_of_the_site_are_printed_before_the_page(client, home, settings):
    settings.DEMONSTRATION = True
    text = {"language": "en", "text": "<p>Moved to Vienna.</p>"}
    block = LayoutSettings._meta.get_field("notice").stream_block
    LayoutSettings(notice=block.to_python([{"type": "text", "value": text}])).save()
    specimen.meeting(home, title="A meeting")
    printed = text_of(client.get("/en/meetings/vienna/document.pdf").content)
    first = "Demonstration · not the official site of the network Moved to Vienna."
    assert first in printed.partition("A meeting")[0]


# Accessibility


@pytest.mark.parametrize("tag", ["mk", "sr-Latn"])
def test_a_pdf_has_what_its_standard_demands(tag):
    table = "<table><tr><th>Year</th></tr><tr><td>2018</td></tr></table>"
    main = f"<h1>Наслов</h1><h2>A</h2><p>Текст <a href='/'>x</a></p>{table}<ul><li>1</li></ul>"
    pdf = render_pdf(document(main, tag), ADDRESS, NAMES)
    assert structure_faults(pdf, tag) == []
    assert bookmarks(pdf) == ["Наслов", "  A"]


def test_text_in_another_language_is_tagged_with_it_and_its_script():
    parts = "<p>A <span lang='sr-Cyrl'>и</span> <span lang='sq'>dhe</span></p><p lang='mk'>Цело</p>"
    pdf = render_pdf(document(f"<h1>T</h1>{parts}", "sr-Latn"), ADDRESS, NAMES)
    assert languages_of(pdf) == {"sr-Latn", "sr-Cyrl", "sq", "mk"}


def test_a_pdf_that_is_made_again_has_the_same_bytes():
    files = []
    for _ in range(2):
        cache.clear()
        files.append(render_pdf(document("<h1>T</h1>", "sr-Latn"), ADDRESS, NAMES))
    assert files[0] == files[1]
    with pikepdf.open(BytesIO(files[0])) as pdf:
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo)


# PDF files


@pytest.mark.django_db
@pytest.mark.parametrize("code", grids.codes())
def test_a_declaration_and_a_meeting_have_a_pdf_in_every_language(client, home, code):
    specimen.declaration(home, title="Vienna Declaration")
    specimen.meeting(home, title="Meeting in Vienna")
    for path, title in (
        ("declarations/vienna-declaration", "Vienna Declaration"),
        ("meetings/vienna", "Meeting in Vienna"),
    ):
        response = client.get(f"/{code}/{path}/document.pdf")
        assert response["Content-Type"] == "application/pdf"
        assert not response.cookies
        assert title in text_of(response.content)
        assert structure_faults(response.content, site_language(code).tag) == []


@pytest.mark.django_db
def test_the_page_links_to_its_pdf(client, home):
    specimen.declaration(home)
    html = client.get("/mk/declarations/vienna-declaration/").content.decode()
    assert 'href="/mk/declarations/vienna-declaration/document.pdf"' in html


@pytest.mark.django_db
def test_the_pdf_is_never_older_than_the_page(client, home):
    page = specimen.meeting(home)
    path = "/en/meetings/vienna/document.pdf"
    first = client.get(path)
    page.title = "Another title"
    specimen.publish(page)
    second = client.get(path, headers={"if-none-match": first["ETag"]})
    assert "Another title" in text_of(second.content)
    assert client.get(path, headers={"if-none-match": second["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_the_pdf_of_an_unchanged_page_is_rendered_once(client, home, monkeypatch):
    made = []
    compiling = typst.compile
    monkeypatch.setattr(typst, "compile", lambda *a, **k: made.append(1) or compiling(*a, **k))
    specimen.meeting(home)
    for _ in range(3):
        client.get("/en/meetings/vienna/document.pdf")
    assert len(made) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["document.pdf", "card.png"])
def test_the_files_of_a_page_with_a_password_are_open_to_whoever_has_it(client, home, name):
    page = specimen.meeting(home)
    specimen.restrict(page, PageViewRestriction.PASSWORD)
    assert client.get(f"/en/meetings/vienna/{name}").status_code == 404
    restriction = PageViewRestriction.objects.get()
    url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    client.post(url, {"password": "open", "return_url": "/en/meetings/vienna/"})
    answer = client.get(f"/en/meetings/vienna/{name}")
    assert answer.status_code == 200
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert "Cookie" in answer["Vary"]


@pytest.mark.django_db
def test_private_pages_and_other_types_have_no_pdf(client, home):
    specimen.restrict(specimen.meeting(home, "closed"))
    specimen.meeting(home, "withdrawn").unpublish()
    specimen.content(home, "about")
    for path in ("meetings/closed", "meetings/withdrawn", "meetings/none", "about", "meetings"):
        assert client.get(f"/en/{path}/document.pdf").status_code == 404


@pytest.mark.django_db
def test_a_citation_has_no_pdf(client, home):
    specimen.declaration(home)
    path = "/en/declarations/vienna-declaration/citation/ris"
    assert client.get(f"{path}/").status_code == 200
    assert client.get(f"{path}/document.pdf").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "document.pdf", "card.png"])
def test_the_files_of_a_page_have_its_cache_headers(client, home, name):
    specimen.meeting(home, quick_exit=True)
    assert "no-store" in client.get(f"/en/meetings/vienna/{name}")["Cache-Control"]


# Sharing cards


@pytest.mark.django_db
def test_every_page_has_a_sharing_card(client, home):
    specimen.meeting(home)
    for path in ("", "meetings/", "meetings/vienna/"):
        soup = read(client, f"/mk/{path}")
        tags = {tag["property"]: tag["content"] for tag in soup.select("meta[property]")}
        url = tags["og:image"].removeprefix(settings.SITE_ADDRESS)
        response = client.get(url)
        assert response["Content-Type"] == "image/png"
        assert Image.open(BytesIO(response.content)).size == (1200, 630)


@pytest.mark.parametrize("title", ["T", "Њ" * 200, "Слово " * 60, "#panic() $x$"])
def test_a_title_of_any_length_fits_on_one_card(title):
    assert Image.open(BytesIO(render_sharing_card(title, "mk", "2018", NAMES))).size == (1200, 630)


def text_on_card(title: str, box: tuple[int, int, int, int]) -> tuple | None:
    """Return the box around the text in this part of the card, which the emblem does not reach."""
    card = Image.open(BytesIO(render_sharing_card(title, "en", "2018", NAMES))).crop(box)
    return card.convert("L").point(lambda light: 255 * (light > 120)).getbbox()


def test_the_name_of_the_site_is_once_on_the_card_of_its_home_page():
    foot = (0, 480, 780, 630)
    assert text_on_card("A declaration", foot)
    assert not text_on_card(NAMES.publisher, foot)


def test_no_word_of_a_title_on_a_card_is_alone_on_its_line():
    _left, _top, right, _bottom = text_on_card(
        "Coordinators’ meeting in Stockholm", (0, 180, 1200, 470)
    )
    assert right < 800


@pytest.mark.django_db
def test_private_pages_have_no_card(client, home):
    specimen.restrict(specimen.meeting(home, "closed"))
    assert client.get("/en/meetings/closed/card.png").status_code == 404
