"""What is closed to the public is in none of its outputs: a token is planted and looked for.

Everything exists once for each way in which it can be closed, and once open; public pages and
settings refer to all of it. Search at the moment of a restriction: tests/search.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from core.models import LayoutSettings, SiteDocument, SiteImage, Theme
from core.page_types import page_types
from declarations.models import Reaffirmation
from search.models import Promotion
from tests import grids, pdfs
from tests import specimens as specimen
from tests.data_set_files import PATHS

# No language has these letters. A slug has other ones: an answer may repeat its address.
TOKEN, SLUG = "wxq", "qwx"
OPEN = "open"
LANGUAGES = ["en", "mk"]


def below_restricted(page: Page, home) -> None:
    """Move the page below a restricted one, which is not in a list itself."""
    above = specimen.content(home, slug=f"above-{page.pk}", title="Above")
    specimen.restrict(above)
    page.move(above, "last-child")


def become_draft(page: Page, home) -> None:
    page.unpublish()


def expire(page: Page, home) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def go_live_tomorrow(page: Page, home) -> None:
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()


CLOSING = {
    OPEN: lambda page, home: None,
    "login": lambda page, home: specimen.restrict(page, PageViewRestriction.LOGIN),
    "password": lambda page, home: specimen.restrict(page, PageViewRestriction.PASSWORD),
    "groups": lambda page, home: specimen.restrict(page, PageViewRestriction.GROUPS),
    "above": below_restricted,
    "draft": become_draft,
    "expired": expire,
    "tomorrow": go_live_tomorrow,
}
# A translation has a life of its own, unless the page is restricted.
TRANSLATED = [OPEN, "login", "password", "groups", "above"]
PRIVATE = "private"
CLOSED = [way for way in CLOSING if way != OPEN]


@dataclass
class PlantedSite:
    """The pages by way of closing, and the addresses of uploaded files by the same."""

    pages: dict[str, list[Page]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def png() -> bytes:
    written = BytesIO()
    Image.new("RGB", (60, 40), "#0f4c5c").save(written, "PNG")
    return written.getvalue()


def planted_files(way: str, collection: Collection) -> tuple[SiteImage, SiteDocument]:
    words = f"{TOKEN}{way} kangaroos"
    picture = SiteImage.objects.create(
        title=words, description=words, file=ContentFile(png(), "a.png"), collection=collection
    )
    content = ContentFile(pdfs.written(words), "a.pdf")
    document = SiteDocument.objects.create(title=words, file=content, collection=collection)
    return picture, document


def plant_pages(site: PlantedSite, home, way: str) -> None:
    """Publish a page of each type that has records, in themes and with files, and close them."""
    words, slug = f"{TOKEN}{way} quokkas", f"{SLUG}{way}"
    rich = f"<p>{words}</p>"
    picture, document = planted_files(way, Collection.get_first_root_node())
    meeting = specimen.meeting(
        home, slug=slug, title=words, summary=words, place=words, country="AT", host=words,
        start_date=date(1999, 5, 6), outcome=rich,
    )  # fmt: skip
    meeting.themes = [Theme.objects.get()]
    meeting.documents = specimen.stream(
        meeting, "documents", ("file", specimen.file_block(document) | {"title": words})
    )
    specimen.publish(meeting)
    declaration = specimen.declaration(
        home, slug=slug, title=words, summary=words, preamble=rich, meeting=meeting,
        start_date=date(1999, 5, 6),
    )  # fmt: skip
    paragraph = {"text": rich, "themes": [Theme.objects.get().slug]}
    declaration.paragraphs = specimen.stream(declaration, "paragraphs", ("paragraph", paragraph))
    specimen.publish(declaration)
    about = specimen.content(home, slug=slug, title=words, summary=words)
    shown = {"image": picture.pk, "alternative_text": words, "caption": words}
    about.body = specimen.stream(
        about, "body", ("heading", words), ("text", rich), ("picture", shown)
    )
    specimen.publish(about)
    pages = [meeting, declaration, about]
    if way in TRANSLATED:
        for page in pages:
            specimen.translate(page, "mk")
    site.pages[way] = pages
    rendition = picture.get_rendition("width-20")
    site.files[way] = [picture.file.url, rendition.url, document.url]


def plant_private_files(site: PlantedSite, home) -> None:
    """Publish a page with a picture and a document of a private collection."""
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    picture, document = planted_files(PRIVATE, collection)
    page = specimen.use_file(home, document, slug="private-files")
    shown = {"image": picture.pk, "alternative_text": "A hall", "caption": ""}
    page.body = [*page.body.raw_data, {"type": "picture", "value": shown}]
    specimen.publish(page)
    rendition = picture.get_rendition("width-20")
    site.files[PRIVATE] = [picture.file.url, rendition.url, document.url]


def refer_to_all(site: PlantedSite, home) -> None:
    """Have pages, settings and promotions refer to every planted page."""
    meetings, declarations, abouts = zip(*site.pages.values(), strict=True)
    planted = [page for pages in site.pages.values() for page in pages]
    links = "".join(f'<a linktype="page" id="{page.pk}">a link</a> ' for page in planted)
    index = specimen.content(home, slug="index", title="Index")
    index.body = specimen.stream(
        index, "body", ("text", f"<p>{links}</p>"), ("page_links", [page.pk for page in planted])
    )
    specimen.publish(index)
    newer = specimen.declaration(home, slug="newer", title="Newer")
    newer.reaffirmations = [Reaffirmation(declaration=page) for page in declarations]
    specimen.publish(newer)
    history = home.get_children().get(slug="history").specific
    history.milestones = specimen.stream(
        history,
        "milestones",
        *[
            (
                "milestone",
                {
                    "start_date": "2010-10-20", "date_precision": "day", "title": "Founded",
                    "text": "", "picture": [], "page": page.pk,
                },
            )
            for page in meetings
        ],
    )  # fmt: skip
    specimen.publish(history)
    home.refresh_from_db()
    chosen = [("document", page.pk) for page in declarations]
    home.key_documents = specimen.stream(home, "key_documents", *chosen)
    specimen.publish(home)
    for page in abouts:
        Promotion.objects.create(page=page, words="rodents", language="en")
    menu = LayoutSettings._meta.get_field("menu").stream_block
    links = [{"page": page.pk, "address": "", "labels": []} for page in abouts]
    items = [{"type": "link", "value": link} for link in links]
    LayoutSettings.objects.create(menu=menu.to_python(items))


@pytest.fixture(scope="module")
def site(home_of_module, updated_indexes) -> PlantedSite:
    site, home = PlantedSite(), home_of_module
    specimen.theme()
    for section in home.get_children().filter(slug__in=["meetings", "declarations"]).specific():
        specimen.translate(section, "mk")
    for way in CLOSING:
        plant_pages(site, home, way)
    plant_private_files(site, home)
    refer_to_all(site, home)
    for way, close in CLOSING.items():
        for page in site.pages[way]:
            close(type(page).objects.get(pk=page.pk), home)
    return site


def addresses_of(page: Page) -> list[str]:
    """Return what readers may try for one page."""
    below = page.url_path.split("/", 2)[2]
    names = [
        "", "document.pdf", "card.png", "calendar.ics", "citation/ris/", "citation/bibtex/",
        "citation/csl-json/", "side-by-side/", "?languages=en,mk",
    ]  # fmt: skip
    in_languages = [f"/{code}/{below}{name}" for code in LANGUAGES for name in names]
    permalinks = [f"/d/{page.pk}", f"/d/{page.pk}/1"]
    return [*in_languages, *permalinks, f"/api/v2/pages/{page.pk}/"]


def addresses_of_site() -> list[str]:
    """Return every address that does not belong to one page, with its variants."""
    files = [f"{path}.{ending}" for path in PATHS.values() for ending in grids.file_formats()]
    paths = [
        "", "meetings/", "meetings/?year=1999", "meetings/?state=AT", "declarations/", "states/",
        "history/", "index/", "private-files/", "declarations/newer/", "contacts-by-country/",
        "themes/", "themes/prevention/", "data/", "feed.atom", "meetings/feed.atom",
        "declarations/feed.atom", "meetings/calendar.ics", "meetings/calendar-all.ics",
        "accessibility/", "safety/", "nowhere/",
        "document.pdf", "card.png", "declarations/newer/document.pdf",
        "search/?q=quokkas", "search/?q=kangaroos", "search/?q=quokkas&year=1999",
        "search/?q=rodents", "search/?q=qokkas", "search/?q=quokkas+zzyzx",
        "search/suggestions/?q=quok", "search/suggestions/?q=kang", *files,
    ]  # fmt: skip
    in_languages = [f"/{code}/{path}" for code in LANGUAGES for path in paths]
    types = [model._meta.label for model in page_types()]
    queries = [f"type={name}&locale={code}" for name in types for code in LANGUAGES]
    api = [f"/api/v2/pages/?limit=20&{query}" for query in queries]
    sitemaps = ["/sitemap.xml", *(f"/sitemap-{code}.xml" for code in LANGUAGES)]
    return [*in_languages, *api, "/api/v2/pages/?limit=20", *sitemaps, "/robots.txt"]


def content_of(response) -> str:
    """Return the text of an answer, also that of a packed file and of the headers."""
    content = response.getvalue()
    kind = response.headers.get("Content-Type", "")
    if kind == "application/pdf":
        with pypdfium2.PdfDocument(content) as opened:
            text = " ".join(page.get_textpage().get_text_range() for page in opened)
    elif content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            text = " ".join(archive.read(name).decode() for name in archive.namelist())
    else:
        text = content.decode(errors="replace")
    return f"{text} {response.headers}"


def ways_in(text: str, prefix: str) -> set[str]:
    return set(re.findall(rf"{prefix}({'|'.join([*CLOSING, PRIVATE])})", text))


@pytest.mark.django_db
def test_a_planted_token_is_in_no_output_of_the_site(client, site):
    outputs = {path: content_of(client.get(path)) for path in addresses_of_site()}
    shown = {path: ways_in(text, TOKEN) | ways_in(text, SLUG) for path, text in outputs.items()}
    for code in LANGUAGES:
        # A link that an editor wrote to a restricted page leads those there who may read it.
        path = f"/{code}/index/"
        shown[path] = ways_in(outputs[path], TOKEN)
    assert {path: ways - {OPEN} for path, ways in shown.items() if ways - {OPEN}} == {}
    # What is open is in most of them, so that the others prove something.
    assert len([path for path, ways in shown.items() if OPEN in ways]) > len(outputs) / 2


@pytest.mark.django_db
@pytest.mark.parametrize("way", CLOSED)
def test_a_closed_page_shows_nothing_at_any_of_its_addresses(client, site, way):
    pages = site.pages[way]
    for page in pages if grids.is_full else [pages[CLOSED.index(way) % len(pages)]]:
        for path in addresses_of(Page.objects.get(pk=page.pk)):
            answer = client.get(path)
            assert ways_in(content_of(answer), TOKEN) <= {OPEN}, path
            if not path.endswith(("/", "mk")):
                assert answer.status_code in (302, 404), path


@pytest.mark.django_db
def test_an_open_page_shows_the_token_at_its_addresses(client, site):
    shown = {
        path
        for page in site.pages[OPEN]
        for path in addresses_of(page)
        if OPEN in ways_in(content_of(client.get(path)), TOKEN)
    }
    assert len(shown) >= 20


@pytest.mark.django_db
def test_files_are_as_closed_as_the_pages_that_use_them(client, site):
    answers = {
        way: {client.get(path).status_code for path in paths} for way, paths in site.files.items()
    }
    assert answers.pop(OPEN) == {200}
    assert answers.pop(PRIVATE) == {302, 404}
    assert set(map(frozenset, answers.values())) == {frozenset({404})}


@pytest.mark.django_db
def test_a_session_without_permissions_sees_no_more(site, django_user_model):
    reader = Client()
    reader.force_login(django_user_model.objects.create_user("reader", email="r@example.org"))
    for way in ("password", "groups", "draft", "expired", "tomorrow"):
        for page in site.pages[way]:
            for name in ("", "document.pdf", "card.png"):
                path = f"/en/{page.url_path.split('/', 2)[2]}{name}"
                assert ways_in(content_of(reader.get(path)), TOKEN) <= {OPEN}, path
