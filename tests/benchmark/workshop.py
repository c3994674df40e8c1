"""The translators' workshop: what one page in one language costs, and the board of a large site."""

from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.demonstration import accounts
from core.languages import all_languages
from home.models import ContentPage, HomePage
from translation.actions.review import Approve, SubmitForReview
from translation.actions.send import Order, SendToTranslation
from translation.actions.write import WriteSegment
from translation.models import Assignment
from translation.words.segments import load_segments

from .measuring import queries, seconds

SENT = 20  # pages sent, each to every language that people translate into
ROUNDS = 10
ROW = "{:<44}{:>9}{:>9}{:>12}"


def measure(size: int) -> None:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
        plainest = seconds(lambda: Client().get("/robots.txt"), ROUNDS * 6)
        print()  # noqa: T201 - the report is what it is for
        print(ROW.format("workshop", "queries", "ms", "to robots"))  # noqa: T201
        for name, asked, took in (*_one_page(), *_boards(size)):
            figures = (f"{asked:.1f}", f"{took * 1000:.1f}", f"{took / plainest:.1f}")
            print(ROW.format(name, *figures))  # noqa: T201


def _locales() -> list[Locale]:
    written = [
        item.code for item in all_languages() if not item.is_source and not item.derived_from
    ]
    return list(Locale.objects.filter(language_code__in=written))


def _pages(count: int, prefix: str) -> list[ContentPage]:
    home = HomePage.objects.get(locale__language_code=all_languages()[0].code)
    text = [("paragraph", f"<p>What {prefix} is about.</p>")]
    made = []
    for number in range(count):
        page = ContentPage(
            title=f"{prefix} {number}",
            slug=f"{prefix}-{number}",
            summary=f"The {number}th page of many.",
            body=text,
            locale=home.locale,
        )
        made.append(home.add_child(instance=page))
    return made


def _one_page() -> list[tuple]:
    """Per page and language: sent in one order, one segment saved, submitted, approved."""
    editor, locales = accounts.editor(), _locales()
    pages = _pages(SENT, "sent")
    jobs = len(pages) * len(locales)
    order = SendToTranslation(editor, pages[:-1], Order(locales))
    took = seconds(order.execute, 1) / (jobs - len(locales))
    asked = queries(SendToTranslation(editor, pages[-1:], Order(locales)).execute) / len(locales)
    return [("send, a page and language", asked, took), *_one_language(pages)]


def _one_language(pages: list[ContentPage]) -> list[tuple]:
    language = next(item for item in all_languages() if not item.is_source)
    translator = accounts.find(accounts.translator_name(language))
    reviewer = accounts.find(accounts.reviewer_name(language))
    assignments = [
        Assignment.objects.get(
            translation__source__object_id=page.translation_key,
            translation__target_locale__language_code=language.code,
        )
        for page in pages
    ]
    saved = _each(assignments, lambda item: _write_first(translator, item))
    for assignment in assignments:
        _write_all(translator, assignment)
    submitted = _each(assignments, lambda item: SubmitForReview(translator, item, True).execute())
    approved = _each(assignments, lambda item: Approve(reviewer, item).execute())
    return [
        ("save a segment", *saved),
        ("submit", *submitted),
        ("approve and publish", *approved),
    ]


def _each(assignments: list[Assignment], deed) -> tuple[float, float]:
    """The queries of the first and the median time of the others."""
    first, *others = assignments
    asked = queries(lambda: deed(first))
    waiting = iter(others)
    return asked, seconds(lambda: deed(next(waiting)), len(others))


def _write_all(user, assignment: Assignment) -> None:
    for segment in load_segments(assignment.translation):
        _write(user, assignment, segment)


def _write(user, assignment: Assignment, segment) -> None:
    WriteSegment(user, assignment, segment, f"Përkthim {segment.source}").execute()


def _write_first(user, assignment: Assignment) -> None:
    _write(user, assignment, load_segments(assignment.translation)[0])


def _boards(size: int) -> list[tuple]:
    """The board of a site with ``size`` pages in every language, seen by the coordinator."""
    _fill(size)
    client = Client()
    client.force_login(accounts.find("coordinator"))
    board, mine = reverse("translation:board"), reverse("translation:mine")
    found = []
    for name, address in (
        (f"board, {size} pages", board),
        ("board, overdue only", f"{board}?deadline=overdue"),
        ("my translations", mine),
        ("start page of the admin", reverse("wagtailadmin_home")),
    ):
        assert client.get(address).status_code == 200, address
        asked = queries(lambda address=address: client.get(address))
        found.append((name, asked, seconds(lambda address=address: client.get(address), ROUNDS)))
    return found


def _fill(size: int) -> None:
    """Sources with work in every language, half of it translated: rows as sending makes them."""
    locales, sources = _locales(), []
    for page in _pages(size, "many"):
        source, _created = TranslationSource.update_or_create_from_instance(page)
        sources.append(source)
    work = Translation.objects.bulk_create(
        Translation(source=source, target_locale=locale) for source in sources for locale in locales
    )
    Assignment.objects.bulk_create(Assignment(translation=item) for item in work)
    segments = list(StringSegment.objects.filter(source__in=sources, order__lt=2))
    StringTranslation.objects.bulk_create(
        (
            StringTranslation(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale=locale,
                data="Përkthim",
            )
            for segment in segments
            for locale in locales
        ),
        ignore_conflicts=True,
    )
