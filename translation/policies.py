"""Every answer to "may this person…" in the workshop. Views, menus, jobs and reviews only ask.

A question about one translation is a method ``check_<verb>`` that raises :class:`Refusal` with the
reason, in words for the person; ``may("<verb>", …)`` turns it into yes or no.
"""

from functools import cached_property

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Page, PagePermissionTester
from wagtail_localize.models import StringTranslation

from core.languages import get, source
from translation.choices import State
from translation.models.assignments import Assignment
from translation.models.teams import Team
from translation.pages_in_waiting import reason_to_wait, set_that_keeps


class Refusal(PermissionDenied):
    """This person may not; the text says why."""


class TranslationPolicy:
    """What one person may do. Ask for it with :func:`policy_for`, which keeps it for the request.

    Questions about a language take a locale's id, questions about the work an ``Assignment``.
    """

    def __init__(self, user):
        self.user = user

    def check(self, verb: str, *subject) -> None:
        """Raise :class:`Refusal` unless the person may do this."""
        getattr(self, f"check_{verb}")(*subject)

    def may(self, verb: str, *subject) -> bool:
        try:
            self.check(verb, *subject)
        except Refusal:
            return False
        return True

    # Who the person is

    @cached_property
    def _groups(self) -> set[int]:
        if not self.user.is_active:
            return set()
        return set(self.user.groups.values_list("pk", flat=True))

    @cached_property
    def _teams(self) -> list[Team]:
        return list(Team.objects.select_related("locale"))

    @cached_property
    def translated_locales(self) -> set[int]:
        """Ids of the locales that the person may write in; a reviewer may, too."""
        return {
            team.locale_id
            for team in self._teams
            if {team.translators_id, team.reviewers_id} & self._groups or self._is_superuser
        }

    @cached_property
    def reviewed_locales(self) -> set[int]:
        return {
            team.locale_id
            for team in self._teams
            if team.reviewers_id in self._groups or self._is_superuser
        }

    @property
    def _is_superuser(self) -> bool:
        return self.user.is_active and self.user.is_superuser

    @cached_property
    def sends(self) -> bool:
        return self.user.has_perm("translation.send_to_translation")

    @cached_property
    def coordinates(self) -> bool:
        return self.user.has_perm("translation.coordinate_translations")

    @cached_property
    def sees_all(self) -> bool:
        return self.coordinates or self.user.has_perm("translation.see_all_translations")

    @property
    def seen_locales(self) -> set[int]:
        """Ids of the locales whose translations the person may look at."""
        if self.sees_all:
            return {team.locale_id for team in self._teams}
        return self.translated_locales

    @property
    def takes_part(self) -> bool:
        """Whether the workshop's menus are of any use to the person."""
        return bool(self.seen_locales or self.sends)

    def _team(self, locale_id: int) -> Team | None:
        return next((team for team in self._teams if team.locale_id == locale_id), None)

    # Languages and sources

    def check_coordinate(self) -> None:
        if not self.coordinates:
            raise Refusal(_("Only the translation coordinators may do this."))

    def check_send(self, instance) -> None:
        """Send an object of its own language to translation."""
        if not self.sends:
            raise Refusal(_("You may not send pages to translation."))
        if instance.locale.language_code != source().code:
            raise Refusal(_("Only pages of the source language are sent to translation."))
        if isinstance(instance, Page):
            if not instance.permissions_for_user(self.user).can_edit():
                raise Refusal(_("You may not edit this page."))
        elif not self.user.has_perm(_permission_to_change(instance)):
            raise Refusal(_("You may not edit this."))

    def check_see_batch(self, batch) -> None:
        """Look at how far an order is."""
        if not self.sees_all and batch.ordered_by_id != self.user.pk:
            raise Refusal(_("This was ordered by somebody else."))

    def check_repeat(self, batch) -> None:
        """Have jobs of an order done again."""
        if not self.coordinates and batch.ordered_by_id != self.user.pk:
            raise Refusal(_("This was ordered by somebody else."))

    def check_plan_release(self, page: Page) -> None:
        """Choose what goes live together with a source page, and what may be missing."""
        if self.coordinates:
            self.check_send(page)
        else:
            self.check_release(page)

    def check_release(self, page: Page) -> None:
        """Let a source page and its translations go live, now or at a time."""
        self.check_send(page)
        # Wagtail's own answer: ours is no, as long as the page waits for just this.
        if not PagePermissionTester(self.user, page).can_publish():
            raise Refusal(_("You may not publish this page."))

    def check_translate_into(self, locale_id: int) -> None:
        if locale_id not in self.translated_locales:
            raise Refusal(_("You are not in the team of this language."))

    # The work on one translation

    def check_see(self, assignment: Assignment) -> None:
        if assignment.translation.target_locale_id not in self.seen_locales:
            raise Refusal(_("You are not in the team of this language."))

    def check_edit(self, assignment: Assignment) -> None:
        """Write words. Nobody does while they are being reviewed or wait for publication."""
        self.check_translate_into(assignment.translation.target_locale_id)
        if not assignment.translation.enabled:
            raise Refusal(_("This translation was stopped."))
        if assignment.state == State.IN_REVIEW:
            raise Refusal(_("This translation is being reviewed. It can be edited once returned."))
        if assignment.state == State.APPROVED:
            raise Refusal(_("This translation is approved and waits for its publication."))
        if self._is_locked(assignment):
            raise Refusal(_("This page is locked by somebody else."))

    def check_submit(self, assignment: Assignment) -> None:
        self.check_edit(assignment)

    def check_withdraw(self, assignment: Assignment) -> None:
        """Take a submitted or approved translation back to work on it again."""
        if assignment.state not in (State.IN_REVIEW, State.APPROVED):
            raise Refusal(_("This translation is not waiting for anybody."))
        may_decide = assignment.translation.target_locale_id in self.reviewed_locales
        if not may_decide and assignment.submitted_by_id != self.user.pk:
            raise Refusal(_("Only the person who submitted it and the reviewers may do this."))

    def check_review(self, assignment: Assignment) -> None:
        """Return a submitted translation with a comment."""
        if assignment.translation.target_locale_id not in self.reviewed_locales:
            raise Refusal(_("You are not a reviewer of this language."))
        if assignment.state != State.IN_REVIEW:
            raise Refusal(_("This translation does not wait for a review."))

    def check_approve(self, assignment: Assignment) -> None:
        """Approve what others wrote: nobody approves words that they wrote last."""
        self.check_review(assignment)
        if self.wrote_last(assignment) and not self.waives_four_eyes(assignment):
            raise Refusal(
                _("You wrote some of these words yourself. Somebody else has to approve them.")
            )

    def check_comment(self, assignment: Assignment) -> None:
        self.check_translate_into(assignment.translation.target_locale_id)

    def check_exchange(self, assignment: Assignment) -> None:
        """Take the words out as a file; bringing one in asks for the right to edit."""
        self.check_see(assignment)

    def check_assign(self) -> None:
        """Say who translates what has been sent, until when, and what comes first."""
        if not (self.coordinates or self.sends):
            raise Refusal(_("Only the Secretariat says who translates and until when."))

    def waives_four_eyes(self, assignment: Assignment) -> bool:
        team = self._team(assignment.translation.target_locale_id)
        return bool(team and team.waives_four_eyes)

    def wrote_last(self, assignment: Assignment) -> bool:
        """Whether any word that is not yet approved is, in its last version, this person's."""
        translation = assignment.translation
        words = StringTranslation.objects.filter(
            context__object_id=translation.source.object_id,
            locale_id=translation.target_locale_id,
            last_translated_by=self.user,
            translation_of__in=translation.source.stringsegment_set.values("string"),
        )
        if assignment.approved_at:
            words = words.filter(updated_at__gt=assignment.approved_at)
        return words.exists()

    def _is_locked(self, assignment: Assignment) -> bool:
        translation = assignment.translation
        page = Page.objects.filter(
            translation_key=translation.source.object_id, locale=translation.target_locale_id
        ).first()
        return bool(page and page.locked and page.locked_by_id != self.user.pk)

    # Wagtail's own doors

    def check_withdraw_page(self, page) -> None:
        """Delete or unpublish one translated page, or restrict who may read it."""
        if _is_translated(page) and not self.coordinates:
            raise Refusal(
                _("Translated pages follow their source. Ask the translation coordinators.")
            )

    def check_change_tree(self, page: Page) -> None:
        """Move, copy or reorder: every language has the tree of the source, whoever asks."""
        if _is_translated(page):
            raise Refusal(
                _("Translated pages have the place and the address of their source. Change those.")
            )

    def check_publish_by_hand(self, instance) -> None:
        """Publish past reviews and releases: only approved words, only whole sets, whoever asks."""
        if _is_translated(instance):
            raise Refusal(_("A translation is published when its reviewer approves it."))
        if set_that_keeps(instance):
            raise Refusal(reason_to_wait(instance))

    def check_edit_by_hand(self, instance) -> None:
        """Write into a translation past its segments: the next publication would undo it."""
        if _is_translated(instance):
            raise Refusal(_("Translations are written in the translation editor, not here."))


def _permission_to_change(instance) -> str:
    options = instance._meta
    return f"{options.app_label}.{get_permission_codename('change', options)}"


def _is_translated(instance) -> bool:
    """Whether an object is in another language than the one that the Secretariat writes in."""
    is_root = isinstance(instance, Page) and instance.is_root()
    return not is_root and not get(instance.locale.language_code).is_source


def policy_for(user) -> TranslationPolicy:
    """Return the person's policy, one for each user object, so that it asks the database once."""
    if not hasattr(user, "_translation_policy"):
        user._translation_policy = TranslationPolicy(user)
    return user._translation_policy
