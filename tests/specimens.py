"""Creates a page of every type, with every part that the type allows, and translates it."""

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page, PageViewRestriction, ReferenceIndex
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.style_guide.sample_objects import example_values
from core.languages import all_languages, site_language
from core.models import SiteDocument, SiteImage, Theme
from declarations.models import DeclarationPage, Reaffirmation, Signatory
from home.models import ContentPage, HomePage
from meetings.models import MeetingPage, MeetingParticipant
from news.models import NewsIndexPage, NewsPage
from states.models import StatePage
from tests.help_lines import confirmed_line
from tests.published_pages import add, publish
from translation.actions.drafts import create_drafts
from translation.actions.publish_composed import create_revisions, publish_composed
from translation.segments.composition import compose_first, validate_composed
from translation.segments.sources import update_source
from translation.segments.text import load_segments, source_segments

RICH = "<p>Words with <b>weight</b>.</p><ul><li>One</li><li>Two</li></ul>"


@dataclass
class Specimens:
    """The source pages by type name, the theme, and the uploaded files."""

    pages: dict[str, Page] = field(default_factory=dict)
    theme: Theme | None = None
    image: SiteImage | None = None
    document: SiteDocument | None = None


def stream(page: Page, name: str, *items: tuple) -> StreamValue:
    """Build a stream from pairs of block type and stored value; each block gets an id."""
    block = page._meta.get_field(name).stream_block
    value = block.to_python([{"type": kind, "value": stored} for kind, stored in items])
    for child in value:
        child.value  # noqa: B018 - resolves the stored value of a lazy stream
    return block.to_python(value.get_prep_value())


def picture() -> SiteImage:
    written = BytesIO()
    Image.new("RGB", (1200, 800), "#0f4c5c").save(written, "PNG")
    return SiteImage.objects.create(
        title="Hall", credit="Secretariat", file=ContentFile(written.getvalue(), "hall.png")
    )


def document() -> SiteDocument:
    return SiteDocument.objects.create(
        title="Agenda", file=ContentFile(b"%PDF-1.7\n%%EOF\n", "agenda.pdf"), file_size=15
    )


def theme(slug: str = "prevention", name: str = "Prevention") -> Theme:
    source = Locale.objects.get(language_code="en")
    return Theme.objects.create(name=name, slug=slug, locale=source)


def meeting(home: HomePage, slug: str = "vienna", **values) -> MeetingPage:
    """Publish a meeting; ``values`` are added to the required fields or replace them."""
    fields = {
        "title": "Meeting in Vienna",
        "start_date": date(2019, 5, 6),
        "status": "held",
        "locale": home.locale,
    }
    page = MeetingPage(slug=slug, **{**fields, **values})
    return add(home.get_children().get(slug="meetings"), page)


def declaration(home: HomePage, slug: str = "vienna-declaration", **values) -> DeclarationPage:
    fields = {
        "title": "Vienna Declaration",
        "kind": "statement",
        "start_date": date(2019, 5, 6),
        "locale": home.locale,
    }
    page = DeclarationPage(slug=slug, **{**fields, **values})
    return add(home.get_children().get(slug="declarations"), page)


def state(home: HomePage, slug: str = "slovenia", **values) -> StatePage:
    fields = {
        "title": "Slovenia",
        "territory": "SI",
        "institution": "Anti-Trafficking Service",
        "locale": home.locale,
    }
    page = StatePage(slug=slug, **{**fields, **values})
    return add(home.get_children().get(slug="states"), page)


def content(home: HomePage, slug: str = "about", **values) -> ContentPage:
    page = ContentPage(slug=slug, **{"title": "About us", "locale": home.locale, **values})
    return add(home, page)


def news(home: HomePage, slug: str = "budva", **values) -> NewsPage:
    """Publish a piece of news, below a list of news that is published before, if there is none."""
    index = NewsIndexPage.objects.child_of(home).first()
    if not index:
        index = NewsIndexPage(title="News", slug="news", locale=home.locale)
        add(home, index)
    fields = {"title": "A meeting in Budva", "reported_on": date(2022, 6, 7), **values}
    page = NewsPage(slug=slug, locale=home.locale, **fields)
    return add(index, page)


def restrict(page: Page, kind: str = PageViewRestriction.LOGIN) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="open")


def file_block(document) -> dict:
    """Return the value of a file block with a document of this site."""
    return {
        "title": "Agenda",
        "kind": "agenda",
        "language": "en",
        "document": document.pk,
        "url": "",
    }


