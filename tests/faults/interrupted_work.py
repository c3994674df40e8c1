"""What is interrupted: each kind of work that publishes, moves, deletes, restores or imports.

``prepare`` changes a new site before. ``begin`` runs in the process that is killed: it returns the
work itself, whose statements are counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from home.models import ContentPage, HomePage
from meetings.models import MeetingPage
from recycle_bin.models import RecycleBinEntry
from tests import specimens as specimen
from tests import translators
from tests.data_set_files import import_rows
from translation.actions.prepare import PrepareSource
from translation.actions.publish_reviewed import PublishReviewedTranslations, ReviewedTranslation
from translation.models import Assignment, ReleaseSet, TranslationJob
from translation.releases.actions import PlanRelease
from translation.tasks import run_job

ADMINISTRATOR = "fault-administrator"
LANGUAGES = ("sl", "mk")


@dataclass(frozen=True)
class InterruptedWork:
    name: str
    prepare: Callable[[], None]
    begin: Callable[[], Callable[[], None]]


def administrator():
    users = get_user_model().objects
    known = users.filter(username=ADMINISTRATOR).first()
    # Signing in is no part of the work: the moment is set already.
    values = {"email": f"{ADMINISTRATOR}@example.org", "last_login": timezone.now()}
    return known or users.create_superuser(ADMINISTRATOR, **values)


def source_home() -> HomePage:
    return HomePage.objects.get(locale__language_code="en")


def translated_page() -> ContentPage:
    """Publish a page with a page below it, and with published translations."""
    page = specimen.content(source_home(), summary="Who we are.")
    below = ContentPage(title="Below", slug="below", locale=page.locale)
    page.add_child(instance=below)
    specimen.publish(below)
    for code in LANGUAGES:
        assignment = translators.send_to_translation(administrator(), page, code)
        translators.translate_and_publish(assignment)
    translators.run_waiting_jobs()
    return page


def the_page() -> ContentPage:
    return ContentPage.objects.get(slug="about", locale__language_code="en")


def client() -> Client:
    signed_in = Client()
    signed_in.force_login(administrator())
    return signed_in


def post(url: str, data: dict | None = None, **options) -> Callable[[], None]:
    """Return the work of a POST that ends with a redirect, as Wagtail does when all is done."""
    sender = client()

    def send() -> None:
        response = sender.post(url, data or {}, **options)
        assert response.status_code == 302, response.content.decode()[:2000]

    return send


def publish() -> Callable[[], None]:
    page = the_page()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client().get(url).content.decode()
    data = querydict_from_html(form, form_id="page-edit-form").dict()
    # In a browser, JavaScript creates the fields of a stream.
    streams = [field.name for field in page._meta.fields if isinstance(field, StreamField)]
    empty = nested_form_data({name: streamfield([]) for name in streams})
    return post(url, {**data, **empty, "title": "Changed", "action-publish": "on"})


def page_action(name: str, **data) -> Callable[[], Callable[[], None]]:
    return lambda: post(reverse(f"wagtailadmin_pages:{name}", args=[the_page().pk]), data)


def prepare_move() -> None:
    translated_page()
    specimen.content(source_home(), slug="other")


def move() -> Callable[[], None]:
    other = source_home().get_children().get(slug="other")
    return post(reverse("wagtailadmin_pages:move_confirm", args=[the_page().pk, other.pk]))


def prepare_deleted_page() -> None:
    translated_page()
    page_action("delete", include_descendants=True)()()
    assert RecycleBinEntry.objects.exists()


def restore() -> Callable[[], None]:
    entry = RecycleBinEntry.objects.get()
    return post(reverse("recycle_bin:restore", args=[entry.pk]))


def past() -> datetime:
    return timezone.now() - timedelta(minutes=1)


def prepare_schedule() -> None:
    page = translated_page()
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    revision.content["go_live_at"], revision.approved_go_live_at = past().isoformat(), past()
    revision.save()


def prepare_expiry() -> None:
    Page.objects.filter(pk=translated_page().pk).update(expire_at=past())


def command(name: str, *arguments: str) -> Callable[[], Callable[[], None]]:
    return lambda: lambda: call_command(name, *arguments)


def prepare_submission() -> None:
    page = specimen.content(source_home(), summary="Who we are.")
    assignment = translators.send_to_translation(administrator(), page, "mk")
    translators.translate(assignment)
    translators.submit(assignment)


def approve() -> Callable[[], None]:
    assignment = Assignment.objects.get()
    url = reverse("translation:approve", args=[assignment.translation_id])
    return post(url, {"revision_id": assignment.revision_id})


def prepare_release() -> None:
    page = ContentPage(title="Report", slug="about", locale=source_home().locale, live=False)
    source_home().add_child(instance=page)
    page.save_revision()
    assignment = translators.send_to_translation(administrator(), page, "sl", from_draft=True)
    translators.translate(assignment)
    translators.submit(assignment)
    translators.approve(assignment)
    locales = list(Locale.objects.filter(language_code="sl"))
    due = timezone.now() + timedelta(hours=1)
    release = PlanRelease(administrator(), ReleaseSet(page=page), locales, [], {}, due).execute()
    ReleaseSet.objects.filter(pk=release.pk).update(release_at=past())


def prepare_records() -> None:
    administrator()
    specimen.meeting(source_home())


def import_records() -> Callable[[], None]:
    kind = {"kind": "ministerial"}
    rows = [
        {"slug": "vienna", "title": "Meeting at Vienna", "date": "2019-05-06", **kind},
        {"slug": "graz", "title": "Meeting in Graz", "date": "2020-03", **kind},
    ]

    def work() -> None:
        report = import_rows("meetings", *rows, publish=True)
        assert not report.problems
        assert MeetingPage.objects.filter(slug="graz").exists()

    return work


def upload() -> Callable[[], None]:
    file = SimpleUploadedFile("report.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")
    return post(reverse("wagtaildocs:add"), {"title": "Report", "file": file, "collection": "1"})


def prepare_job() -> None:
    page = specimen.content(source_home(), summary="Who we are.")
    data = {"languages": [Locale.objects.get(language_code="sl").pk], "priority": 2}
    post(reverse("translation:send_page", args=[page.pk]), data)()


def run_the_job() -> Callable[[], None]:
    job = TranslationJob.objects.get()

    def work() -> None:
        run_job.call(job.pk)
        job.refresh_from_db()
        assert job.state == "done", job.error

    return work


def send() -> Callable[[], None]:
    locales = Locale.objects.filter(language_code__in=("hr", "bg"))
    data = {"languages": list(locales.values_list("pk", flat=True)), "priority": 2}
    return post(reverse("translation:send_page", args=[the_page().pk]), data)


def prepare_reviewed() -> None:
    page = specimen.content(source_home(), summary="Who we are.")
    with transaction.atomic():
        PrepareSource(administrator(), page).execute()
    for code in LANGUAGES:
        for role in ("translators", "reviewers"):
            translators.team_member(code, role)


def publish_reviewed() -> Callable[[], None]:
    page, sender = the_page(), administrator()
    with transaction.atomic():
        sent = PrepareSource(sender, page).execute()
    reviewed = [
        ReviewedTranslation(
            Locale.objects.get(language_code=code),
            {row.string.data: f"Prevod {row.string.data}" for row in sent.rows},
            translators.team_member(code, "translators"),
            translators.team_member(code, "reviewers"),
        )
        for code in LANGUAGES
    ]
    return PublishReviewedTranslations(sender, page, sent, reviewed).execute


WORK = [
    InterruptedWork("publish", translated_page, publish),
    InterruptedWork("unpublish", translated_page, page_action("unpublish")),
    InterruptedWork("move", prepare_move, move),
    InterruptedWork("delete", translated_page, page_action("delete", include_descendants=True)),
    InterruptedWork("restore", prepare_deleted_page, restore),
    InterruptedWork("schedule", prepare_schedule, command("publish_scheduled")),
    InterruptedWork("expire", prepare_expiry, command("publish_scheduled")),
    InterruptedWork("send", translated_page, send),
    InterruptedWork("job", prepare_job, run_the_job),
    InterruptedWork("approve", prepare_submission, approve),
    InterruptedWork("reviewed", prepare_reviewed, publish_reviewed),
    InterruptedWork("release", prepare_release, command("publish_releases")),
    InterruptedWork("import", prepare_records, import_records),
    InterruptedWork("upload", prepare_records, upload),
]
