"""What editors, translators and coordinators do, measured in the process that does it."""

import json
import time
from collections.abc import Callable
from uuid import uuid4

from django.db.models import Count
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield
from wagtail_localize.models import TranslationSource

from cms.demonstration import accounts
from cms.demonstration.translations import run_waiting_jobs
from core.languages import all_languages, source_language
from home.models import ContentPage, HomePage
from meetings.models import MeetingIndexPage, MeetingPage
from translation.actions.send import SendToTranslation, TranslationRequest
from translation.models import Assignment
from translation.segments.text import load_segments

from .board import translated_locales
from .processes import cpu_seconds
from .queries import count_queries, signed_in

# What takes less is done ten times as often, since the time of a database server is known in
# hundredths of a second.
SHORT = 0.05  # seconds
# Returns what is measured, after the preparation of it for the number of the time that it is done.
Act = Callable[[int], Callable[[], object]]


def measure_editing(database: tuple[int, ...], times: int) -> dict[str, tuple[int, float]]:
    """Return queries and seconds of the processors, those of the database included."""
    acts: dict[str, Act] = {
        "publish a page with ten translations": publishing(),
        "do the jobs of a page sent to nine languages": jobs,
        # Afterwards: before, the jobs of all these pages would have to be done, too.
        "send a page to nine languages": sending,
        "save a text in the translation editor": saving(),
        "open the board": showing("coordinator", "translation:board"),
        "open the totals of the board": showing("coordinator", "translation:board_totals"),
        "open a long list of the explorer": showing(
            "editor", "wagtailadmin_explore", MeetingIndexPage
        ),
    }
    run_waiting_jobs()
    return {name: _measured(act, database, times) for name, act in acts.items()}


def _measured(act: Act, database: tuple[int, ...], times: int) -> tuple[int, float]:
    act(0)()
    before = time.process_time()
    queries = count_queries(act(1))
    if time.process_time() - before < SHORT:
        times *= 10
    prepared = [act(number) for number in range(2, times + 2)]
    before = time.process_time() + cpu_seconds(database)
    for function in prepared:
        function()
    return queries, (time.process_time() + cpu_seconds(database) - before) / times


def source_home() -> HomePage:
    return HomePage.objects.get(locale__language_code=source_language().code)


def request(client: Client, method: str, url: str, data=None, status: int = 200, **options):
    """Return a function that sends a request; it fails if the answer has another status."""

    def send():
        response = getattr(client, method)(url, data, secure=True, **options)
        if response.status_code != status:
            raise RuntimeError(f"{url}: {response.status_code} {response.content[:2000]}")
        return response

    return send


def publishing() -> Act:
    """Publish a meeting that has translations in all languages with the form of the admin."""
    sources = TranslationSource.objects.filter(locale__language_code=source_language().code)
    keys = sources.annotate(languages=Count("translations")).order_by("-languages", "pk")
    keys = keys.filter(specific_content_type__model="meetingpage").values_list("object_id")
    page = MeetingPage.objects.get(translation_key=keys[0][0], locale=source_home().locale)
    client, url = signed_in("editor"), reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = request(client, "get", url)().content.decode()
    data = querydict_from_html(form, form_id="page-edit-form").dict()
    # In a browser, JavaScript creates the fields of a stream.
    streams = [field.name for field in page._meta.fields if isinstance(field, StreamField)]
    data |= nested_form_data({name: streamfield([]) for name in streams})

    def publish(number: int):
        changed = {**data, "title": f"Published {number}", "action-publish": "on"}
        return request(client, "post", url, changed, status=302)

    return publish


def sending(number: int) -> Callable[[], object]:
    """Send a new page to every language that people translate into."""
    home = source_home()
    page = ContentPage(
        title=f"Sent {number}",
        slug=f"sent-{uuid4()}",
        summary=f"What is sent to translation for the {number}th time.",
        body=[("paragraph", f"<p>It has {number} texts, and a few more words.</p>")],
        locale=home.locale,
    )
    home.add_child(instance=page)
    wanted = TranslationRequest(translated_locales())
    return SendToTranslation(accounts.editor_user(), [page], wanted).execute


def jobs(number: int) -> Callable[[], object]:
    """Do what the worker does after a page was sent."""
    sending(number)()
    return run_waiting_jobs


def saving() -> Act:
    """Save a text in the translation editor."""
    language = next(item for item in all_languages() if not item.is_source)
    translator = accounts.find_user(accounts.translator_username(language))
    locale = Locale.objects.get(language_code=language.code)
    sending(0)()
    run_waiting_jobs()
    assignment = Assignment.objects.filter(translation__target_locale=locale).latest("pk")
    segment = load_segments(assignment.translation)[-1]
    client = signed_in(translator.username)
    url = reverse("translation:segment", args=[assignment.pk, segment.pk])
    texts = [segment.target]

    def save(number: int):
        body = {"text": f"Përkthim {number}", "base": texts[-1], "confirmed": False}
        texts.append(body["text"])
        return request(client, "post", url, json.dumps(body), content_type="application/json")

    return save


def showing(username: str, name: str, parent: type[Page] | None = None) -> Act:
    """Open a list of the admin, of the children of a page if its type is given."""
    pages = [parent.objects.get(locale=source_home().locale).pk] if parent else []
    client, url = signed_in(username), reverse(name, args=pages)
    return lambda number: request(client, "get", url)
