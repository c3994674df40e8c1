"""The permission policy of the translation app: every rule of who may do what is here.

Views, menus, jobs and workflow tasks only call it. A rule is a method ``check_<verb>`` that raises
:class:`TranslationPermissionDenied` with a message for the person; ``may("<verb>", …)`` returns a
boolean instead.

The models ask this policy, too. It therefore imports none of them: it reaches teams from the
locales and release sets from the pages, by the reverse relations.
"""

from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth import get_permission_codename, get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, PagePermissionTester

from core.languages import site_language, source_language
from core.prepared_queries import prepared_query
from core.request_cache import cached_for_request
from translation.choices import TranslationState
from translation.page_locks import page_lock_reason


class TranslationPermissionDenied(PermissionDenied):
    """The person lacks a permission; the message gives the reason."""


class TeamMembership(NamedTuple):
    """A locale with a team, and whether a person is in the groups of the team."""

    pk: int
    waives_four_eyes: bool
    is_translator: bool
    is_reviewer: bool


# No account has this id.
NOBODY = 0


@prepared_query
def _memberships(account: int) -> QuerySet:
    """Return the fields of :class:`TeamMembership` of each locale with a team."""
    groups = get_user_model().groups.through.objects.filter(user=account)
    return (
        Locale.objects.filter(team__isnull=False)
        .annotate(
            is_translator=Exists(groups.filter(group=OuterRef("team__translators"))),
            is_reviewer=Exists(groups.filter(group=OuterRef("team__reviewers"))),
        )
        .values_list("pk", "team__waives_four_eyes", "is_translator", "is_reviewer")
    )


@prepared_query
def _translated_pages(key: UUID, locale_id: int) -> QuerySet:
    """Return the translated page, if it is one, with what :func:`page_lock_reason` reads."""
    pages = Page.objects.filter(translation_key=key, locale=locale_id)
    return pages.only("locked", "locked_by").order_by()


