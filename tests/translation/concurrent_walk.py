"""The random walk in several processes at once, and what has to be true of the database meanwhile.

No process knows what the others have done. What was approved is therefore read from the versions
that were submitted, and who approved it from the history of the pages.
"""

from collections import defaultdict
from contextlib import suppress

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from wagtail.models import Page, PageLogEntry

from core.languages import site_language
from translation.actions.review import ApproveTranslation, SubmitForReview
from translation.actions.write import SegmentConflictError
from translation.models import ReleaseSet, TargetVersion, Team

from .random_walk import CODES, WEIGHTS, RandomWalk, texts_of

# In these actions the processes meet.
CONTESTED = {"write", "submit", "approve", "withdraw", "choose_document"}


class ConcurrentWalk(RandomWalk):
    """A walk that keeps no record, since others walk on the same page, mostly in one language."""

    codes = [CODES[0]] * 5 + CODES[1:]
    weights = {name: 20 if name in CONTESTED else 1 for name in WEIGHTS}

    def step(self) -> None:
        # Somebody else was faster.
        with suppress(SegmentConflictError, ReleaseSet.DoesNotExist):
            super().step()

    def _record(self, code: str, key, text, person) -> None:
        pass

    def submit(self, code: str, person) -> None:
        SubmitForReview(person, self.assignment(code), despite_warnings=True).execute()

    def approve(self, code: str, person) -> None:
        assignment = self.assignment(code)
        if not assignment.revision_id:
            raise PermissionDenied
        ApproveTranslation(person, assignment, assignment.revision_id).execute()


def walk(seed: int, page_id: int, steps: int) -> None:
    """Walk on a page that was sent to the languages of the walk; their teams have members."""
    accounts = get_user_model().objects
    people = {}
    for code in CODES:
        team = Team.objects.get(locale__language_code=code)
        groups = [team.translators_id, team.reviewers_id]
        people[code] = list(accounts.filter(groups__in=groups).order_by("pk"))
    source = Page.objects.get(pk=page_id).specific
    walking = ConcurrentWalk(seed, source, accounts.get(username="editor"), people)
    for _step in range(steps):
        walking.step()


def unreviewed_texts(source: Page) -> list[tuple[str, str, str]]:
    """Return language, content path and text of what is live and in no approved version."""
    live = {
        code: texts_of(page.specific)
        for code in CODES
        for page in _pages(source).filter(locale__language_code=code, live=True)
    }
    # Read after the pages: what is live then was approved before.
    approved = defaultdict(set)
    versions = TargetVersion.objects.filter(
        translation__source__object_id=source.translation_key
    ).exclude(approved_at=None)
    for version in versions.select_related("translation__target_locale"):
        code = version.translation.target_locale.language_code
        approved[code] |= {(path, target) for path, _source, target, _author in version.texts}
    return [
        (code, *text)
        for code, texts in live.items()
        for text in texts
        if text not in approved[code]
    ]


def approvals_of_own_work(source: Page) -> list[str]:
    """Return the approvals by somebody who wrote or chose what was not approved before."""
    found = []
    for page in _pages(source).exclude(pk=source.pk).select_related("locale"):
        approved = set()
        entries = PageLogEntry.objects.filter(page=page.pk, action="translation.approve")
        for entry in entries.order_by("timestamp", "pk"):
            version = TargetVersion.objects.get(revision=entry.revision_id)
            items = [tuple(item) for item in (*version.texts, *version.overrides)]
            authors = {item[-1] for item in items if item[:-1] not in approved}
            if entry.user_id in authors:
                found.append(f"{site_language(page.locale.language_code).name}: {entry.timestamp}")
            approved |= {item[:-1] for item in items}
    return found


def _pages(source: Page):
    return Page.objects.filter(translation_key=source.translation_key)
