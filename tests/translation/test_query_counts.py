"""The number of queries of the HTTP requests and jobs that translate a page.

Measured numbers; docs/performance.md has a table of them. Caches of content types are warm, as they
are in a process that has answered a request.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, Site

from home.models import ContentPage
from tests import specimens as specimen
from translation.actions.send import SendToTranslation, TranslationRequest
from translation.actions.write import WriteSegment
from translation.choices import JobState, TranslationState
from translation.models import TranslationJob
from translation.segments.text import load_segments
from translation.tasks import run_job

from .conftest import translate_segments

pytestmark = pytest.mark.django_db

# Four queries of each request are for the session, the account, its permissions and its teams. Of
# the others, Wagtail makes more than half to submit or to approve: docs/performance.md.
MAX_FOR_SAVING_A_TEXT = 12
MAX_FOR_SUBMITTING = 46
MAX_FOR_APPROVING = 65
MAX_FOR_SENDING = 51
MAX_FOR_A_JOB = 4  # to begin, to load it, to end, and to see whether there is mail
PAGES_IN_THE_TREE = 1_000


@pytest.fixture(autouse=True)
def warm_caches(db) -> None:
    ContentType.objects.get_for_models(*apps.get_models(), for_concrete_models=False)
    Site.get_site_root_paths()


@contextmanager
def at_most(number: int) -> Iterator[None]:
    with CaptureQueriesContext(connection) as queries:
        yield
    texts = "\n".join(query["sql"][:150] for query in queries)
    assert len(queries) <= number, f"{len(queries)} queries:\n{texts}"


@pytest.fixture
def assignment(send_to_translation, home):
    return send_to_translation("sl", specimen.content(home, summary="Who we are."))


def post(client, name: str, assignment, **data):
    return client.post(reverse(f"translation:{name}", args=[assignment.pk]), data)


def test_queries_for_saving_a_text(assignment, translator, client_for):
    client = client_for(translator("sl"))
    segment = next(item for item in load_segments(assignment.translation) if item.path == "summary")
    url = reverse("translation:segment", args=[assignment.pk, segment.pk])
    base = ""
    # A first text, one more letter of it, and its confirmation, which is a change of its own later.
    for text, confirmed in (("K", False), ("Kdo", False), ("Kdo smo.", True), ("Mi", False)):
        body = json.dumps({"text": text, "base": base, "confirmed": confirmed})
        with at_most(MAX_FOR_SAVING_A_TEXT):
            response = client.post(url, body, content_type="application/json")
        assert response.json()["text"] == text
        base = text


def test_queries_for_submitting_and_approving(assignment, translator, reviewer, client_for):
    person = translator("sl")
    translate_segments(person, assignment)
    translating, reviewing = client_for(person), client_for(reviewer("sl"))
    for text in ("Prvič", "Drugič"):
        [segment] = [
            item for item in load_segments(assignment.translation) if item.path == "summary"
        ]
        WriteSegment(person, assignment, segment, text).execute()
        with at_most(MAX_FOR_SUBMITTING):
            post(translating, "submit", assignment, despite_warnings=1)
        assignment.refresh_from_db()
        assert assignment.state == TranslationState.IN_REVIEW
        with at_most(MAX_FOR_APPROVING):
            post(reviewing, "approve", assignment, revision_id=assignment.revision_id)
        assignment.refresh_from_db()
        assert assignment.state == TranslationState.PUBLISHED


def _fill_tree(parent: Page) -> None:
    """Store many pages below one in a single query; they have only what the page tree needs."""
    Page.objects.bulk_create(
        Page(
            title=f"Page {number}",
            slug=f"page-{number}",
            path=Page._get_path(parent.path, parent.depth + 1, number),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}page-{number}/",
            content_type=ContentType.objects.get_for_model(ContentPage),
            locale=parent.locale,
        )
        for number in range(1, PAGES_IN_THE_TREE + 1)
    )
    Page.objects.filter(pk=parent.pk).update(numchild=PAGES_IN_THE_TREE)


def test_queries_for_a_job_that_sends_a_page_of_a_large_tree(
    home, editor, locale, send_to_translation
):
    section = specimen.content(home, slug="section")
    translated = send_to_translation("sl", section).translation.get_target_instance()
    send_to_translation("hr", section)
    for parent in (section, translated):
        _fill_tree(parent)
    section.refresh_from_db()
    page = ContentPage(title="About us", slug="about-us", summary="Us.", locale=home.locale)
    section.add_child(instance=page)
    locales = [locale("hr"), locale("sl"), locale("mk")]
    send_to_translation("mk", section)
    SendToTranslation(editor, [page], TranslationRequest(locales)).execute()
    first, second, _last = TranslationJob.objects.filter(state=JobState.WAITING).order_by("pk")
    run_job.call(first.pk)  # extracts the texts, which all languages share
    with at_most(MAX_FOR_SENDING + MAX_FOR_A_JOB):
        run_job.call(second.pk)
    second.refresh_from_db()
    assert second.state == JobState.DONE
    assert Page.objects.filter(translation_key=page.translation_key).count() == 3


def test_the_explorer_takes_the_same_number_of_queries_for_any_number_of_pages(
    home, send_to_translation, client_for, translator, reviewer, coordinator, editor
):
    section = specimen.content(home, slug="section")
    listed = send_to_translation("sl", section).translation.get_target_instance()
    clients = [client_for(person) for person in (translator("sl"), reviewer("sl"), coordinator)]
    home_url = reverse("wagtailadmin_home")
    of_source, of_target = (
        reverse("wagtailadmin_explore", args=[parent.pk]) for parent in (section, listed)
    )
    seen = [(client, url) for client in clients for url in (of_target, home_url)]
    editor_client = client_for(editor)
    seen += [(editor_client, url) for url in (of_source, of_target, home_url)]
    counts = []
    for total in (3, 6):
        for number in range(section.get_children_count(), total):
            page = ContentPage(title="Page", slug=f"page-{number}", locale=home.locale)
            send_to_translation("sl", section.add_child(instance=page))
            section.refresh_from_db()
        counts.append([queries_of(client, url) for client, url in seen])
    assert counts[0] == counts[1]


def queries_of(client, url: str) -> int:
    """Return the number of queries of a view that was shown before."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)
