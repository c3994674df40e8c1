"""Validation of uploads, and the removal of metadata."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.models import Collection, UploadedFile

from core import limited_processes, uploads
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


def token_in_metadata(kind: str, **options) -> bytes:
    """Return a picture with a token in every metadata that the format has."""
    token = b"Zoran was here"
    exif = Image.Exif()
    exif[0x010E] = token.decode()
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + token + b"</x:xmpmeta>"
    options |= {"exif": exif, "xmp": xmp, "comment": token}
    if kind == "PNG":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Comment", token.decode())
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", xmp.decode())
    content = picture(kind, **options)
    assert token in content
    return content


def frames(count: int) -> dict:
    """Return the options with which Pillow saves so many further frames."""
    more = [Image.new("RGB", (40, 20), (number * 20, 0, 0)) for number in range(count)]
    return {"save_all": True, "append_images": more, "duration": 100}


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        *((kind, {}) for kind in ("AVIF", "GIF", "JPEG", "PNG", "WEBP")),
        *((kind, frames(1)) for kind in ("GIF", "WEBP")),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}",
)
def test_no_comment_and_no_other_metadata_is_stored(kind, options):
    form = image_form(token_in_metadata(kind, **options), f"hall.{kind.lower()}")
    assert form.is_valid(), form.errors
    with form.save().file.open() as file:
        content = file.read()
    assert b"Zoran" not in content
    assert getattr(Image.open(BytesIO(content)), "n_frames", 1) == (2 if options else 1)


def test_a_picture_stored_before_its_form_was_complete_has_no_metadata(editor_client):
    content = picture("JPEG", exif=position(), comment=b"Zoran was here")
    answer = editor_client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x" * 300, "files[]": SimpleUploadedFile("hall.jpg", content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.json()["success"]
    kept = UploadedFile.objects.get().file.read()
    assert b"Zoran" not in kept
    assert not Image.open(BytesIO(kept)).getexif()


def test_a_portrait_is_cleaned_and_limited_as_a_picture_is():
    form = AvatarPreferencesForm(
        {}, {"avatar": SimpleUploadedFile("me.jpg", picture("JPEG", exif=position()))}
    )
    assert form.is_valid(), form.errors
    assert not Image.open(form.cleaned_data["avatar"]).getexif()


def test_a_large_upload_is_replaced_by_the_clean_picture():
    content = picture("JPEG", exif=position())
    with TemporaryUploadedFile("hall.jpg", "image/jpeg", len(content), None) as upload:
        upload.write(content)
        upload.seek(0)
        data = {"title": "Hall", "collection": Collection.get_first_root_node().pk}
        assert not stored(get_image_form(SiteImage)(data, {"file": upload})).getexif()


# Pictures that would take too much


def refused_as_too_large(content: bytes, name: str) -> bool:
    form = image_form(content, name)
    return not form.is_valid() and "too many pixels" in str(form.errors["file"])


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_the_pixels_of_all_frames_count(kind, monkeypatch):
    field = uploads.SiteImageForm.declared_fields["file"]
    content = picture(kind, **frames(10))
    monkeypatch.setattr(field, "max_image_pixels", 11 * 40 * 20)
    assert image_form(content, f"hall.{kind.lower()}").is_valid()
    monkeypatch.setattr(field, "max_image_pixels", 11 * 40 * 20 - 1)
    assert refused_as_too_large(content, f"hall.{kind.lower()}")


def test_a_small_file_of_very_many_pixels_is_refused_without_decoding_it():
    written = BytesIO()
    Image.new("1", (6000, 6000)).save(written, "PNG")
    assert refused_as_too_large(written.getvalue(), "hall.png")


def test_a_picture_that_takes_too_much_time_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_SECONDS", 0)
    assert refused_as_too_large(picture("PNG"), "hall.png")


def test_a_picture_that_takes_too_much_memory_is_refused(monkeypatch):
    # The process gets the name of another module: one that takes memory without end.
    monkeypatch.setattr(uploads.picture_cleaning, "__name__", "tests.core.endless_memory")
    assert refused_as_too_large(picture("PNG"), "hall.png")


def test_a_crash_of_the_process_is_reported_as_a_damaged_picture(monkeypatch):
    monkeypatch.setattr(limited_processes.sys, "executable", "/bin/false")
    assert "damaged" in str(image_form(picture("PNG"), "hall.png").errors["file"])


def test_a_picture_with_scripts_is_refused():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for name in ("hall.svg", "hall.png"):
        assert "file" in image_form(svg, name).errors


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
        (b"PK\x03\x04", "agenda.txt", "TXT"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "budget.xlsx", "XLSX"),
    ],
)
def test_a_file_whose_content_does_not_match_its_extension_is_refused(content, name, kind):
    form = document_form(content, name)
    assert not form.is_valid()
    (error,) = form.errors["file"]
    assert f"is not {kind}" in error


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
        ("wagtailimages:add", ["JPEG", "15.0\xa0MB", "25 million pixels"]),
        ("wagtailimages:add_multiple", ["JPEG", "15.0\xa0MB", "25 million pixels"]),
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
