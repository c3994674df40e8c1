"""A whole declaration from a word processor becomes a preamble and numbered paragraphs."""

import io
import json
import zipfile

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from declarations.models import DeclarationPage
from declarations.pasting import word_document
from declarations.pasting.splitting import SplitText, split_text
from declarations.pasting.text_parts import parts_of_plain_text
from declarations.pasting.word_document import parts_of_word_document

WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def pasted(*lines: str) -> SplitText:
    return split_text(parts_of_plain_text("\n".join(lines)))


def numbers_and_texts(split: SplitText) -> list[tuple[int | None, str]]:
    return [(item.number, item.html) for item in split.paragraphs]


def paragraph_xml(text: str, style: str = "", bold: bool = False) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p>{properties}<w:r>{run}<w:t>{text}</w:t></w:r></w:p>"


def word_file(body: str, before: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """Return a DOCX file with this body; ``before``: what precedes the root element."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{DOCUMENT}" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f"{before}<w:document {WORDS}><w:body>{body}</w:body></w:document>",
        )
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return written.getvalue()


# Splitting


def test_what_precedes_the_first_number_is_the_preamble():
    split = pasted("Recalling the Protocol,", "we agree:", "1.\tWe meet.", "2.\tWe act.")
    assert split.preamble == "<p>Recalling the Protocol,</p><p>we agree:</p>"
    assert numbers_and_texts(split) == [(1, "<p>We meet.</p>"), (2, "<p>We act.</p>")]


@pytest.mark.parametrize("style", ["{}.", "{})", "({})"])
def test_numbers_of_each_usual_style_are_read(style):
    split = pasted(*(f"{style.format(number)} We act." for number in (4, 5, 7)))
    assert [item.number for item in split.paragraphs] == [4, 5, 7]


def test_numbers_of_another_style_or_order_stay_in_their_paragraph():
    split = pasted("1. We act:", "(1) here", "(2) there.", "2018. was a year.", "2. We meet.")
    assert numbers_and_texts(split) == [
        (1, "<p>We act:</p><p>(1) here</p><p>(2) there.</p><p>2018. was a year.</p>"),
        (2, "<p>We meet.</p>"),
    ]


def test_a_heading_belongs_to_the_paragraph_after_it():
    split = pasted("We agree:", "PREVENTION", "1. We inform.", "II. Protection", "2. We protect.")
    assert numbers_and_texts(split) == [
        (1, "<h3>PREVENTION</h3><p>We inform.</p>"),
        (2, "<h3>II. Protection</h3><p>We protect.</p>"),
    ]


def test_without_numbers_clauses_that_end_in_a_comma_or_colon_are_the_preamble():
    split = pasted("Recalling the Protocol,", "we agree:", "We meet.", "We act:", "ANNEX")
    assert split.preamble == "<p>Recalling the Protocol,</p><p>we agree:</p>"
    assert numbers_and_texts(split) == [
        (None, "<p>We meet.</p>"),
        (None, "<p>We act:</p><h3>ANNEX</h3>"),
    ]


def test_lines_of_a_pdf_file_are_joined_to_paragraphs():
    split = pasted("1. We meet", "once a year.", "2. We act.", "", "3. We", "inform.")
    assert numbers_and_texts(split) == [
        (1, "<p>We meet once a year.</p>"),
        (2, "<p>We act.</p>"),
        (3, "<p>We inform.</p>"),
    ]


def test_markup_in_a_pasted_text_is_text():
    assert pasted("1. <script>x</script> & more").paragraphs[0].html == (
        "<p>&lt;script&gt;x&lt;/script&gt; &amp; more</p>"
    )


# Files


def test_a_word_document_is_read_with_its_headings_and_bold_text():
    data = word_file(
        paragraph_xml("Recalling,")
        + paragraph_xml("Prevention", style="Heading1")
        + paragraph_xml("1. We inform.", bold=True).replace("1. ", "")
        + paragraph_xml("1. We act &lt;now&gt;.")
    )
    split = split_text(parts_of_word_document(data))
    assert split.preamble == "<p>Recalling,</p><h3>Prevention</h3><p><b>We inform.</b></p>"
    assert numbers_and_texts(split) == [(1, "<p>We act &lt;now&gt;.</p>")]


def test_items_that_the_word_processor_numbers_are_paragraphs():
    numbering = (
        f'<w:numbering {WORDS}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/numbering" Target="numbering.xml"/></Relationships>'
    )
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r>'
    body = "".join(
        f"{item}<w:t>{text}</w:t></w:r></w:p>" if text != "between" else paragraph_xml(text)
        for text in ("One.", "Two.", "between", "Three.")
    )
    extra = {"word/numbering.xml": numbering, "word/_rels/document.xml.rels": relations}
    split = split_text(
        parts_of_word_document(word_file(body, extra={k: v.encode() for k, v in extra.items()}))
    )
    assert numbers_and_texts(split) == [
        (1, "<p>One.</p>"),
        (2, "<p>Two.</p><p>between</p>"),
        (3, "<p>Three.</p>"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 damaged",
        b"%PDF-1.7",
        word_file("<w:p>")[:200],
        word_file("<w:p><w:r>"),
        word_file("", before='<!DOCTYPE x [<!ENTITY a "b">]>'),
        word_file("<w:tbl>" * 2_000 + "</w:tbl>" * 2_000).replace(b"document", b"dokument"),
    ],
)
def test_what_is_no_word_document_is_refused(data):
    with pytest.raises(ValidationError):
        parts_of_word_document(data)


def test_a_file_that_would_unpack_to_too_much_is_refused_before_it_is_parsed(monkeypatch):
    monkeypatch.setattr("mammoth.convert_to_html", None)
    zeros = bytes(word_document.MAX_UNPACKED_SIZE + 1)
    for extra in (
        {"word/media/x.png": zeros},
        {"word/x.xml": zeros[: word_document.MAX_XML_SIZE + 1]},
    ):
        data = word_file("", extra=extra)
        assert len(data) < 100_000
        with pytest.raises(ValidationError, match="unpacked"):
            parts_of_word_document(data)


def test_a_file_of_very_many_parts_is_refused_before_it_is_parsed(monkeypatch):
    monkeypatch.setattr("mammoth.convert_to_html", None)
    data = word_file("<w:p/>" * (word_document.MAX_XML_TAGS + 1))
    with pytest.raises(ValidationError, match="too long"):
        parts_of_word_document(data)


# The view


def split_by_view(client, **data):
    return client.post(reverse("declarations_split_pasted_text"), data)


@pytest.mark.django_db
def test_an_editor_receives_a_preview_and_values_for_the_form(editor_client, home):
    text = "Recalling,\n" + "\n".join(f"{number}. We <act>." for number in range(1, 16))
    answer = split_by_view(editor_client, text=text).json()
    assert "We &lt;act&gt;." in answer["preview"]
    assert answer["preamble"]["blocks"][0]["text"] == "Recalling,"
    assert [item["number"] for item in answer["paragraphs"]] == list(map(str, range(1, 16)))
    assert json.loads(answer["paragraphs"][0]["text"])["blocks"][0]["text"] == "We <act>."
    assert not DeclarationPage.objects.exists()


@pytest.mark.django_db
def test_a_file_is_split_as_a_text_is(editor_client, home):
    file = SimpleUploadedFile("a.docx", word_file(paragraph_xml("1. We act.")))
    [paragraph] = split_by_view(editor_client, file=file).json()["paragraphs"]
    assert paragraph["number"] == "1"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "\0"},
        {"text": " \n "},
        {"text": "ONLY A HEADING"},
        {"text": "x" * 500_001},
        {"text": "1. A", "file": SimpleUploadedFile("a.docx", b"PK")},
        {"file": SimpleUploadedFile("a.docx", b"no")},
        {"text": "We act.\n" * 501},
    ],
)
def test_what_cannot_be_split_is_refused_with_a_message(editor_client, home, data):
    response = split_by_view(editor_client, **data)
    assert response.status_code == 400
    assert all(response.json()["errors"])


@pytest.mark.django_db
def test_only_who_may_edit_pages_can_use_it(client, home, django_user_model):
    assert split_by_view(client, text="1. A").status_code == 302
    other = django_user_model.objects.create_user("other")
    other.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(other)
    assert split_by_view(client, text="1. A").status_code in (302, 403)
