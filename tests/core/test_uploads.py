"""Validation of uploads, and the removal of metadata."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from core.models import SiteDocument, SiteImage

pytestmark = pytest.mark.django_db

ORIENTATION, GPS = 0x0112, 0x8825
RED, BLUE = (200, 0, 0), (0, 0, 200)


def picture(kind: str, mode: str = "RGB", **options) -> bytes:
    """Return a wide image whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (40, 20), BLUE)
    image.paste(RED, (0, 0, 20, 20))
    written = BytesIO()
    image.convert(mode).save(written, kind, **options)
    return written.getvalue()


def position() -> Image.Exif:
    """Return EXIF data with a GPS position and a rotated camera, as telephones write it."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # to be turned a quarter to the right
    exif[GPS] = {1: "N", 2: (46.0, 14.0, 30.0), 3: "E", 4: (14.0, 21.0, 0.0)}
    return exif


def image_form(content: bytes, name: str):
    upload = SimpleUploadedFile(name, content)
    data = {"title": "Hall", "collection": Collection.get_first_root_node().pk}
    return get_image_form(SiteImage)(data, {"file": upload})


def stored(form) -> Image.Image:
    assert form.is_valid(), form.errors
    image = form.save()
    with image.file.open() as file:
        opened = Image.open(BytesIO(file.read()))
    assert (image.width, image.height) == opened.size
    return opened


def document_form(content: bytes, name: str):
    upload = SimpleUploadedFile(name, content)
    data = {"title": "Agenda", "collection": Collection.get_first_root_node().pk}
    return get_document_form(SiteDocument)(data, {"file": upload})


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_valid_image_keeps_its_format(kind):
    assert stored(image_form(picture(kind), f"hall.{kind.lower()}")).format == kind


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_truncated_image_is_refused_with_advice(kind):
    content = picture(kind)
    form = image_form(content[: len(content) - 40], f"hall.{kind.lower()}")
    assert not form.is_valid()
    assert "damaged or incomplete" in str(form.errors["file"])


def test_a_text_with_the_extension_of_an_image_is_refused():
    assert "file" in image_form(b"<html></html>", "hall.png").errors


def test_an_image_of_a_telephone_is_stored_upright_and_without_its_position():
    kept = stored(image_form(picture("JPEG", exif=position(), quality=95), "hall.jpg"))
    assert kept.size == (20, 40)
    assert not kept.getexif()
    top, bottom = kept.getpixel((10, 5)), kept.getpixel((10, 35))
    assert top[0] > top[2]
    assert bottom[2] > bottom[0]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_no_format_keeps_the_position(kind):
    kept = stored(image_form(picture(kind, exif=position()), f"hall.{kind.lower()}"))
    assert not kept.getexif().get_ifd(GPS)


def test_a_multi_picture_file_keeps_no_position():
    second = Image.new("RGB", (40, 20))
    content = picture("MPO", exif=position(), save_all=True, append_images=[second])
    assert Image.open(BytesIO(content)).format == "MPO"
    assert not stored(image_form(content, "hall.jpg")).getexif().get_ifd(GPS)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "P"), ("PNG", "LA"), ("PNG", "1"), ("PNG", "RGBA"), ("JPEG", "L"), ("JPEG", "CMYK")],
)
def test_every_colour_mode_is_kept(kind, mode):
    original = Image.open(BytesIO(picture(kind, mode))).convert("RGB")
    kept = stored(image_form(picture(kind, mode), f"hall.{kind.lower()}")).convert("RGB")
    for point in ((3, 3), (36, 16)):
        pairs = zip(original.getpixel(point), kept.getpixel(point), strict=True)
        assert all(abs(before - after) < 12 for before, after in pairs)


def test_a_transparent_palette_stays_transparent():
    written = BytesIO()
    Image.new("P", (4, 4), 0).save(written, "PNG", transparency=0)
    assert (
        stored(image_form(written.getvalue(), "sign.png")).convert("RGBA").getpixel((1, 1))[3] == 0
    )


def test_an_animation_keeps_its_frames():
    second = Image.new("RGB", (40, 20), RED)
    content = picture("GIF", save_all=True, append_images=[second], duration=100)
    assert stored(image_form(content, "sign.gif")).n_frames == 2


def test_a_change_of_the_title_alone_does_not_change_the_image():
    form = image_form(picture("JPEG"), "hall.jpg")
    assert form.is_valid()
    image = form.save()
    before = image.file.name
    data = {"title": "Another", "collection": image.collection_id}
    changed = get_image_form(SiteImage)(data, instance=image)
    assert changed.is_valid(), changed.errors
    assert changed.save().file.name == before


@pytest.mark.parametrize("name", ["agenda.pdf", "AGENDA.PDF"])
def test_a_pdf_passes(name):
    form = document_form(b"%PDF-1.7\n%%EOF\n", name)
    assert form.is_valid(), form.errors
    assert form.save().kind == "PDF"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"<!doctype html><script>alert(1)</script>", "agenda.pdf", "PDF"),
        (b"%PDF-1.7\n%%EOF\n", "agenda.docx", "DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "budget.xlsx", "XLSX"),
    ],
)
def test_a_file_whose_content_does_not_match_its_extension_is_refused(content, name, kind):
    form = document_form(content, name)
    assert not form.is_valid()
    assert f"is not {kind}" in str(form.errors["file"])


def test_an_extension_that_is_not_allowed_is_refused():
    assert "file" in document_form(b"<html></html>", "page.html").errors


@pytest.mark.parametrize("name", ["list.csv", "notes.txt"])
def test_plain_text_passes(name):
    form = document_form("Žabljak\n".encode(), name)
    assert form.is_valid(), form.errors


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("wagtaildocs:add", ["PDF, ODT", "25.0\xa0MB"]),
        ("wagtaildocs:add_multiple", ["PDF, ODT", "25.0\xa0MB"]),
        ("wagtailimages:add", ["JPEG", "15.0\xa0MB", "50 million pixels"]),
        ("wagtailimages:add_multiple", ["JPEG", "15.0\xa0MB", "50 million pixels"]),
    ],
)
def test_a_form_names_its_limits_before_the_upload(editor_client, name, words):
    shown = editor_client.get(reverse(name)).content.decode()
    assert all(word in shown for word in words)


def test_a_document_that_is_too_large_is_refused_with_the_limit(settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1024
    form = document_form(b"%PDF-1.7\n" + b" " * 2000, "agenda.pdf")
    assert not form.is_valid()
    assert "1.0\xa0KB" in str(form.errors["file"])