class TranslationPolicy:
    """What one person may do. Call :func:`policy_for`, which returns one instance per user object.

    Rules about a language take the id of a locale, rules about one translation an ``Assignment``.
    """

    def __init__(self, user):
        self.user = user

    def check(self, verb: str, *subject) -> None:
        """Raise :class:`TranslationPermissionDenied` unless the person may do this to the
        ``subject``, if any.
        """
        getattr(self, f"check_{verb}")(*subject)

    def may(self, verb: str, *subject) -> bool:
        try:
            self.check(verb, *subject)
        except TranslationPermissionDenied:
            return False
        return True

    # Roles and languages of the person

    @cached_property
    def _team_memberships(self) -> list[TeamMembership]:
        """The locales with a team, each with whether the person is in the groups of the team."""
        found = _memberships(self.user.pk if self.user.is_active else NOBODY)
        return [TeamMembership(*values) for values in found]

    @cached_property
    def editable_locale_ids(self) -> set[int]:
        """Ids of the locales that the person may translate into, as a translator or reviewer."""
        return {
            membership.pk
            for membership in self._team_memberships
            if membership.is_translator or membership.is_reviewer or self._is_superuser
        }

    @cached_property
    def reviewable_locale_ids(self) -> set[int]:
        return {
            membership.pk
            for membership in self._team_memberships
            if membership.is_reviewer or self._is_superuser
        }

    @property
    def _is_superuser(self) -> bool:
        return self.user.is_active and self.user.is_superuser

    @cached_property
    def can_send(self) -> bool:
        return self.user.has_perm("translation.send_to_translation")

    @cached_property
    def is_coordinator(self) -> bool:
        return self.user.has_perm("translation.coordinate_translations")

    @cached_property
    def can_view_all(self) -> bool:
        return self.is_coordinator or self.user.has_perm("translation.see_all_translations")

    @property
    def visible_locale_ids(self) -> set[int]:
        """Ids of the locales whose translations the person may view."""
        if self.can_view_all:
            return {membership.pk for membership in self._team_memberships}
        return self.editable_locale_ids

    @property
    def is_participant(self) -> bool:
        """Whether the person has any task in translation, and therefore sees its menu."""
        return bool(self.visible_locale_ids or self.can_send)

    # Sources, languages, translation requests

    def check_coordinate(self) -> None:
        if not self.is_coordinator:
            raise TranslationPermissionDenied(_("Only the translation coordinators may do this."))

    def check_send(self, instance) -> None:
        """Send an object of the source language to translation."""
        if not self.can_send:
            raise TranslationPermissionDenied(_("You may not send pages to translation."))
        if instance.locale.language_code != source_language().code:
            raise TranslationPermissionDenied(
                _("Only pages of the source language are sent to translation.")
            )
        if isinstance(instance, Page):
            if not instance.permissions_for_user(self.user).can_edit():
                raise TranslationPermissionDenied(_("You may not edit this page."))
        else:
            options = instance._meta
            codename = get_permission_codename("change", options)
            if not self.user.has_perm(f"{options.app_label}.{codename}"):
                raise TranslationPermissionDenied(_("You may not edit this."))

    def check_see_job_batch(self, batch) -> None:
        """View the progress of a translation request."""
        if not self.can_view_all and batch.requested_by_id != self.user.pk:
            raise TranslationPermissionDenied(_("This was requested by somebody else."))

    def check_repeat(self, batch) -> None:
        """Run failed jobs of a translation request again."""
        if not self.is_coordinator and batch.requested_by_id != self.user.pk:
            raise TranslationPermissionDenied(_("This was requested by somebody else."))

    def check_plan_release(self, page: Page) -> None:
        """Choose what goes live together with a source page, and which languages may be missing."""
        if self.is_coordinator:
            self.check_send(page)
        else:
            self.check_release(page)

    def check_release(self, page: Page) -> None:
        """Publish a source page and its translations together, now or at a given time."""
        self.check_send(page)
        # Not page.permissions_for_user(): the site's tester refuses while the page is embargoed.
        if not PagePermissionTester(self.user, page).can_publish():
            raise TranslationPermissionDenied(_("You may not publish this page."))

    def check_translate_into(self, locale_id: int) -> None:
        if locale_id not in self.editable_locale_ids:
            raise TranslationPermissionDenied(_("You are not in the team of this language."))

    # The translation memory

    @cached_property
    def memory_locale_ids(self) -> set[int]:
        """Ids of the locales whose imported translation memory the person may change."""
        if self.is_coordinator:
            return {membership.pk for membership in self._team_memberships}
        return self.editable_locale_ids

    def check_import_memory(self) -> None:
        if not self.memory_locale_ids:
            raise TranslationPermissionDenied(_("You are not in a translation team."))

    def check_export_memory(self, locale_id: int) -> None:
        """Export translations of pages of which the person could export each one alone."""
        if locale_id not in self.visible_locale_ids:
            raise TranslationPermissionDenied(_("You are not in the team of this language."))

    def check_remove_memory(self, file) -> None:
        """Remove an imported file with its translations."""
        if not self.is_coordinator and file.imported_by_id != self.user.pk:
            raise TranslationPermissionDenied(_("This was imported by somebody else."))

    # One translation

    def check_see(self, assignment) -> None:
        locale_id = assignment.translation.target_locale_id
        # In this order: the permissions of somebody in the team need not be loaded.
        if locale_id not in self.editable_locale_ids and locale_id not in self.visible_locale_ids:
            raise TranslationPermissionDenied(_("You are not in the team of this language."))
        if not assignment.translation.enabled:
            raise TranslationPermissionDenied(
                _("This page was deleted. It can be translated again once it is restored or sent.")
            )

    def check_edit(self, assignment) -> None:
        """Edit the text. Nobody may while it is reviewed or approved and not yet published."""
        self.check_translate_into(assignment.translation.target_locale_id)
        if not assignment.translation.enabled:
            raise TranslationPermissionDenied(_("This translation was stopped."))
        if assignment.state == TranslationState.IN_REVIEW:
            raise TranslationPermissionDenied(
                _("This translation is being reviewed. It can be edited once returned.")
            )
        if assignment.state == TranslationState.APPROVED:
            raise TranslationPermissionDenied(
                _("This translation is approved and waits for its publication.")
            )
        self._check_not_locked(assignment)

    def check_submit(self, assignment) -> None:
        self.check_edit(assignment)

    def check_withdraw(self, assignment) -> None:
        """Take a submitted or approved translation back in order to edit it again."""
        if assignment.state not in (TranslationState.IN_REVIEW, TranslationState.APPROVED):
            raise TranslationPermissionDenied(_("This translation is not waiting for anybody."))
        is_reviewer = assignment.translation.target_locale_id in self.reviewable_locale_ids
        if not is_reviewer and assignment.submitted_by_id != self.user.pk:
            raise TranslationPermissionDenied(
                _("Only the person who submitted it and the reviewers may do this.")
            )

    def check_review_into(self, locale_id: int) -> None:
        if locale_id not in self.reviewable_locale_ids:
            raise TranslationPermissionDenied(_("You are not a reviewer of this language."))

    def check_review(self, assignment) -> None:
        """Return a submitted translation with a comment."""
        self.check_review_into(assignment.translation.target_locale_id)
        if assignment.state != TranslationState.IN_REVIEW:
            raise TranslationPermissionDenied(_("This translation does not wait for a review."))

    def check_approve(self, assignment) -> None:
        """Approve the work of others (four-eyes principle), unless the team waives it."""
        self.check_review(assignment)
        if self.is_author_of_unapproved_changes(assignment):
            self._check_waives_four_eyes(assignment.translation.target_locale_id)
        self._check_not_locked(assignment)

    def check_review_elsewhere(self, locale_id: int, translator) -> None:
        """Approve in this language, outside of the site, what ``translator`` has written."""
        self.check_review_into(locale_id)
        if translator == self.user:
            self._check_waives_four_eyes(locale_id)

    def check_comment(self, assignment) -> None:
        self.check_translate_into(assignment.translation.target_locale_id)

    def check_exchange(self, assignment) -> None:
        """Export the translation as a file; an import needs the permission to edit."""
        self.check_see(assignment)

    def check_assign(self) -> None:
        """Set translator, deadline and priority of translations."""
        if not (self.is_coordinator or self.can_send):
            raise TranslationPermissionDenied(
                _("Only the Secretariat assigns translators and sets deadlines.")
            )

    def _check_waives_four_eyes(self, locale_id: int) -> None:
        if not any(
            membership.waives_four_eyes
            for membership in self._team_memberships
            if membership.pk == locale_id
        ):
            raise TranslationPermissionDenied(
                _("You wrote part of this text yourself. Somebody else has to approve it.")
            )

    def is_author_of_unapproved_changes(self, assignment) -> bool:
        """Whether this person wrote or chose anything submitted that was never approved."""
        version = assignment.submitted_version
        return version is not None and self.user.pk in version.authors_of_changes

    def _check_not_locked(self, assignment) -> None:
        translation = assignment.translation
        for page in _translated_pages(translation.source.object_id, translation.target_locale_id):
            if reason := page_lock_reason(page, self.user):
                raise TranslationPermissionDenied(reason)

    # Wagtail's own views of pages and snippets

    def check_remove_page(self, page) -> None:
        """Delete or unpublish one translated page, or set its view restrictions."""
        if _is_translated(page) and not self.is_coordinator:
            raise TranslationPermissionDenied(
                _(
                    "Translated pages are managed through their source page. Ask the "
                    "translation coordinators."
                )
            )

    def check_change_tree(self, page: Page) -> None:
        """Move, copy or reorder. Nobody may: every language mirrors the page tree of the source."""
        if _is_translated(page):
            raise TranslationPermissionDenied(
                _(
                    "Translated pages have the position and the address of their source page. "
                    "Change the source page."
                )
            )

    def check_copy_for_translation(self, page: Page) -> None:
        """Copy a page into another language without sending it. Nobody may."""
        raise TranslationPermissionDenied(
            _("Pages are sent to translation, not copied to another language.")
        )

    def check_publish_directly(self, instance) -> None:
        """Publish without a review, or a page without its release set. Nobody may."""
        if _is_translated(instance):
            raise TranslationPermissionDenied(
                _("A translation is published when its reviewer approves it.")
            )
        is_embargoed = isinstance(instance, Page) and instance.pk in _embargoed_page_ids()
        release_set = is_embargoed and instance.release_sets.unreleased().first()
        if release_set:
            raise TranslationPermissionDenied(release_set.embargo_reason)

    def check_edit_directly(self, instance) -> None:
        """Edit a translated object itself. The next publication of its segments would undo it."""
        if _is_translated(instance):
            raise TranslationPermissionDenied(
                _("Translations are written in the translation editor, not here.")
            )


def _is_translated(instance) -> bool:
    """Whether an object is in another language than the source language of the site."""
    is_root = isinstance(instance, Page) and instance.is_root()
    return not is_root and not site_language(instance.locale.language_code).is_source


def _embargoed_page_ids() -> set[int]:
    """Return the ids of all pages that wait for a release; lists ask for each of their pages."""
    embargoed = Page.objects.filter(release_sets__isnull=False, release_sets__released_at=None)
    return cached_for_request(
        "embargoed pages", lambda: set(embargoed.values_list("pk", flat=True))
    )


def policy_for(user) -> TranslationPolicy:
    """Return the policy of a user. It is cached on the user object, and with it its queries."""
    if not hasattr(user, "_translation_policy"):
        user._translation_policy = TranslationPolicy(user)
    return user._translation_policy
