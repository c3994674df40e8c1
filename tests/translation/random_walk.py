"""A random walk of several people on one page in two languages, with a record of what they did."""

import random

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from core.languages import site_language
from core.writing.transliteration import transliterate_html
from tests import specimens as specimen
from translation.actions.override import RemoveSegmentOverride, SetSegmentOverride
from translation.actions.review import (
    ApproveTranslation,
    ReturnTranslation,
    SubmitForReview,
    WithdrawTranslation,
)
from translation.actions.write import UndoSegmentChange, WriteSegment
from translation.editor.actions.comment import AddComment
from translation.editor.actions.replace import ReplaceInTargetTexts
from translation.exchange.actions import ImportTranslations
from translation.exchange.archive import build_file, read_upload
from translation.models import Assignment, ReleaseSet, SegmentChange, SegmentComment, TranslationJob
from translation.releases.actions import CancelRelease, PlanRelease, PublishReleaseSet
from translation.segments.replacement import TextReplacement
from translation.segments.text import load_segments
from translation.tasks import run_job

from .exchange.translation_tools import TOOLS

WORDS = {"sl": ("Sestanek", "Dogovor"), "sr-cyrl": ("Састанак", "Договор")}
CODES = list(WORDS)
DERIVED = "sr-latn"
# How often each action is chosen, by the name of its method.
WEIGHTS = {
    "write": 8,
    "write_all": 12,
    "suggest": 3,
    "accept_suggestion": 5,
    "import_file": 3,
    "replace": 3,
    "undo": 4,
    "choose_document": 14,
    "submit": 16,
    "approve": 20,
    "send_back": 3,
    "withdraw": 4,
    "change_source": 6,
    "run_jobs": 10,
    "lock_or_unlock": 2,
    "restrict_or_open": 2,
    "plan_or_cancel_release": 5,
    "release": 5,
}