def use_file(home: HomePage, document, slug: str = "files") -> ContentPage:
    """Publish a page with a document, which is public by that: tests pause the reference index."""
    page = content(home, slug=slug)
    page.body = stream(page, "body", ("file", file_block(document)))
    publish(page)
    ReferenceIndex.create_or_update_for_object(page)
    return page


def translated_text(text: str, code: str) -> str:
    """Return the translation of a text of the source: the text with the code before it.

    A derived script has the text of its origin.
    """
    return f"{site_language(code).derived_from or code} {text}"


def translate(instance, *codes: str) -> None:
    """Translate a published object with ``translated_text``.

    A derived script is translated from its origin. The origin has to be translated first.
    """
    source = update_source(instance)
    rows = list(source_segments(source))
    for code in codes:
        origin = site_language(code).derived_from
        if origin and origin != source.locale.language_code:
            translate(instance.get_translations().get(locale__language_code=origin), code)
            continue
        locale = Locale.objects.get(language_code=code)
        translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
        _store_texts(translation, rows)
        if not isinstance(instance, Page):
            source.create_or_update_translation(locale)
        elif instance.live and instance.depth > 2 and not instance.has_translation(locale):
            _publish_first(translation, instance.specific, rows)
        else:
            page, _ = source.create_or_update_translation(locale, publish=False)
            Page.objects.get(pk=page.pk).specific.get_latest_revision().publish()


def _store_texts(translation: Translation, rows: list[StringSegment]) -> None:
    locale, before = translation.target_locale, f"{translation.source.locale.language_code} "
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                locale=locale,
                translation_of=row.string,
                context=row.context,
                data=translated_text(row.string.data.removeprefix(before), locale.language_code)[
                    :250
                ],
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )


@transaction.atomic(savepoint=False)
def _publish_first(translation: Translation, page: Page, rows: list[StringSegment]) -> None:
    """Publish a new translation of a page, in half the time that wagtail-localize takes."""
    locale = translation.target_locale
    draft = create_drafts(page, [locale], is_saved_later=True)[locale.pk]
    compose_first(translation, load_segments(translation, rows), draft, is_copy=True)
    validate_composed(draft)
    create_revisions([draft], [None])
    publish_composed(draft, None)


def every_kind(home: HomePage, *codes: str) -> Specimens:
    """Create a page of every type with all its parts; translate the pages into these languages."""
    from tests.easy_pages import rich_easy_version  # these use this module
    from tests.rich_pages import rich_history, rich_news

    made = Specimens(theme=theme(), image=picture(), document=document())
    sections = {page.slug: page for page in home.get_children().specific()}
    made.pages["ContentPage"] = _content(home, made)
    made.pages["EasyReadPage"] = rich_easy_version(made.pages["ContentPage"], made)
    made.pages["ContentPage"].refresh_from_db()
    made.pages["StatePage"] = _state(home)
    made.pages["MeetingPage"] = _meeting(home, made)
    made.pages["DeclarationPage"] = _declaration(home, made)
    made.pages["HistoryPage"] = rich_history(sections["history"], made)
    made.pages["NewsPage"] = rich_news(home, made)
    sections["news"] = made.pages["NewsPage"].get_parent().specific
    for slug in ("meetings", "declarations", "states", "news"):
        # Publishing saves all fields. Pages were added below this one since it was read, so that
        # its number of children would be overwritten with the old one.
        sections[slug].refresh_from_db()
        sections[slug].introduction = RICH
        made.pages[type(sections[slug]).__name__] = publish(sections[slug])
    chosen = ("document", made.pages["DeclarationPage"].pk)
    home.key_documents = stream(home, "key_documents", chosen)
    home.picture = stream(
        home,
        "picture",
        ("picture", {"image": made.image.pk, "alternative_text": "A hall", "caption": ""}),
    )
    home.history_teaser = "Since 2010."
    made.pages["HomePage"] = publish(home)
    in_tree_order = sorted(made.pages.values(), key=lambda page: page.path)
    for instance in [made.theme, *in_tree_order]:
        translate(instance, *codes)
    return made


def find_specimens() -> Specimens:
    """Return what ``every_kind`` returned when it filled the database."""
    pages = Page.objects.filter(locale__language_code="en", depth__gt=1).exclude(slug="earlier")
    return Specimens(
        pages={type(page).__name__: page for page in pages.order_by("path").specific()},
        theme=Theme.objects.get(locale__language_code="en"),
        image=SiteImage.objects.get(),
        document=SiteDocument.objects.get(),
    )


