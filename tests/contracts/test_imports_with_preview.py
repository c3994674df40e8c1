"""Every import with a preview: what it saves, and which confirmations and files it rejects."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from audit.models import AuditLogEntry
from core.imports.signed_payload import MAX_AGE, sign_payload
from meetings.models import MeetingPage
from open_data.import_files import MAX_FILE_SIZE as MAX_DATA_SIZE
from tests import specimens as specimen
from tests import translators
from tests.data_set_files import csv_file
from tests.translation.exchange.memory_files import import_memory, tmx_file
from tests.translation.exchange.translation_tools import TOOLS
from translation.actions.write import WriteSegment
from translation.exchange.archive import build_file
from translation.exchange.documents import MAX_BYTES
from translation.exchange.memory.tmx import MAX_BYTES as MAX_TMX_SIZE
from translation.glossary.table import MAX_FILE_SIZE as MAX_GLOSSARY_SIZE
from translation.models import MemoryFile, MemoryUnit, Team
from translation.models.glossary import GlossaryTerm, GlossaryTermForm
from translation.roles import COORDINATOR, SECRETARIAT_EDITOR
from translation.segments.text import load_segments

pytestmark = pytest.mark.django_db

EXPIRED = "That was too long ago."
CHANGED = "The site has changed since."


def account(name: str, group: Group):
    user = get_user_model().objects.create_user(name, email=f"{name}@example.org")
    user.groups.add(group)
    return user


def group_of(role) -> Group:
    return Group.objects.get(name=role.name)


@dataclass
class ImportCase:
    """An import: the group that is permitted to use it, and a file that writes two objects.

    ``faulty`` is a file with a problem. ``stored`` returns the stored values that the file changes.
    ``edit`` changes some of these values. ``saving`` is the class and the method that saves each
    object.
    """

    url: str
    group: Group
    file_name: str
    file: bytes
    faulty: bytes
    max_size: int
    stored: Callable[[], Any]
    edit: Callable[[], None]
    saving: tuple[type, str]
    fields: dict[str, str]

    def __post_init__(self):
        self.user = account("first", self.group)
        self.client = self.client_of(self.user)

    def client_of(self, user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def upload(self, data: bytes | None = None):
        file = SimpleUploadedFile(self.file_name, self.file if data is None else data)
        response = self.client.post(self.url, {**self.fields, "file": file})
        assert response.status_code == 200
        return response

    def confirm(self, preview, client: Client | None = None, **changed):
        context = preview.context
        form = {"payload": context["payload"], "fingerprint": context["report"].fingerprint}
        return (client or self.client).post(self.url, {**form, **changed}, follow=True)


def open_data_case(home) -> ImportCase:
    page = specimen.meeting(home)
    row = {"slug": "vienna", "title": "Meeting at Vienna", "date": "2019-05-06"}
    new = {"slug": "graz", "title": "Meeting in Graz", "date": "2020-03"}

    def edit():
        page.title = "Another title"
        page.save_revision()

    return ImportCase(
        url=reverse("import_data"),
        group=group_of(SECRETARIAT_EDITOR),
        file_name="meetings.csv",
        file=csv_file(new, row),
        faulty=csv_file(new, {**row, "date": "soon"}),
        max_size=MAX_DATA_SIZE,
        stored=lambda: [
            (item.slug, item.get_latest_revision_as_object().title)
            for item in MeetingPage.objects.order_by("slug")
        ],
        edit=edit,
        saving=(MeetingPage, "save_revision"),
        fields={"name": "meetings"},
    )


def translations_case(home) -> ImportCase:
    page = specimen.content(home, summary="Who we are.")
    assignment = translators.send_to_translation(
        account("editor", group_of(SECRETARIAT_EDITOR)), page, "sl"
    )
    file = TOOLS["xliff"](build_file(assignment, "xliff"), lambda text: "Besede", True)
    colleague = translators.team_member("sl", "translators")

    def edit():
        segment = load_segments(assignment.translation)[0]
        WriteSegment(colleague, assignment, segment, "Kdo smo").execute()

    return ImportCase(
        url=reverse("translation:exchange_import"),
        group=Team.objects.get(locale__language_code="sl").translators,
        file_name="words.xlf",
        file=file,
        faulty=file.replace(b'target-language="sl"', b'target-language="hr"'),
        max_size=MAX_BYTES,
        stored=lambda: sorted(StringTranslation.objects.values_list("context__path", "data")),
        edit=edit,
        saving=(StringTranslation, "save"),
        fields={},
    )


def glossary_case(home) -> ImportCase:
    term = GlossaryTerm.objects.create(text="network")
    locale = Locale.objects.get(language_code="sl")
    form = GlossaryTermForm.objects.create(term=term, locale=locale, text="mreža")
    shared = {"category": "subject", "note": "", "needs_footnote": "no", "language": "sl"}
    rows = [
        {"term": "network", **shared, "form": "omrežje", "status": ""},
        {"term": "treaty", **shared, "form": "pogodba", "status": ""},
    ]
    return ImportCase(
        url=reverse("translation:glossary_import"),
        group=group_of(COORDINATOR),
        file_name="terms.csv",
        file=csv_file(*rows),
        faulty=csv_file(*rows, {**rows[0], "category": "thing"}),
        max_size=MAX_GLOSSARY_SIZE,
        stored=lambda: sorted(GlossaryTermForm.objects.values_list("term__text", "text")),
        edit=lambda: GlossaryTermForm.objects.filter(pk=form.pk).update(text="zveza"),
        saving=(GlossaryTerm, "save"),
        fields={},
    )


def memory_case(home) -> ImportCase:
    units = {"en": "About us", "sl": "O nas"}, {"en": "News", "sl": "Novice"}
    user = account("coordinator", group_of(COORDINATOR))

    return ImportCase(
        url=reverse("translation:memory_import"),
        group=Team.objects.get(locale__language_code="sl").translators,
        file_name="agency.tmx",
        file=tmx_file(*units),
        faulty=tmx_file(*units, {"en": "Words", "sl": "Bese\u202ede"}),
        max_size=MAX_TMX_SIZE,
        stored=lambda: (
            MemoryFile.objects.count(),
            sorted(MemoryUnit.objects.values_list("source", "target")),
        ),
        edit=lambda: import_memory(user, {"en": "News", "sl": "Obvestila"}, name="other.tmx"),
        saving=(MemoryUnit, "__init__"),
        fields={},
    )


@pytest.fixture(params=[open_data_case, translations_case, glossary_case, memory_case])
def case(request, home) -> ImportCase:
    return request.param(home)


def test_a_preview_saves_nothing_and_its_confirmation_everything(case):
    before = case.stored()
    preview = case.upload()
    assert case.stored() == before
    case.confirm(preview)
    after = case.stored()
    assert after != before
    assert not case.upload().context["report"].can_import
    assert case.stored() == after


def test_an_import_is_in_the_audit_log_and_a_preview_is_not(case):
    preview, logged = case.upload(), AuditLogEntry.objects.filter(action="core.import")
    assert not logged
    case.confirm(preview)
    entry = logged.get()
    assert entry.user == case.user
    assert entry.message == f"Import: {preview.context['importing'].name}"


def test_an_altered_payload_is_rejected(case):
    before, preview = case.stored(), case.upload()
    payload = preview.context["payload"]
    of_another_import = sign_payload(case.user, "another", {})
    for altered in (payload[:-1], f"A{payload}", of_another_import, "x:y:z", ""):
        assert EXPIRED in case.confirm(preview, payload=altered).content.decode()
    assert case.stored() == before


def test_a_payload_of_another_account_is_rejected(case):
    before, preview = case.stored(), case.upload()
    other = case.client_of(account("second", case.group))
    assert EXPIRED in case.confirm(preview, other).content.decode()
    assert case.stored() == before


def test_a_payload_expires(case, monkeypatch):
    before, preview = case.stored(), case.upload()
    later = timezone.now() + MAX_AGE + timedelta(minutes=1)
    # Only for signatures: the session would have ended meanwhile.
    monkeypatch.setattr("django.core.signing.time", SimpleNamespace(time=later.timestamp))
    assert EXPIRED in case.confirm(preview).content.decode()
    assert case.stored() == before


def test_nothing_is_written_if_the_site_has_changed_since_the_preview(case):
    preview = case.upload()
    case.edit()
    edited = case.stored()
    again = case.confirm(preview)
    assert CHANGED in again.content.decode()
    assert case.stored() == edited
    case.confirm(again)
    assert case.stored() != edited


def test_a_confirmation_without_a_fingerprint_shows_the_preview_again(case):
    before, preview = case.stored(), case.upload()
    assert CHANGED in case.confirm(preview, fingerprint="").content.decode()
    assert case.stored() == before


def test_a_file_with_a_problem_cannot_be_confirmed(case):
    before, response = case.stored(), case.upload(case.faulty)
    assert 'name="payload"' not in response.content.decode()
    assert case.stored() == before


def test_a_problem_that_is_found_at_the_confirmation_prevents_it(case):
    """The faulty file is signed as if its preview had shown no problem."""
    before, view = case.stored(), case.upload().context["view"]
    files = {"file": SimpleUploadedFile(case.file_name, case.faulty)}
    form = view.form_class(**{**view.get_form_kwargs(), "data": case.fields, "files": files})
    assert form.is_valid()
    fingerprint = ""
    with suppress(ValidationError):  # the file as a whole is rejected
        fingerprint = view.get_import(form.cleaned_data).check().fingerprint
    payload = sign_payload(case.user, view.import_name, form.cleaned_data)
    response = case.client.post(
        case.url, {"payload": payload, "fingerprint": fingerprint}, follow=True
    )
    assert CHANGED not in response.content.decode()
    assert case.stored() == before


def test_an_error_while_saving_rolls_everything_back(case, monkeypatch):
    before, preview = case.stored(), case.upload()
    owner, name = case.saving
    original, calls = getattr(owner, name), []

    def fail_at_the_second(instance, *args, **kwargs):
        calls.append(instance)
        if len(calls) == 2:
            raise RuntimeError
        return original(instance, *args, **kwargs)

    monkeypatch.setattr(owner, name, fail_at_the_second)
    with pytest.raises(RuntimeError):
        case.confirm(preview)
    assert case.stored() == before


def test_an_account_that_has_lost_the_permission_cannot_confirm(case):
    before, preview = case.stored(), case.upload()
    case.user.groups.clear()
    case.confirm(preview)
    assert case.stored() == before


def test_a_file_above_the_size_limit_is_rejected(case):
    [error] = case.upload(b" " * (case.max_size + 1)).context["form"].errors["file"]
    assert "large" in error


def test_a_file_with_too_much_text_for_a_form_is_rejected(case, monkeypatch):
    monkeypatch.setattr("core.imports.signed_payload.MAX_LENGTH", 10)
    [error] = case.upload().context["form"].errors["file"]
    assert "There is too much text in the file." in error