class RandomWalk:
    """The people, the page, and the walk's own record of texts and approvals."""

    codes, weights = CODES, WEIGHTS

    def __init__(self, seed: int, source, editor, people: dict[str, list]):
        self.random = random.Random(seed)
        self.source, self.editor, self.people = source, editor, people
        self.documents = [specimen.document() for _ in range(2)]
        # By language: the present texts and files, those of the last submission, the approved ones.
        self.present: dict[str, dict] = {code: {} for code in CODES}
        self.submitted: dict[str, dict] = {code: {} for code in CODES}
        self.approved: dict[str, set] = {code: set() for code in CODES}
        self.shown: dict[str, list[int]] = {code: [] for code in CODES}
        self.done: list[str] = []
        self._checked: tuple | None = None

    def step(self) -> None:
        code = self.random.choice(self.codes)
        action = self.random.choices(list(self.weights), self.weights.values())[0]
        try:
            getattr(self, action)(code, self._person(code, action))
        except (PermissionDenied, ValidationError):
            return
        self.done.append(f"{action} {code}")

    def _person(self, code: str, action: str):
        """Choose the first person of a team most often, so that others may approve the texts."""
        others = [1] * (len(self.people[code]) - 1)
        weights = [6, *others] if action != "approve" else [1, *(3 * weight for weight in others)]
        return self.random.choices(self.people[code], weights)[0]

    def assignment(self, code: str) -> Assignment:
        return Assignment.objects.get(translation__target_locale__language_code=code, **self._page)

    @property
    def _page(self) -> dict:
        return {"translation__source__object_id": self.source.translation_key}

    def _text(self, code: str) -> str:
        return f"{self.random.choice(WORDS[code])} {self.random.randrange(3)}"

    def _record(self, code: str, key, text, person) -> None:
        """Record who wrote a text; who saves the text of somebody else has not written it."""
        if self.present[code].get(key, (None,))[0] != text:
            self.present[code][key] = (text, person)

    # Actions

    def write(self, code: str, person) -> None:
        assignment = self.assignment(code)
        segment = self.random.choice(load_segments(assignment.translation))
        text = self._text(code)
        WriteSegment(person, assignment, segment, text).execute()
        self._record(code, (segment.path, segment.source), text, person)

    def write_all(self, code: str, person) -> None:
        assignment = self.assignment(code)
        for segment in load_segments(assignment.translation):
            if not segment.is_confirmed:
                text = self._text(code)
                WriteSegment(person, assignment, segment, text).execute()
                self._record(code, (segment.path, segment.source), text, person)

    def suggest(self, code: str, person) -> None:
        assignment = self.assignment(code)
        segment = self.random.choice(load_segments(assignment.translation))
        AddComment(person, assignment, segment, suggestion=self._text(code)).execute()

    def accept_suggestion(self, code: str, person) -> None:
        assignment = self.assignment(code)
        comments = SegmentComment.objects.filter(translation=assignment.translation)
        comment = self.random.choice([None, *comments.exclude(suggestion="")])
        for segment in load_segments(assignment.translation):
            if comment and segment.key == (comment.context_id, comment.string_id):
                WriteSegment(
                    person, assignment, segment, comment.suggestion, origin="suggested"
                ).execute()
                self._record(code, (segment.path, segment.source), comment.suggestion, person)

    def import_file(self, code: str, person) -> None:
        assignment = self.assignment(code)
        text = self._text(code)
        data = TOOLS["po"](build_file(assignment, "po"), lambda source: text, True)
        upload = SimpleUploadedFile("words.po", data)
        report = ImportTranslations(person, read_upload(upload), assignment).execute()
        for item in report.items:
            if item.is_imported():
                self._record(code, (item.segment.path, item.segment.source), text, person)

    def replace(self, code: str, person) -> None:
        assignment = self.assignment(code)
        find, replacement = WORDS[code]
        replacing = ReplaceInTargetTexts(person, assignment, TextReplacement(find, replacement))
        changes = [change for change in replacing.preview() if not change.error]
        chosen = {change.segment.pk: change.fingerprint for change in changes}
        replacing.execute(chosen, keep_confirmed=True)
        for change in changes:
            key = change.segment.path, change.segment.source
            self._record(code, key, change.after, person)

    def undo(self, code: str, person) -> None:
        assignment = self.assignment(code)
        changes = SegmentChange.objects.filter(translation=assignment.translation)
        change = self.random.choice([None, *changes.exclude(string=None)])
        if change:
            segment = UndoSegmentChange(person, assignment, change).execute()
            self._record(code, (segment.path, segment.source), segment.target, person)

    def choose_document(self, code: str, person) -> None:
        assignment = self.assignment(code)
        segment = assignment.translation.source.overridablesegment_set.get(
            context__path__endswith="document"
        )
        document = self.random.choice([None, *self.documents])
        if document:
            SetSegmentOverride(person, assignment, segment, document.pk).execute()
        else:
            RemoveSegmentOverride(person, assignment, segment).execute()
        self._record(code, "document", document and document.pk, person)

    def submit(self, code: str, person) -> None:
        assignment = self.assignment(code)
        SubmitForReview(person, assignment, despite_warnings=True).execute()
        self.submitted[code] = {
            key: self.present[code][key]
            for key in [
                *((item.path, item.source) for item in load_segments(assignment.translation)),
                *(["document"] if "document" in self.present[code] else []),
            ]
        }
        self.shown[code].append(assignment.revision_id)

    def approve(self, code: str, person) -> None:
        # Sometimes a form that was opened before the last submission.
        shown = self.random.choice([*self.shown[code][-3:], *self.shown[code][-1:] * 6] or [0])
        ApproveTranslation(person, self.assignment(code), shown).execute()
        assert shown == self.shown[code][-1]
        for key, (text, author) in self.submitted[code].items():
            if text is None and not self._was_a_document_approved(code):
                continue  # that of the source, which nobody had to approve
            assert author != person or (key, text) in self.approved[code], (key, text)
            self.approved[code].add((key, text))

    def _was_a_document_approved(self, code: str) -> bool:
        return any(key == "document" for key, _text in self.approved[code])

    def send_back(self, code: str, person) -> None:
        ReturnTranslation(person, self.assignment(code), comment="No.").execute()

    def withdraw(self, code: str, person) -> None:
        WithdrawTranslation(person, self.assignment(code)).execute()

    def change_source(self, code: str, person) -> None:
        page = Page.objects.get(pk=self.source.pk).specific
        page.summary = self.random.choice(["Who we are.", "What we do."])
        page.country = self.random.choice(["AT", "SI"])
        page.save_revision(user=self.editor).publish()

    def run_jobs(self, code: str, person) -> None:
        for pk in TranslationJob.objects.filter(state="waiting").values_list("pk", flat=True):
            run_job.call(pk)

    def lock_or_unlock(self, code: str, person) -> None:
        page = Page.objects.get(
            translation_key=self.source.translation_key, locale__language_code=code
        )
        page.locked = not page.locked
        page.locked_by = person if page.locked else None
        page.save(clean=False)

    def restrict_or_open(self, code: str, person) -> None:
        page = Page.objects.get(
            translation_key=self.source.translation_key, locale__language_code=code
        )
        if not page.view_restrictions.all().delete()[0]:
            PageViewRestriction.objects.create(page=page, restriction_type="login")

    def plan_or_cancel_release(self, code: str, person) -> None:
        release_set = ReleaseSet.objects.filter(released_at=None).first()
        if release_set:
            CancelRelease(self.editor, release_set).execute()
        else:
            locales = list(Locale.objects.filter(language_code=code))
            page = Page.objects.get(pk=self.source.pk)
            PlanRelease(self.editor, ReleaseSet(page=page), locales, [], {}).execute()

    def release(self, code: str, person) -> None:
        release_set = ReleaseSet.objects.filter(released_at=None).first()
        if release_set:
            PublishReleaseSet(self.editor, release_set).execute()

    # What readers see

    def check(self) -> None:
        """Check what readers see; what was checked is read again only after a change."""
        in_every_language = type(self.source).objects.select_related("locale")
        pages = {
            page.locale.language_code: page
            for page in in_every_language.filter(translation_key=self.source.translation_key)
        }
        restrictions = set(PageViewRestriction.objects.values_list("page", "restriction_type"))
        is_waiting = TranslationJob.objects.exclude(state="done").exists()
        stored = {code: _stored_values(page) for code, page in pages.items()}
        present = is_waiting, restrictions, stored
        if present != self._checked:
            if restrictions:
                self._check_restrictions(pages)
            self._check_texts({code: page for code, page in pages.items() if page.live}, is_waiting)
        self._checked = present

    def _check_restrictions(self, pages: dict[str, Page]) -> None:
        source = pages[self.source.locale.language_code]
        origins = {**dict.fromkeys(CODES, source), DERIVED: pages.get(CODES[1])}
        for code, origin in origins.items():
            page = pages.get(code)
            if page and page.live and origin.view_restrictions.exists():
                assert page.get_view_restrictions().exists(), site_language(code).name

    def _check_texts(self, live_pages: dict[str, Page], is_waiting: bool) -> None:
        source = type(self.source).objects.get(pk=self.source.pk)
        for code in CODES:
            if code in live_pages:
                self._check_live_page(code, live_pages[code], source)
        if {CODES[1], DERIVED} <= set(live_pages) and not is_waiting:
            expected = [transliterate_html(text) for _path, text in texts_of(live_pages[CODES[1]])]
            assert [text for _path, text in texts_of(live_pages[DERIVED])] == expected

    def _check_live_page(self, code: str, page: Page, source: Page) -> None:
        approved = {(key[0], text) for key, text in self.approved[code] if key != "document"}
        unreviewed = [found for found in texts_of(page) if found not in approved]
        assert not unreviewed, (unreviewed, self.done[-20:])
        document = page.documents[0].value["document"].pk
        assert document == source.documents[0].value["document"].pk or (
            ("document", document) in self.approved[code]
        ), self.done[-20:]


def _stored_values(page: Page) -> dict[str, str]:
    return {field.name: field.value_to_string(page) for field in page._meta.concrete_fields}


def texts_of(page) -> list[tuple[str, str]]:
    return [
        (value.path, value.string.data)
        for value in extract_segments(page)
        if isinstance(value, StringSegmentValue)
    ]
