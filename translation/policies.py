"""The permission policy of the translation app: every rule of who may do what is here.

Views, menus, jobs and workflow tasks only call it. A rule is a method ``check_<verb>`` that raises
:class:`Refusal` with a message for the person; ``may("<verb>", …)`` returns a boolean instead.

The models ask this policy, too. It therefore imports none of them: it reaches teams from the
locales and release sets from the pages, by the reverse relations.
"""

from functools import cached_property

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, PagePermissionTester
from wagtail_localize.models import StringTranslation

from core.languages import get, source
from translation.choices import State


class Refusal(PermissionDenied):
    """The person lacks a permission; the message gives the reason."""


class TranslationPolicy:
    """What one person may do. Call :func:`policy_for`, which returns one instance per user object.

    Rules about a language take the id of a locale, rules about one translation an ``Assignment``.
    """

    def __init__(self, user):
        self.user = user

    def check(self, verb: str, *subject) -> None:
        """Raise :class:`Refusal` unless the person may do this to the ``subject``, if any."""
        getattr(self, f"check_{verb}")(*subject)

    def may(self, verb: str, *subject) -> bool:
        try:
            self.check(verb, *subject)
        except Refusal:
            return False
        return True

    # Roles and languages of the person

    @cached_property
    def _groups(self) -> set[int]:
        if not self.user.is_active:
            return set()
        return set(self.user.groups.values_list("pk", flat=True))

    @cached_property
    def _teams(self) -> list:
        locales = Locale.objects.filter(team__isnull=False).select_related("team")
        return [locale.team for locale in locales]

    @cached_property
    def translated_locales(self) -> set[int]:
        """Ids of the locales that the person may translate into, as a translator or reviewer."""
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
        """Ids of the locales whose translations the person may view."""
        if self.sees_all:
            return {team.locale_id for team in self._teams}
        return self.translated_locales

    @property
    def takes_part(self) -> bool:
        """Whether the person has any task in translation, and therefore sees its menu."""
        return bool(self.seen_locales or self.sends)

    # Sources, languages, translation requests

    def check_coordinate(self) -> None:
        if not self.coordinates:
            raise Refusal(_("Only the translation coordinators may do this."))

    def check_send(self, instance) -> None:
        """Send an object of the source language to translation."""
        if not self.sends:
            raise Refusal(_("You may not send pages to translation."))
        if instance.locale.language_code != source().code:
            raise Refusal(_("Only pages of the source language are sent to translation."))
        if isinstance(instance, Page):
            if not instance.permissions_for_user(self.user).can_edit():
                raise Refusal(_("You may not edit this page."))
        else:
            options = instance._meta
            codename = get_permission_codename("change", options)
            if not self.user.has_perm(f"{options.app_label}.{codename}"):
                raise Refusal(_("You may not edit this."))

    def check_see_batch(self, batch) -> None:
        """View the progress of a translation request."""
        if not self.sees_all and batch.ordered_by_id != self.user.pk:
            raise Refusal(_("This was ordered by somebody else."))

    def check_repeat(self, batch) -> None:
        """Run failed jobs of a translation request again."""
        if not self.coordinates and batch.ordered_by_id != self.user.pk:
            raise Refusal(_("This was ordered by somebody else."))

    def check_plan_release(self, page: Page) -> None:
        """Choose what goes live together with a source page, and which languages may be missing."""
        if self.coordinates:
            self.check_send(page)
        else:
            self.check_release(page)

    def check_release(self, page: Page) -> None:
        """Publish a source page and its translations together, now or at a given time."""
        self.check_send(page)
        # Not page.permissions_for_user(): the site's tester refuses while the page is embargoed.
        if not PagePermissionTester(self.user, page).can_publish():
            raise Refusal(_("You may not publish this page."))

    def check_translate_into(self, locale_id: int) -> None:
        if locale_id not in self.translated_locales:
            raise Refusal(_("You are not in the team of this language."))

    # One translation

    def check_see(self, assignment) -> None:
        if assignment.translation.target_locale_id not in self.seen_locales:
            raise Refusal(_("You are not in the team of this language."))

    def check_edit(self, assignment) -> None:
        """Edit the text. Nobody may while it is reviewed or approved and not yet published."""
        self.check_translate_into(assignment.translation.target_locale_id)
        if not assignment.translation.enabled:
            raise Refusal(_("This translation was stopped."))
        if assignment.state == State.IN_REVIEW:
            raise Refusal(_("This translation is being reviewed. It can be edited once returned."))
        if assignment.state == State.APPROVED:
            raise Refusal(_("This translation is approved and waits for its publication."))
        if self._is_locked(assignment):
            raise Refusal(_("This page is locked by somebody else."))

    def check_submit(self, assignment) -> None:
        self.check_edit(assignment)

    def check_withdraw(self, assignment) -> None:
        """Take a submitted or approved translation back in order to edit it again."""
        if assignment.state not in (State.IN_REVIEW, State.APPROVED):
            raise Refusal(_("This translation is not waiting for anybody."))
        is_reviewer = assignment.translation.target_locale_id in self.reviewed_locales
        if not is_reviewer and assignment.submitted_by_id != self.user.pk:
            raise Refusal(_("Only the person who submitted it and the reviewers may do this."))

    def check_review(self, assignment) -> None:
        """Return a submitted translation with a comment."""
        if assignment.translation.target_locale_id not in self.reviewed_locales:
            raise Refusal(_("You are not a reviewer of this language."))
        if assignment.state != State.IN_REVIEW:
            raise Refusal(_("This translation does not wait for a review."))

    def check_approve(self, assignment) -> None:
        """Approve the work of others (four-eyes principle), unless the team waives it."""
        self.check_review(assignment)
        if self.wrote_last(assignment) and not self.waives_four_eyes(assignment):
            raise Refusal(
                _("You wrote some of these words yourself. Somebody else has to approve them.")
            )

    def check_comment(self, assignment) -> None:
        self.check_translate_into(assignment.translation.target_locale_id)

    def check_exchange(self, assignment) -> None:
        """Export the translation as a file; an import needs the permission to edit."""
        self.check_see(assignment)

    def check_assign(self) -> None:
        """Set translator, deadline and priority of translations."""
        if not (self.coordinates or self.sends):
            raise Refusal(_("Only the Secretariat says who translates and until when."))

    def waives_four_eyes(self, assignment) -> bool:
        locale_id = assignment.translation.target_locale_id
        return any(team.waives_four_eyes for team in self._teams if team.locale_id == locale_id)

    def wrote_last(self, assignment) -> bool:
        """Whether this person wrote the latest version of any text that is not yet approved."""
        translation = assignment.translation
        translated = StringTranslation.objects.filter(
            context__object_id=translation.source.object_id,
            locale_id=translation.target_locale_id,
            last_translated_by=self.user,
            translation_of__in=translation.source.stringsegment_set.values("string"),
        )
        if assignment.approved_at:
            translated = translated.filter(updated_at__gt=assignment.approved_at)
        return translated.exists()

    def _is_locked(self, assignment) -> bool:
        translation = assignment.translation
        page = Page.objects.filter(
            translation_key=translation.source.object_id, locale=translation.target_locale_id
        ).first()
        return bool(page and page.locked and page.locked_by_id != self.user.pk)

    # Wagtail's own views of pages and snippets

    def check_withdraw_page(self, page) -> None:
        """Delete or unpublish one translated page, or set its view restrictions."""
        if _is_translated(page) and not self.coordinates:
            raise Refusal(
                _("Translated pages follow their source. Ask the translation coordinators.")
            )

    def check_change_tree(self, page: Page) -> None:
        """Move, copy or reorder. Nobody may: every language mirrors the page tree of the source."""
        if _is_translated(page):
            raise Refusal(
                _("Translated pages have the place and the address of their source. Change those.")
            )

    def check_publish_by_hand(self, instance) -> None:
        """Publish without a review, or a page without its release set. Nobody may."""
        if _is_translated(instance):
            raise Refusal(_("A translation is published when its reviewer approves it."))
        if isinstance(instance, Page) and instance.pk:
            release_set = instance.release_sets.unreleased().first()
            if release_set:
                raise Refusal(release_set.embargo_reason)

    def check_edit_by_hand(self, instance) -> None:
        """Edit a translated object itself. The next publication of its segments would undo it."""
        if _is_translated(instance):
            raise Refusal(_("Translations are written in the translation editor, not here."))


def _is_translated(instance) -> bool:
    """Whether an object is in another language than the source language of the site."""
    is_root = isinstance(instance, Page) and instance.is_root()
    return not is_root and not get(instance.locale.language_code).is_source


def policy_for(user) -> TranslationPolicy:
    """Return the policy of a user. It is cached on the user object, and with it its queries."""
    if not hasattr(user, "_translation_policy"):
        user._translation_policy = TranslationPolicy(user)
    return user._translation_policy
