"""The cost of translation: of one page in one language, and of the board of a large site."""

from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.demonstration import accounts
from core.languages import all_languages
from home.models import ContentPage, HomePage
from translation.actions.review import ApproveTranslation, SubmitForReview
from translation.actions.send import SendToTranslation, TranslationRequest
from translation.actions.write import WriteSegment
from translation.models import Assignment
from translation.segments.text import load_segments

from .measurement import queries, seconds

SENT = 20  # pages sent, each to every language that people translate into
ROUNDS = 10
ROW = "{:<44}{:>9}{:>9}{:>12}"


def measure(size: int) -> None:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
        baseline = seconds(lambda: Client().get("/robots.txt"), ROUNDS * 6)
        print()  # noqa: T201 - the report is what it is for
        print(ROW.format("translation", "queries", "ms", "to robots"))  # noqa: T201
        for name, query_count, took in (*_one_page(), *_boards(size)):
            figures = (f"{query_count:.1f}", f"{took * 1000:.1f}", f"{took / baseline:.1f}")
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
    """Measure per page and language: send, save a segment, submit, approve."""
    editor, locales = accounts.editor_user(), _locales()
    pages = _pages(SENT, "sent")
    count = len(pages) * len(locales)
    request = SendToTranslation(editor, pages[:-1], TranslationRequest(locales))
    took = seconds(request.execute, 1) / (count - len(locales))
    query_count = queries(
        SendToTranslation(editor, pages[-1:], TranslationRequest(locales)).execute
    ) / len(locales)
    return [("send, a page and language", query_count, took), *_one_language(pages)]


def _one_language(pages: list[ContentPage]) -> list[tuple]:
    language = next(item for item in all_languages() if not item.is_source)
    translator = accounts.find_user(accounts.translator_username(language))
    reviewer = accounts.find_user(accounts.reviewer_username(language))
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
    approved = _each(assignments, lambda item: ApproveTranslation(reviewer, item).execute())
    return [
        ("save a segment", *saved),
        ("submit", *submitted),
        ("approve and publish", *approved),
    ]


def _each(assignments: list[Assignment], function) -> tuple[float, float]:
    """Return the queries for the first assignment and the median time for the others."""
    first, *others = assignments
    query_count = queries(lambda: function(first))
    remaining = iter(others)
    return query_count, seconds(lambda: function(next(remaining)), len(others))


def _write_all(user, assignment: Assignment) -> None:
    for segment in load_segments(assignment.translation):
        _write(user, assignment, segment)


def _write(user, assignment: Assignment, segment) -> None:
    WriteSegment(user, assignment, segment, f"Përkthim {segment.source}").execute()


def _write_first(user, assignment: Assignment) -> None:
    _write(user, assignment, load_segments(assignment.translation)[0])


def _boards(size: int) -> list[tuple]:
    """Measure the board with ``size`` pages in every language, as the coordinator sees it."""
    _fill(size)
    client = Client()
    client.force_login(accounts.find_user("coordinator"))
    board, mine = reverse("translation:board"), reverse("translation:my_translations")
    found = []
    for name, url in (
        (f"board, {size} pages", board),
        ("board, overdue only", f"{board}?deadline=overdue"),
        ("my translations", mine),
        ("start page of the admin", reverse("wagtailadmin_home")),
    ):
        assert client.get(url).status_code == 200, url
        query_count = queries(lambda url=url: client.get(url))
        found.append((name, query_count, seconds(lambda url=url: client.get(url), ROUNDS)))
    return found


def _fill(size: int) -> None:
    """Create sources with assignments in every language, half of their segments translated."""
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