def other_languages() -> list[str]:
    return [language.code for language in all_languages() if not language.is_source]


def _content(home: HomePage, made: Specimens) -> ContentPage:
    page = ContentPage(title="Privacy", slug="privacy", summary="Short.", locale=home.locale)
    home.add_child(instance=page)
    meetings = home.get_children().get(slug="meetings")
    link = (
        f'<p>See <a linktype="page" id="{meetings.pk}">the meetings</a> '
        f'and <a linktype="document" id="{made.document.pk}">the agenda</a>.</p>'
    )
    page.body = stream(
        page,
        "body",
        ("heading", "What we do"),
        ("text", RICH + link),
        ("notice", {"tone": "warning", "text": RICH}),
        ("questions", [{"question": "Why?", "answer": RICH}]),
        ("quotation", {"text": "We agree.", "attribution": "The 2018 declaration"}),
        ("picture", {"image": made.image.pk, "alternative_text": "A hall", "caption": "Brdo"}),
        (
            "table",
            {
                "caption": "Meetings",
                "columns": [
                    {"type": "row_heading", "heading": "Meeting by number"},
                    {"type": "text", "heading": "Place"},
                ],
                "rows": [{"values": ["The first", "Brdo"]}, {"values": ["The second", "Sofia"]}],
            },
        ),
        ("file", _file(made)),
        ("page_links", [meetings.pk]),
    )
    return publish(page)


def _file(made: Specimens) -> dict:
    return {
        "title": "Agenda",
        "kind": "agenda",
        "language": "sl",
        "document": made.document.pk,
        "url": "",
    }


def _state(home: HomePage) -> StatePage:
    page = StatePage(
        title="Kosovo",
        slug="kosovo",
        territory="XK",
        institution="Office of the National Anti-Trafficking Coordinator",
        institution_native="Koordinatori Kombëtar",
        native_language="sq",
        designation_footnote="This designation is without prejudice to positions on status.",
        locale=home.locale,
        **example_values(StatePage),
    )
    line = confirmed_line(number="0800 11 112", operator="Police", hours="always")
    page.help_lines = stream(page, "help_lines", ("help_line", line))
    page.sources = stream(page, "sources", ("source", {"title": "A source"}))
    page.checked_on = date(2024, 1, 2)
    return add(home.get_children().get(slug="states"), page)


def _meeting(home: HomePage, made: Specimens) -> MeetingPage:
    page = meeting(home, place="Vienna", country="AT", **example_values(MeetingPage))
    page.summary, page.host = "A summary.", "A ministry"
    page.outcome = RICH
    page.participation = "listed"
    page.participants = [
        MeetingParticipant(territory="XK"),
        MeetingParticipant(territory="MK", name_used="FYROM"),
    ]
    page.themes = [made.theme]
    session = {"title": "Opening", "start_time": "09:00", "end_time": "10:00", "description": RICH}
    page.agenda = stream(page, "agenda", ("day", {"date": "2019-05-06", "sessions": [session]}))
    page.documents = stream(page, "documents", ("file", _file(made)))
    shown = {"image": made.image.pk, "alternative_text": "A hall", "caption": ""}
    page.pictures = stream(page, "pictures", ("picture", shown))
    page.sources = stream(
        page,
        "sources",
        ("source", {"title": "ICMPD", "url": "https://example.org/", "language": "en"}),
        ("source", {"title": "ICMPD", "url": "https://example.org/report.pdf", "language": ""}),
    )
    page.checked_on = date(2024, 1, 2)
    return publish(page)


def _declaration(home: HomePage, made: Specimens) -> DeclarationPage:
    earlier = declaration(home, slug="earlier", start_date=date(2012, 10, 4), title="Earlier")
    page = declaration(
        home,
        meeting=made.pages["MeetingPage"],
        full_title="Declaration on a long matter",
        presented_on=date(2019, 10, 18),
        preamble=RICH,
        authentic_language="en",
        signature="listed",
        **example_values(DeclarationPage),
    )
    page.signatories = [Signatory(territory="XK", capacity="Minister of the Interior")]
    page.reaffirmations = [Reaffirmation(declaration=earlier)]
    page.paragraphs = stream(
        page,
        "paragraphs",
        ("paragraph", {"text": RICH, "themes": [made.theme.slug]}),
        ("paragraph", {"text": RICH, "themes": []}),
    )
    version = {
        "language": "en",
        "status": "official-text",
        "document": made.document.pk,
        "url": "",
        "note": "Signed copy",
    }
    page.language_versions = stream(page, "language_versions", ("version", version))
    return publish(page)
